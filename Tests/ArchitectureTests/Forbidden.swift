/// What must not stand in code, and why not.
enum Forbidden: CaseIterable {
    /// Time, chance and the machine come in as arguments, so that every rule can be tested on any day.
    case hiddenInput
    /// The database's clock is not the program's.
    case clockInSQL
    /// The program never traps on purpose.
    case trap
    /// What is left to do belongs into an issue.
    case mark
    /// Names that say nothing.
    case emptyName
    /// A reader of a call must see what is decided.
    case boolParameter
    /// A new column must not change what a statement returns.
    case allColumns

    var pattern: Regex<Substring> {
        switch self {
        case .hiddenInput:
            /\bDate\(\)|\bDate\.now\b|\bUUID\(\)|\bProcessInfo\b|\.random\(|\.randomElement\(|\.shuffled\(\)|Clock\(\)|\bgetenv\b|\bSystemRandomNumberGenerator\b|\b(?:TimeZone|Locale|Calendar)\.(?:current|autoupdatingCurrent)\b|\bFileManager\b/
        case .clockInSQL: /(?i)\bnow\(\)|\bCURRENT_(?:TIMESTAMP|DATE|TIME)\b|\bstrftime\(|\bjulianday\(/
        case .trap: /\btry!|\bas!|\bfatalError\b|[\w)\]]!(?=[\s.,:;)\]\[(]|$)/
        case .mark: /\b(?:TODO|FIXME|XXX|HACK)\b/
        case .emptyName: /\b(?:struct|class|enum|protocol|actor)\s+\w*(?:Utils?|Utilities|Helpers?|Manager)\b/
        case .boolParameter: /\bpublic\s+(?:static\s+|mutating\s+)*func\b[^{}]*?[(,]\s*\w+(?:\s+\w+)?:\s*Bool\b/
        case .allColumns: /\bSELECT\s+(?:\w+\.)?\*/
        }
    }

    /// The files among `sources` with it in their code, as `path:line` of its end.
    func inCode(of sources: [SwiftSource]) -> [String] {
        sources.flatMap { source in
            source.code.ranges(of: pattern).map { range in
                "\(source.path):\(source.code[..<range.upperBound].utf8.count { $0 == UInt8(ascii: "\n") } + 1)"
            }
        }
    }

    /// The files among `sources` with it in a literal.
    func inLiterals(of sources: [SwiftSource]) -> [String] {
        sources.filter { $0.literals.contains { $0.contains(pattern) } }.map(\.path)
    }
}
