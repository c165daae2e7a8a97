public import CityKit
import Foundation

/// A street, or another place with a name, that got a new one (S-14).
public struct StreetRenaming: Sendable, Equatable {
    /// Of the file, counted from 1; the number of the object where the file has no lines.
    public let line: Int
    /// Empty for the only settlement of a town.
    public var settlement = ""
    public var kind: StreetKind?
    public var old = ""
    public var new = ""
    /// The day from which the new name holds.
    public var day: CivilDate?
    public var decision: String?
    public var reason: String?

    public init(line: Int) { self.line = line }
}

extension StreetRenaming {
    /// Reads the open data of a city: areas by key, each with `objects` of `type`, `oldName` and `newName`.
    ///
    /// - Throws: `AddressFileFault` for a file of another shape.
    public static func ofAreas(_ json: [UInt8]) throws(AddressFileFault) -> [Self] {
        guard let areas = try? JSONDecoder().decode([String: Area].self, from: Data(json)) else {
            throw AddressFileFault(
                "the file is no list of renamed streets: it needs areas with “objects”, each with “type”, “oldName”, “newName”"
            )
        }
        let objects = areas.sorted { $0.key < $1.key }.flatMap { $0.value.objects ?? [] }
        return objects.enumerated().map { index, object in
            var renaming = Self(line: index + 1)
            renaming.kind = object.type.flatMap { kinds[$0] }
            renaming.old = object.oldName ?? ""
            renaming.new = object.newName ?? ""
            return renaming
        }
    }

    /// Whatever stands beside the areas, such as the day of the file, is none.
    private struct Area: Decodable {
        struct Object: Decodable {
            let type: String?
            let oldName: String?
            let newName: String?
        }

        let objects: [Object]?

        private enum CodingKeys: CodingKey { case objects }

        init(from decoder: any Decoder) throws {
            objects = try (try? decoder.container(keyedBy: CodingKeys.self))?.decode([Object].self, forKey: .objects)
        }
    }

    private static let kinds: [String: StreetKind] = [
        "street": .street, "lane": .lane, "impasse": .deadEnd, "avenue": .avenue, "park": .park, "square": .square,
        "area": .estate, "station": .station, "embankment": .embankment, "slope": .descent, "boulevard": .boulevard,
        "lake": .water, "island": .island,
    ]
}

extension StreetRenaming {
    /// Reads the rows of a CSV or TSV file whose first line names the columns.
    ///
    /// - Parameter rejected: every row that cannot be read.
    /// - Throws: `AddressFileFault` when the columns of the names are missing; `DelimitedReader.Fault`; what `rejected` throws.
    public static func of(_ rows: DelimitedReader, columns: [String], rejected: (AddressFault) throws -> Void) throws
        -> [Self]
    {
        var rows = rows
        let fields = columns.map { Field(named: $0) }
        guard fields.contains(.old), fields.contains(.new) else {
            throw AddressFileFault(
                "the file needs the columns old and new; its columns are: \(columns.joined(separator: ", "))"
            )
        }
        var renamings: [Self] = []
        while let record = try rows.next() {
            do throws(AddressFault) {
                renamings.append(try Self(record, fields))
            } catch {
                try rejected(error)
            }
        }
        return renamings
    }

    private enum Field: String {
        case settlement, kind, old, new, day, decision, reason

        init?(named name: String) {
            let plain = name.lowercased().filter { $0.isLetter }
            guard let field = Self.words.first(where: { $0.1.contains(plain) })?.0 else { return nil }
            self = field
        }

        private static let words: [(Self, Set<String>)] = [
            (.settlement, ["settlement", "city", "miejscowość", "miejscowosc", "місто", "населенийпункт"]),
            (.kind, ["kind", "type", "cecha", "rodzaj", "тип"]),
            (.old, ["old", "oldname", "staranazwa", "dawnanazwa", "стараназва", "попередняназва"]),
            (.new, ["new", "newname", "nowanazwa", "новназва", "нованазва"]),
            (.day, ["date", "day", "since", "data", "дата"]),
            (.decision, ["decision", "uchwała", "uchwala", "рішення"]),
            (.reason, ["reason", "powód", "powod", "uzasadnienie", "причина", "підстава"]),
        ]
    }

    private init(_ record: DelimitedRecord, _ fields: [Field?]) throws(AddressFault) {
        func fault(_ problem: AddressFault.Problem) -> AddressFault { AddressFault(line: record.line, problem) }
        guard record.count == fields.count, !record.isCut else { throw fault(.fields(wanted: fields.count)) }
        self.init(line: record.line)
        for (index, field) in fields.enumerated() {
            guard let field else { continue }
            guard let text = record.text(index) else { throw fault(.spoilt) }
            guard !text.isEmpty else { continue }
            switch field {
            case .settlement: settlement = text
            case .kind: kind = StreetKind(rawValue: text) ?? StreetKind.named(text.lowercased().filter { $0 != "." })
            case .old: old = text
            case .new: new = text
            case .day:
                guard let day = CivilDate(text) else { throw fault(.noObject("“\(text)” is no day; write 2024-12-31")) }
                self.day = day
            case .decision: decision = text
            case .reason: reason = text
            }
        }
    }
}
