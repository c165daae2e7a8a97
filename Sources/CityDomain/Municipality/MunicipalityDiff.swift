import Foundation

/// What differs between two revisions of a town, in lines a person can read.
public struct MunicipalityDiff: Sendable, Equatable {
    public let changes: [Change]

    public struct Change: Sendable, Equatable, CustomStringConvertible {
        public let file: String
        /// The place in the file; empty when the whole file came or went, or is no JSON.
        public let path: String
        /// Nil when it was not there.
        public let old: String?
        public let new: String?

        public var description: String {
            let place = path.isEmpty ? file : "\(file): \(path)"
            return switch (old, new) {
            case (let old?, let new?): "\(place): \(old) → \(new)"
            case (nil, let new?): "\(place): added \(new)"
            case (let old?, nil): "\(place): removed \(old)"
            case (nil, nil): place
            }
        }
    }

    /// Sorted by file and path; lists whose elements have an id, or a from and a to, are compared by those, so that moving
    /// an element changes none of the others; another order of the same elements is a change of its own.
    public init(from old: MunicipalityFiles, to new: MunicipalityFiles) {
        let names = Set(old.contents.keys).union(new.contents.keys).sorted()
        changes = names.flatMap { name in Self.changes(name, old.contents[name], new.contents[name]) }
    }

    public var isEmpty: Bool { changes.isEmpty }

    private static func changes(_ file: String, _ old: String?, _ new: String?) -> [Change] {
        guard old != new else { return [] }
        let isJSON = file.hasSuffix(".json5") || file.hasSuffix(".json") || file.hasSuffix(".geojson")
        guard isJSON, let old = old.flatMap(Tree.init(json5:)), let new = new.flatMap(Tree.init(json5:)) else {
            return [Change(file: file, path: "", old: old.map(lines), new: new.map(lines))]
        }
        let before = Dictionary(uniqueKeysWithValues: old.leaves)
        let after = Dictionary(uniqueKeysWithValues: new.leaves)
        let leaves = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.map {
            Change(file: file, path: $0, old: before[$0], new: after[$0])
        }
        return (leaves + moved(file, old.orders, new.orders)).sorted { $0.path < $1.path }
    }

    /// Lists of the same elements in another order: of some the first that fits counts.
    private static func moved(_ file: String, _ old: [String: [String]], _ new: [String: [String]]) -> [Change] {
        old.compactMap { path, names in
            guard let other = new[path], other != names, other.sorted() == names.sorted() else { return nil }
            func list(_ names: [String]) -> String { names.joined(separator: ", ") }
            return Change(file: file, path: path, old: list(names), new: list(other))
        }
    }

    private static func lines(_ text: String) -> String {
        let count = text.split(separator: "\n", omittingEmptySubsequences: false).count
        return count == 1 ? "1 line" : "\(count) lines"
    }
}

/// A JSON value of which only the leaves and their places matter.
private indirect enum Tree: Decodable {
    case leaf(String)
    case object([String: Tree])
    case list([Tree])

    init?(json5 text: String) {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        guard let tree = try? decoder.decode(Tree.self, from: Data(text.utf8)) else { return nil }
        self = tree
    }

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: AnyName.self) {
            var members: [String: Tree] = [:]
            for key in object.allKeys { members[key.stringValue] = try object.decode(Tree.self, forKey: key) }
            self = .object(members)
        } else if var list = try? decoder.unkeyedContainer() {
            var elements: [Tree] = []
            while !list.isAtEnd { elements.append(try list.decode(Tree.self)) }
            self = .list(elements)
        } else {
            self = .leaf(try Self.word(decoder.singleValueContainer()))
        }
    }

    private static func word(_ value: any SingleValueDecodingContainer) throws -> String {
        if value.decodeNil() { return "null" }
        if let text = try? value.decode(String.self) { return "“\(text)”" }
        if let flag = try? value.decode(Bool.self) { return flag ? "true" : "false" }
        if let whole = try? value.decode(Int.self) { return "\(whole)" }
        return "\(try value.decode(Double.self))"
    }

    /// Every leaf with its path, such as `reports.deadlines.verify.within`. Elements with the same name get a number.
    var leaves: [(String, String)] {
        var (seen, used): ([String: Int], Set<String>) = ([:], [])
        return leaves(at: "").map { path, value in
            var name = path
            while !used.insert(name).inserted {
                seen[path, default: 1] += 1
                name = "\(path) (\(seen[path, default: 1]))"
            }
            return (name, value)
        }
    }

    /// The names of the elements of every list whose elements all have one, by its path.
    var orders: [String: [String]] {
        var orders: [String: [String]] = [:]
        collectOrders(at: "", in: &orders)
        return orders
    }

    private func collectOrders(at path: String, in orders: inout [String: [String]]) {
        switch self {
        case .leaf: break
        case .object(let members):
            for (key, member) in members {
                member.collectOrders(at: path.isEmpty ? key : "\(path).\(key)", in: &orders)
            }
        case .list(let elements):
            let names = elements.compactMap(\.name)
            if names.count == elements.count, names.count > 1 { orders[path] = names }
            for (index, element) in elements.enumerated() {
                element.collectOrders(at: "\(path).\(element.name ?? "\(index)")", in: &orders)
            }
        }
    }

    private func leaves(at path: String) -> [(String, String)] {
        switch self {
        case .leaf(let value): [(path, value)]
        case .object(let members) where members.isEmpty: [(path, "{}")]
        case .list(let elements) where elements.isEmpty: [(path, "[]")]
        case .object(let members):
            members.sorted { $0.key < $1.key }.flatMap { $1.leaves(at: path.isEmpty ? $0 : "\(path).\($0)") }
        case .list(let elements) where elements.allSatisfy(\.isLeaf):
            [(path, elements.flatMap { $0.leaves(at: "") }.map(\.1).joined(separator: ", "))]
        case .list(let elements):
            elements.enumerated().flatMap { $1.leaves(at: "\(path).\($1.name ?? "\($0)")") }
        }
    }

    private var isLeaf: Bool { if case .leaf = self { true } else { false } }

    /// What tells an element of a list from the others, wherever it stands.
    private var name: String? {
        guard case .object(let members) = self else { return nil }
        func word(_ key: String) -> String? {
            guard case .leaf(let value)? = members[key] else { return nil }
            return String(value.trimmingPrefix("“")).replacing("”", with: "")
        }
        if let from = word("from"), let to = word("to") { return "\(from)-\(to)" }
        return word("id") ?? word("clause").map { "[\($0)]" } ?? word("about") ?? word("version") ?? word("date")
    }
}

private struct AnyName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
