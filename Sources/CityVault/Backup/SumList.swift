import CityDomain
import Foundation

/// The file `SHA256SUMS` of a backup: a line for each file, as `sha256sum --check` reads it.
enum SumList {
    static let fileName = "SHA256SUMS"

    static func line(_ sum: String, _ path: String) -> String { "\(sum)  \(path)\n" }

    /// The sums by the paths of their files; nil when a line is none.
    static func parse(_ text: String) -> [String: String]? {
        var sums: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let bytes = line.utf8
            guard bytes.count > 66, let end = bytes.index(bytes.startIndex, offsetBy: 64, limitedBy: bytes.endIndex),
                line[end...].hasPrefix("  ")
            else { return nil }
            sums[String(line[end...].dropFirst(2))] = String(line[..<end])
        }
        return sums
    }
}
