/// A function, initializer or computed value with a body.
struct SwiftFunction: Equatable {
    /// `path:line` of the opening brace.
    let place: String
    /// Lines between its braces.
    let lines: Int

    /// Everything in `source` that has a body, outermost and nested alike.
    static func all(in source: SwiftSource) -> [SwiftFunction] {
        var found: [SwiftFunction] = []
        var open: [(line: Int, isFunction: Bool)] = []
        var line = 1
        var header = ""
        for character in source.code {
            switch character {
            case "{":
                open.append((line, isFunction(header)))
                header = ""
            case "}":
                if let start = open.popLast(), start.isFunction {
                    let lines = max(0, line - start.line - 1)
                    found.append(SwiftFunction(place: "\(source.path):\(start.line)", lines: lines))
                }
                header = ""
            default:
                if character == "\n" { line += 1 }
                header.append(character)
            }
        }
        return found
    }

    /// What stands between the last brace and this one says what the brace opens.
    private static func isFunction(_ header: String) -> Bool {
        if header.contains(/\bfunc\b|\binit\b|\bsubscript\b|\bdeinit\b/) { return true }
        return header.contains(/\bvar\b/) && !header.contains(/\b(?:struct|class|enum|extension|protocol|actor)\b/)
    }
}
