import CityKit
import Foundation

/// A file that the program serves to every browser: styles, script, fonts, icons. All of them are read once, at the
/// first use, from the resources of this target.
struct Asset: Sendable {
    let bytes: [UInt8]
    let mediaType: String
    /// 16 hexadecimal digits that change with the content. A request with the current one may be cached for ever.
    let fingerprint: String

    /// Keys are paths below `/assets/`, such as `ratusz.css` and `fonts/manrope-bold-latin.woff2`.
    static let all: [String: Asset] = loaded(from: Bundle.module.resourceURL?.appending(path: "Assets"))

    /// The address of a file with its fingerprint, such as `/assets/ratusz.css?v=5d2c…`.
    static func address(_ name: String) -> String {
        guard let asset = all[name] else { return "/assets/\(name)" }
        return "/assets/\(name)?v=\(asset.fingerprint)"
    }

    init(bytes: [UInt8], mediaType: String) {
        self.bytes = bytes
        self.mediaType = mediaType
        fingerprint = Self.fingerprint(of: bytes)
    }

    private static let mediaTypes = [
        "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml",
        "txt": "text/plain; charset=utf-8",
        "woff2": "font/woff2",
    ]

    private static func loaded(from folder: URL?) -> [String: Asset] {
        guard let folder, let names = try? FileManager.default.subpathsOfDirectory(atPath: folder.path) else {
            return [:]
        }
        var assets: [String: Asset] = [:]
        var styles: [UInt8] = []
        for name in names.sorted() {
            let file = folder.appending(path: name)
            guard let mediaType = mediaTypes[file.pathExtension], let data = try? Data(contentsOf: file) else {
                continue
            }
            if name.hasPrefix("styles/") {
                styles += data
            } else {
                assets[name] = Asset(bytes: [UInt8](data), mediaType: mediaType)
            }
        }
        // One request for all styles: their files are parts of one sheet, in the order of their numbers.
        let sheet = fingerprinted(String(decoding: styles, as: UTF8.self), assets)
        assets["ratusz.css"] = Asset(bytes: Array(sheet.utf8), mediaType: mediaTypes["css", default: ""])
        return assets
    }

    /// The sheet with the addresses that pages use too, so that a font is fetched once.
    private static func fingerprinted(_ sheet: String, _ assets: [String: Asset]) -> String {
        sheet.replacing(/url\("([^"]+)"\)/) { match in
            let version = assets[String(match.1)].map { "?v=\($0.fingerprint)" } ?? ""
            return "url(\"\(match.1)\(version)\")"
        }
    }

    /// FNV-1a, 64 bits: it tells versions of our own files apart and keeps no secret.
    private static func fingerprint(of bytes: [UInt8]) -> String {
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
