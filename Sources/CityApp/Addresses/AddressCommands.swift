public import CityDomain
import CityKit
import CityProjection
import CityStorage
import Foundation

/// What `ratusz addresses` does, beside a running server.
public enum AddressCommands {
    /// In which form a file has addresses.
    public enum Format: String, Sendable, CaseIterable {
        case csv, geojson, gml, osm

        /// By the end of the file's name; nil when it says nothing.
        init?(path: String) {
            let name = path.lowercased()
            if [".csv", ".tsv", ".txt"].contains(where: name.hasSuffix) {
                self = .csv
            } else if [".geojson", ".json", ".geojsonl", ".geojsonseq"].contains(where: name.hasSuffix) {
                self = .geojson
            } else if [".gml", ".xml"].contains(where: name.hasSuffix) {
                self = .gml
            } else if [".pbf", ".osm", ".osm.bz2", ".osm.gz"].contains(where: name.hasSuffix) {
                self = .osm
            } else {
                return nil
            }
        }
    }

    /// A file, and what becomes of it.
    public struct File: Sendable {
        let path: String
        let town: String
        /// Nil to tell it from the name.
        let format: Format?
        /// Where rows that are left out are written; nil for nowhere.
        let rejected: String?
        let takesRoads: Bool

        public init(path: String, town: String, format: Format?, rejected: String?, takesRoads: Bool) {
            self.path = path
            self.town = town
            self.format = format
            self.rejected = rejected
            self.takesRoads = takesRoads
        }
    }

    /// `ratusz addresses import`.
    ///
    /// - Throws: `Maintenance.Fault` and `AddressFileFault` in words for the person at the command line.
    public static func importAddresses(
        _ file: File,
        by order: ImportAddresses.Order,
        _ settings: Settings,
        progress: @escaping (ImportAddresses.Progress) -> Void = { _ in }
    ) async throws -> AddressCounts {
        try await Maintenance.withComposition(settings) { composition in
            guard let format = file.format ?? Format(path: file.path) else {
                let formats = Format.allCases.map(\.rawValue).joined(separator: ", ")
                throw AddressFileFault(
                    "the name of the file does not say what it is; add --format with one of \(formats)"
                )
            }
            let rejected = try file.rejected.map { try FaultFile($0) }
            let listener = ImportAddresses.Listener(
                rejected: { try rejected?.add($0) },
                noticed: { try rejected?.add($0) },
                progress: progress
            )
            let town = try await Maintenance.town(file.town, composition)
            let now = composition.foundations.clock.now
            return try await composition.importAddresses(
                try rows(file, format),
                by: format == .gml ? order.withEitherAxes : order,
                orderedBy: .command("ratusz addresses import"),
                in: town,
                at: now,
                listener
            )
        }
    }

    private static func rows(_ file: File, _ format: Format) throws -> any AddressRows {
        switch format {
        case .csv:
            let rows = try ImportFile(file.path, nil)
            return try DelimitedAddresses(rows.rows, columns: rows.columns)
        case .geojson:
            let bytes = try FileBytes(file.path)
            return GeoJSONAddresses { try bytes.next() }
        case .gml: return try GMLAddresses.read(file.path)
        case .osm: return try OSMAddresses.read(file.path, file.takesRoads ? .take : .leave)
        }
    }

    /// `ratusz addresses renamed`.
    public static func renameStreets(
        _ file: File,
        source: String,
        _ mode: ImportAddresses.Order.Mode,
        _ settings: Settings
    ) async throws -> AddressCounts {
        try await Maintenance.withComposition(settings) { composition in
            let rejected = try file.rejected.map { try FaultFile($0) }
            var early: [AddressFault] = []
            let town = try await Maintenance.town(file.town, composition)
            var counts = try await composition.renameStreets(
                try renamings(file) { early.append($0) },
                from: source,
                mode: mode,
                orderedBy: .command("ratusz addresses renamed"),
                in: town,
                at: composition.foundations.clock.now,
                rejected: { try rejected?.add($0) }
            )
            for fault in early { try rejected?.add(fault) }
            counts.read += early.count
            counts.rejected += early.count
            return counts
        }
    }

    private static func renamings(_ file: File, _ rejected: (AddressFault) -> Void) throws -> [StreetRenaming] {
        guard file.format ?? Format(path: file.path) == .geojson else {
            let rows = try ImportFile(file.path, nil)
            return try StreetRenaming.of(rows.rows, columns: rows.columns, rejected: rejected)
        }
        let bytes = try FileBytes(file.path)
        var json: [UInt8] = []
        while let more = try bytes.next() { json += more }
        return try StreetRenaming.ofAreas(json)
    }

    /// `ratusz addresses settlements`.
    ///
    /// - Parameter code: of the commune.
    public static func takeSettlements(
        _ file: File,
        within code: String,
        _ mode: ImportAddresses.Order.Mode,
        _ settings: Settings
    ) async throws -> AddressCounts {
        try await Maintenance.withComposition(settings) { composition in
            let town = try await Maintenance.town(file.town, composition)
            let rows = try ImportFile(file.path, nil)
            let list = try SettlementList(rows.rows, columns: rows.columns, within: code)
            return try await composition.takeSettlements(
                list,
                mode: mode,
                orderedBy: .command("ratusz addresses settlements"),
                in: town,
                at: composition.foundations.clock.now
            )
        }
    }

    /// `ratusz addresses export`: the register of a town as CSV.
    ///
    /// - Returns: how many rows were written.
    public static func export(to path: String, of town: String, _ settings: Settings) async throws -> Int {
        try await Maintenance.withComposition(settings) { composition in
            let town = try await Maintenance.town(town, composition)
            let table = AddressTable(try await composition.addressStore.register(in: town.id))
            let writer = DelimitedWriter()
            let text = ([table.columns] + table.rows).map(writer.row).joined()
            guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
                throw Maintenance.Fault(description: "\(path) cannot be written; name a file in a folder of yours")
            }
            return table.rows.count
        }
    }

    /// `ratusz addresses show`: what the register of each town holds.
    public static func show(_ settings: Settings) async throws -> [String] {
        try await Maintenance.withComposition(settings) { composition in
            try await composition.towns.refresh()
            var lines: [String] = []
            for town in composition.towns.all {
                let register = try await composition.addressStore.register(in: town.id)
                let last = try await composition.addressStore.imports(limit: 1, in: town.id).first
                let since = last.map { ", last changed \(town.clock.date(of: $0.at)) from “\($0.source)”" } ?? ""
                lines.append(
                    """
                    \(town.id): \(register.settlements.count) settlements, \(register.streets.count) streets, \
                    \(register.points.count) houses\(since)
                    """
                )
            }
            return lines
        }
    }
}

extension ImportAddresses.Order {
    /// Files of one model have been seen with both orders.
    fileprivate var withEitherAxes: Self {
        Self(source: source, system: system, mode: mode, endings: endings, axes: .either)
    }
}

/// Rows that were left out, as CSV: the line and what is wrong with it.
private final class FaultFile {
    private let handle: FileHandle
    private let writer = DelimitedWriter()

    init(_ path: String) throws {
        _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw Maintenance.Fault(description: "\(path) cannot be written; name a file in a folder of yours")
        }
        self.handle = handle
        try add(["line", "reason"])
    }

    deinit { try? handle.close() }

    func add(_ fault: AddressFault) throws { try add(["\(fault.line)", fault.problem.words]) }

    private func add(_ fields: [String]) throws { try handle.write(contentsOf: Data(writer.row(fields).utf8)) }
}
