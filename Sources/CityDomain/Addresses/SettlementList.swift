public import CityKit

/// The settlements of one commune in a list of the state: KATOTTG of Ukraine, TERC or SIMC of Poland (TERYT).
public struct SettlementList: Sendable {
    struct Entry: Sendable, Equatable {
        let name: LocalizedText
        let code: String
    }

    let entries: [Entry]

    /// - Parameter code: of the commune: of any level above the settlements in KATOTTG, of seven digits in TERC and SIMC.
    /// - Throws: `AddressFileFault` for a file of another kind, and where the commune has nothing in it;
    ///   `DelimitedReader.Fault`.
    public init(_ rows: DelimitedReader, columns: [String], within code: String) throws {
        let form = try Form(columns)
        var rows = rows
        var entries: [Entry] = []
        while let record = try rows.next() {
            if record.count == columns.count, let entry = form.entry(of: record, within: code) { entries.append(entry) }
        }
        guard !entries.isEmpty else {
            throw AddressFileFault("the file has no settlement of the commune “\(code)”; is the code right?")
        }
        self.entries = entries
    }

    private enum Form {
        case katottg(levels: [Int], kind: Int, name: Int)
        case terc(code: [Int], name: Int)
        case simc(commune: [Int], name: Int, code: Int, parent: Int)

        init(_ columns: [String]) throws(AddressFileFault) {
            let names = columns.map { $0.lowercased().replacing("’", with: "'") }
            func at(_ name: String) -> Int? { names.firstIndex(of: name) }
            let levels = names.indices.filter { names[$0].hasSuffix("рівень") }
            if !levels.isEmpty, let kind = at("категорія об'єкта"), let name = at("назва об'єкта") {
                self = .katottg(levels: levels, kind: kind, name: name)
            } else if let name = at("nazwa"), let code = at("sym"), let parent = at("sympod") {
                self = .simc(
                    commune: ["woj", "pow", "gmi", "rodz_gmi"].compactMap(at),
                    name: name,
                    code: code,
                    parent: parent
                )
            } else if let name = at("nazwa"), let kind = at("rodz") {
                self = .terc(code: ["woj", "pow", "gmi"].compactMap(at) + [kind], name: name)
            } else {
                throw AddressFileFault(
                    "the file is neither KATOTTG nor TERC nor SIMC; its columns are: \(columns.joined(separator: ", "))"
                )
            }
        }

        /// Nil for what is no settlement of the commune.
        func entry(of record: DelimitedRecord, within commune: String) -> Entry? {
            switch self {
            case .katottg(let levels, let kind, let name):
                let codes = levels.compactMap { record.text($0) }.filter { !$0.isEmpty }
                // Cities, towns of the old kind, villages and settlements; not the units above and below them.
                guard codes.contains(commune), let own = codes.last,
                    ["M", "T", "C", "X"].contains(record.readable(kind))
                else {
                    return nil
                }
                return Entry(name: LocalizedText([.ukrainian: record.readable(name)]), code: own)
            case .terc(let columns, let name):
                let code = columns.map(record.readable).joined()
                // A commune that is a town, and a town in a commune of town and country.
                guard code == commune, ["1", "4"].contains(code.suffix(1)) else { return nil }
                return Entry(name: LocalizedText([.polish: record.readable(name)]), code: code)
            case .simc(let columns, let name, let own, let parent):
                // What belongs to another settlement is a part of it.
                guard columns.map(record.readable).joined() == commune, record.readable(own) == record.readable(parent)
                else {
                    return nil
                }
                return Entry(name: LocalizedText([.polish: record.readable(name)]), code: record.readable(own))
            }
        }
    }
}
