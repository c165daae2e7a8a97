import CityKit
import Foundation

/// Files for the map as map programs write them, made what a town's folder takes.
struct SetupMapFile {
    let field: String
    let name: String

    /// The files that a town can have.
    static let all = [
        SetupMapFile(field: "boundary", name: MunicipalityFiles.boundary),
        SetupMapFile(field: "streets", name: MunicipalityFiles.streets),
        SetupMapFile(field: "managed-land", name: MunicipalityFiles.managedLand),
        SetupMapFile(field: "districts", name: MunicipalityFiles.districts),
    ]

    /// What `ratusz check` says of a text as this file; nil when it can be taken.
    func failure(of text: String) -> SetupFailure? {
        let file = HandwrittenFile(name: name, data: Data(text.utf8))
        do throws(FileFaults) {
            switch name {
            case MunicipalityFiles.boundary: _ = try file.decode(Boundary.self)
            case MunicipalityFiles.streets: _ = try file.decode(Streets.self)
            case MunicipalityFiles.managedLand: _ = try file.decode(ManagedLand.self)
            default: _ = try file.decode(Districts.self)
            }
            return nil
        } catch {
            return error.all.first.map { SetupFailure.fault(field: field, $0) }
        }
    }

    /// An outline in the one form that a town has: map programs also write it as a collection, with the areas in several
    /// features, with heights, and with words of their own. Any other file as it is.
    func plain(_ text: String) -> String {
        guard name == MunicipalityFiles.boundary, let tree = JSONTree(json5: text) else { return text }
        let polygons = Self.polygons(in: tree)
        guard !polygons.isEmpty else { return text }
        let geometry: JSONTree =
            polygons.count == 1
            ? .object(["type": .text("Polygon"), "coordinates": polygons[0]])
            : .object(["type": .text("MultiPolygon"), "coordinates": .list(polygons)])
        return JSONTree.object(["type": .text("Feature"), "properties": .object([:]), "geometry": geometry]).json
    }

    private static func polygons(in tree: JSONTree) -> [JSONTree] {
        switch tree["type"] {
        case .text("FeatureCollection")?: (tree["features"]?.elements ?? []).flatMap(polygons)
        case .text("Feature")?: tree["geometry"].map(polygons) ?? []
        case .text("Polygon")?: tree["coordinates"].map { [flat($0)] } ?? []
        case .text("MultiPolygon")?: (tree["coordinates"]?.elements ?? []).map(flat)
        default: []
        }
    }

    /// Without heights.
    private static func flat(_ rings: JSONTree) -> JSONTree {
        .list(rings.elements.map { ring in .list(ring.elements.map { .list(Array($0.elements.prefix(2))) }) })
    }
}

extension SetupDraft {
    /// The fields of files for the map.
    public static var mapFields: [String] { SetupMapFile.all.map(\.field) }

    /// Whether a file for the map was taken.
    public func hasMap(_ field: String) -> Bool {
        SetupMapFile.all.contains { $0.field == field && files[$0.name] != nil }
    }

    /// Keeps a file for the map.
    ///
    /// - Returns: what is wrong with it; then the one before stays.
    public mutating func takeMap(_ text: String, field: String) -> SetupFailure? {
        guard let file = SetupMapFile.all.first(where: { $0.field == field }) else { return nil }
        let plain = file.plain(text)
        if let failure = file.failure(of: plain) { return failure }
        put(plain, as: file.name)
        // Whoever gives an outline wants it, whatever the choice above says.
        if file.name == MunicipalityFiles.boundary { chooseFile() }
        return nil
    }

    public mutating func removeMap(_ field: String) {
        for file in SetupMapFile.all where file.field == field { put(nil, as: file.name) }
    }

    /// Keeps the export of another installation, and the map that it holds where there is none yet.
    ///
    /// - Returns: whether it is one.
    public mutating func takeExport(_ text: String) -> Bool {
        guard (try? ConfigurationFile(text.utf8)) != nil else { return false }
        leaveMap()
        put(text, as: Self.exported)
        takeMap()
        return true
    }

    private var map: [(name: String, text: String)] {
        guard let text = files[Self.exported], let export = try? ConfigurationFile(text.utf8) else { return [] }
        return SetupMapFile.all.compactMap { file in export.files.contents[file.name].map { (file.name, $0) } }
    }

    /// Takes the map of the export; what somebody gave stays.
    mutating func takeMap() {
        for file in map where files[file.name] == nil { put(file.text, as: file.name) }
    }

    /// Forgets the map of the export, and nothing that somebody gave.
    mutating func leaveMap() {
        for file in map where files[file.name] == file.text { put(nil, as: file.name) }
    }
}
