/// The formats in which photos are taken, told by the content alone: names and media types are what somebody says.
public enum PhotoFormat: Sendable, CaseIterable {
    case jpeg, png, webp

    /// Octets that are enough to tell.
    public static let tellingLength = 16

    /// - Parameter start: the first `tellingLength` octets of the file, fewer when it has no more.
    /// - Throws: `PhotoFailure.empty`, `.heic`, `.notAPhoto`.
    public init(startingWith start: [UInt8]) throws(PhotoFailure) {
        guard !start.isEmpty else { throw .empty }
        if start.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if start.starts(with: "RIFF".utf8), start.dropFirst(8).starts(with: "WEBP".utf8) {
            self = .webp
        } else if start.dropFirst(4).starts(with: "ftyp".utf8), Self.isHEIC(brand: start.dropFirst(8).prefix(4)) {
            throw .heic
        } else {
            throw .notAPhoto
        }
    }

    /// Source: ISO/IEC 23008-12, annex B.
    private static func isHEIC(brand: ArraySlice<UInt8>) -> Bool {
        ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"].contains {
            brand.elementsEqual($0.utf8)
        }
    }
}
