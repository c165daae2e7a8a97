/// A JPEG file with a picture in it and nothing else: no metadata, no comment, no second picture, nothing after the end.
public struct PlainJPEG: Sendable, Hashable {
    public let bytes: [UInt8]
    /// Pixels.
    public let width: Int
    public let height: Int

    /// Nil when the file is no such JPEG. A reader of its own, so that a fault of the encoder is seen.
    ///
    /// Source: ITU-T T.81, annex B.
    public init?(_ bytes: [UInt8]) {
        var reader = JPEGReader(bytes)
        guard let size = reader.size() else { return nil }
        self.bytes = bytes
        (width, height) = size
    }
}

/// Walks over the segments of a JPEG file and stops at the first one that a plain picture has no need of.
private struct JPEGReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Width and height; nil when anything is there that should not be, or missing.
    mutating func size() -> (Int, Int)? {
        guard marker() == 0xD8 else { return nil }
        var size: (Int, Int)?
        while let marker = marker() {
            switch marker {
            case 0xD9: return place == bytes.count ? size : nil
            case 0xE0:
                guard let content = segment(), content.starts(with: "JFIF\0".utf8), content.count == 14 else {
                    return nil
                }
            case 0xC0, 0xC1, 0xC2:
                guard size == nil, let content = segment(), let found = Self.size(content) else { return nil }
                size = found
            case 0xC4, 0xDB, 0xDD:
                guard segment() != nil else { return nil }
            case 0xDA:
                guard size != nil, segment() != nil else { return nil }
                skipScan()
            default: return nil
            }
        }
        return nil
    }

    private mutating func marker() -> UInt8? {
        guard place + 1 < bytes.count, bytes[place] == 0xFF else { return nil }
        defer { place += 2 }
        return bytes[place + 1]
    }

    private mutating func segment() -> ArraySlice<UInt8>? {
        guard place + 1 < bytes.count else { return nil }
        let length = Int(bytes[place]) << 8 | Int(bytes[place + 1])
        guard length >= 2, place + length <= bytes.count else { return nil }
        defer { place += length }
        return bytes[(place + 2)..<(place + length)]
    }

    /// Coded pixels go on until a marker that is neither a stuffed zero nor a restart.
    private mutating func skipScan() {
        while place + 1 < bytes.count {
            let next = bytes[place + 1]
            if bytes[place] == 0xFF, next != 0, !(0xD0...0xD7).contains(next) { return }
            place += 1
        }
    }

    private static func size(_ frame: ArraySlice<UInt8>) -> (Int, Int)? {
        let numbers = Array(frame.prefix(5)).map(Int.init)
        guard numbers.count == 5, numbers[0] == 8 else { return nil }
        let (height, width) = (numbers[1] << 8 | numbers[2], numbers[3] << 8 | numbers[4])
        return width > 0 && height > 0 ? (width, height) : nil
    }
}
