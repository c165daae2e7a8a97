/// What the server asks of a helper process: a photo, and what to make of it. One process takes one photo.
///
/// On the wire: five numbers of four octets each, the highest first, the last one being how many areas follow; five numbers
/// for each area; then the photo until the end.
public struct PhotoRequest: Equatable, Sendable {
    public enum Format: UInt32, Sendable, CaseIterable {
        case jpeg, png, webp
    }

    /// A part of the picture that is covered before anything is encoded, in thousandths of its width and height.
    public struct Area: Equatable, Sendable {
        public enum Cover: UInt32, Sendable, CaseIterable {
            case box, blur
        }

        public let cover: Cover
        public let left: Int
        public let top: Int
        public let width: Int
        public let height: Int

        public init(cover: Cover, left: Int, top: Int, width: Int, height: Int) {
            self.cover = cover
            self.left = left
            self.top = top
            self.width = width
            self.height = height
        }
    }

    public let format: Format
    /// Width times height; a photo with more is not decoded.
    public let mostPixels: Int
    /// Pixels of the long side, of the large picture and of the small one.
    public let longEdge: Int
    public let shortEdge: Int
    public let areas: [Area]

    /// Areas that a helper takes.
    public static let mostAreas = 64
    private static let fixed = 20

    public init(format: Format, mostPixels: Int, longEdge: Int, shortEdge: Int, areas: [Area] = []) {
        self.format = format
        self.mostPixels = mostPixels
        self.longEdge = longEdge
        self.shortEdge = shortEdge
        self.areas = areas
    }

    public var head: [UInt8] {
        let numbers = [format.rawValue] + [mostPixels, longEdge, shortEdge, areas.count].map { UInt32($0) }
        return (numbers + areas.flatMap(\.numbers)).flatMap(Wire.octets)
    }

    /// How many octets the head has; nil when `octets` do not begin with one.
    public static func headLength(of octets: some Collection<UInt8>) -> Int? {
        let numbers = Wire.numbers(octets.prefix(fixed))
        guard numbers.count == 5, numbers[4] <= mostAreas else { return nil }
        return fixed + Int(numbers[4]) * Area.length
    }

    /// Nil when the octets are not what `head` writes.
    public init?(head: some Collection<UInt8>) {
        guard head.count == Self.headLength(of: head) else { return nil }
        let numbers = Wire.numbers(head)
        guard let format = numbers.first.flatMap(Format.init) else { return nil }
        let areas = stride(from: 5, to: numbers.count, by: 5).map { Area(numbers[$0..<($0 + 5)]) }
        guard !areas.contains(nil) else { return nil }
        self.init(
            format: format,
            mostPixels: Int(numbers[1]),
            longEdge: Int(numbers[2]),
            shortEdge: Int(numbers[3]),
            areas: areas.compactMap(\.self)
        )
    }
}

extension PhotoRequest.Area {
    /// Of both sides of a picture.
    public static let whole = 1_000
    /// Octets on the wire.
    fileprivate static let length = 20

    fileprivate var numbers: [UInt32] { [cover.rawValue] + [left, top, width, height].map { UInt32($0) } }

    /// Nil for one that reaches beyond the picture, or covers nothing.
    fileprivate init?(_ numbers: ArraySlice<UInt32>) {
        let (cover, sides) = (numbers.first.flatMap(Cover.init), numbers.dropFirst().map(Int.init))
        guard let cover, sides.count == 4, sides[2] > 0, sides[3] > 0, sides[0] + sides[2] <= Self.whole,
            sides[1] + sides[3] <= Self.whole
        else { return nil }
        self.init(cover: cover, left: sides[0], top: sides[1], width: sides[2], height: sides[3])
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
