import CityDomain
import Foundation

/// Reads addresses of OpenStreetMap, from PBF or XML, by the tool osmium: houses with numbers, and roads with names.
enum OSMAddresses {
    enum Roads: Sendable { case take, leave }

    /// - Returns: the rows; the file behind them lives as long as they do.
    /// - Throws: `AddressFileFault` when osmium is missing or cannot read the file.
    static func read(_ path: String, _ roads: Roads) throws -> GeoJSONAddresses {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ratusz-osm-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let chosen = folder.appending(path: "chosen.osm.pbf").path
        let features = folder.appending(path: "features.geojsonseq").path
        let filters = ["nwr/addr:housenumber"] + (roads == .take ? ["w/highway"] : [])
        try osmium(["tags-filter", "--output", chosen, path] + filters)
        try osmium([
            "export", "--output", features, "--output-format", "geojsonseq",
            "--format-option", "print_record_separator=false", chosen,
        ])
        // The open file stays readable once its folder is gone.
        let bytes = try FileBytes(features)
        return GeoJSONAddresses { try bytes.next() }
    }

    private static func osmium(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["osmium"] + arguments
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus != 127 else {
            throw AddressFileFault("osmium is not installed; on Debian: apt-get install osmium-tool")
        }
        guard process.terminationStatus == 0 else {
            throw AddressFileFault(
                "osmium cannot read the file: \(said.trimmingCharacters(in: .whitespacesAndNewlines))"
            )
        }
    }
}
