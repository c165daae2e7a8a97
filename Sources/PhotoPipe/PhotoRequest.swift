/// What the server asks of a helper process: a photo, and what to make of it. One process takes one photo.
///
/// On the wire: four numbers of four octets each, the highest first, then the photo until the end.
public struct PhotoRequest: Equatable, Sendable {
    public enum Format: UInt32, Sendable, CaseIterable {
        case jpeg, png, webp
    }

    public let format: Format
    /// Width times height; a photo with more is not decoded.
    public let mostPixels: Int
    /// Pixels of the long side, of the large picture and of the small one.
    public let longEdge: Int
    public let shortEdge: Int

    public static let headLength = 16

    public init(format: Format, mostPixels: Int, longEdge: Int, shortEdge: Int) {
        self.format = format
        self.mostPixels = mostPixels
        self.longEdge = longEdge
        self.shortEdge = shortEdge
    }

    public var head: [UInt8] {
        [format.rawValue, UInt32(mostPixels), UInt32(longEdge), UInt32(shortEdge)].flatMap(Wire.octets)
    }

    /// Nil when the octets are not what `head` writes.
    public init?(head: some Collection<UInt8>) {
        let numbers = Wire.numbers(head)
        guard numbers.count == 4, let format = Format(rawValue: numbers[0]) else { return nil }
        self.init(
            format: format,
            mostPixels: Int(numbers[1]),
            longEdge: Int(numbers[2]),
            shortEdge: Int(numbers[3])
        )
    }
}

enum Wire {
    static func octets(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian, Array.init) }

    static func numbers(_ octets: some Collection<UInt8>) -> [UInt32] {
        var numbers: [UInt32] = []
        var rest = Array(octets)[...]
        while rest.count >= 4 {
            numbers.append(rest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
            rest = rest.dropFirst(4)
        }
        return rest.isEmpty ? numbers : []
    }
}
