import CityKit
import Foundation

/// All settings of a town in one file (I-60): what an export writes and an import reads.
public struct ConfigurationFile: Sendable, Equatable {
    public let files: MunicipalityFiles
    /// The revision it was written from.
    public let revision: Int

    /// Octets.
    public static let largest = 8 * 1_024 * 1_024

    private static let format = "ratusz-town-1"

    private struct Wire: Codable {
        let format: String
        let town: String
        let revision: Int
        let files: [String: String]
    }

    public init(files: MunicipalityFiles, revision: Int) {
        self.files = files
        self.revision = revision
    }

    /// - Throws: `ConfigurationFailure.fileMalformed`.
    public init(_ text: some Collection<UInt8>) throws(ConfigurationFailure) {
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(text)), wire.format == Self.format else {
            throw .fileMalformed
        }
        self.init(files: MunicipalityFiles(town: ID(wire.town), contents: wire.files), revision: wire.revision)
    }

    /// The same text for the same settings.
    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let wire = Wire(format: Self.format, town: files.town.rawValue, revision: revision, files: files.contents)
        // Encoding names and texts cannot fail: both are valid Unicode.
        let data = (try? encoder.encode(wire)) ?? Data()
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    public var name: String { "\(files.town)-\(revision).ratusz.json" }
}
