import CityKit

/// Finds the columns of a file that a mapping names, and collects what does not fit.
struct ImportColumns {
    private let names: [String]
    private let file: String
    private(set) var faults: [FileFault] = []

    /// - Parameters:
    ///   - names: the first line of the file.
    ///   - file: the name of the mapping, for its faults.
    init(_ names: [String], of file: String) {
        self.names = names
        self.file = file
        let repeats = Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
        for name in repeats where !name.isEmpty {
            faults.append(
                FileFault(
                    file: file,
                    problem: "the file has two columns “\(name)”; name its columns in file.columns"
                )
            )
        }
    }

    mutating func fault(_ path: String, _ problem: String) {
        faults.append(FileFault(file: file, path: path, problem: problem))
    }

    /// The position of a column from 0; 0 and a fault when there is none.
    mutating func column(_ name: String, _ path: String) -> Int {
        if let index = names.firstIndex(of: name) { return index }
        let near = Spelling.nearest(to: name, among: names).map { "did you mean “\($0)”?" }
        let mend = near ?? "its columns are: \(names.joined(separator: ", "))"
        fault(path, "the file has no column “\(name)”; \(mend)")
        return 0
    }

    mutating func text(_ text: RowText, _ path: String) -> BoundText {
        var columns: [String: Int] = [:]
        for name in text.columns { columns[name] = column(name, path) }
        return BoundText(text, columns: columns)
    }

    mutating func condition(_ condition: RowCondition, _ path: String) -> BoundCondition {
        if condition.is == nil, condition.begins == nil, condition.empty == nil {
            fault(path, "says nothing of the column; add “is”, “begins” or “empty”")
        }
        return BoundCondition(condition: condition, column: column(condition.column, "\(path).column"))
    }

    mutating func conditions(_ conditions: [RowCondition]?, _ path: String) -> [BoundCondition] {
        (conditions ?? []).enumerated().map { condition($1, "\(path)[\($0)]") }
    }

    mutating func time(_ time: ImportMapping.Time, _ path: String, by town: LocalClock) -> BoundTime {
        BoundTime(
            column: column(time.column, "\(path).column"),
            pattern: pattern(time.format, "\(path).format"),
            clock: clock(time.zone, "\(path).zone") ?? town
        )
    }

    private mutating func pattern(_ format: String?, _ path: String) -> TimePattern {
        guard let format else { return .standard }
        if let pattern = TimePattern(format) { return pattern }
        fault(path, "must have yyyy, MM and dd once each, such as “dd.MM.yyyy HH:mm”")
        return .standard
    }

    private mutating func clock(_ zone: String?, _ path: String) -> LocalClock? {
        guard let zone else { return nil }
        if let clock = LocalClock(zone: zone) { return clock }
        fault(path, "“\(zone)” is no time zone; write one such as “Europe/Warsaw”")
        return nil
    }
}

/// A text whose columns were found.
struct BoundText: Sendable {
    private enum Piece: Sendable {
        case words(String)
        case column(Int)
        case line
    }

    private let parts: [[Piece]]

    init(_ text: RowText, columns: [String: Int]) {
        parts = text.parts.map { pieces in
            pieces.map { piece in
                switch piece {
                case .words(let words): .words(words)
                case .column(let name): .column(columns[name] ?? 0)
                case .line: .line
                }
            }
        }
    }

    /// The text of a row; empty when its columns are.
    ///
    /// - Throws: `.spoilt`.
    func text(of row: DelimitedRecord) throws(RowFault.Problem) -> String {
        var words: [String] = []
        for part in parts {
            let text = try Self.text(part, row)
            if !text.isEmpty { words.append(text) }
        }
        return words.joined(separator: ", ")
    }

    private static func text(_ pieces: [Piece], _ row: DelimitedRecord) throws(RowFault.Problem) -> String {
        if case .column(let column)? = pieces.first, pieces.count == 1 { return try row.words(column) }
        var text = ""
        var isFilled = pieces.allSatisfy { if case .words = $0 { true } else { false } }
        for piece in pieces {
            switch piece {
            case .words(let words): text += words
            case .line:
                text += "\(row.line)"
                isFilled = true
            case .column(let column):
                let words = try row.words(column)
                isFilled = isFilled || !words.isEmpty
                text += words
            }
        }
        return isFilled ? text.trimmingSpaces() : ""
    }
}

struct BoundCondition: Sendable {
    let condition: RowCondition
    let column: Int

    /// A column that cannot be read is like none of the words.
    func holds(of row: DelimitedRecord) -> Bool { condition.holds(of: row.readable(column)) }
}

struct BoundTime: Sendable {
    let column: Int
    let pattern: TimePattern
    let clock: LocalClock

    /// Nil when nothing stands there.
    ///
    /// - Throws: `.spoilt`, `.noTime`.
    func instant(of row: DelimitedRecord) throws(RowFault.Problem) -> Instant? {
        let text = try row.words(column)
        guard !text.isEmpty else { return nil }
        guard let reading = pattern.reading(text) else { throw .noTime }
        return clock.instant(of: reading)
    }
}

extension DelimitedRecord {
    /// - Throws: `.spoilt`.
    func words(_ column: Int) throws(RowFault.Problem) -> String {
        guard let text = text(column) else { throw .spoilt }
        return text
    }
}
