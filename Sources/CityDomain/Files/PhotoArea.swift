/// A part of a photo that nobody but the office and the reporter shall see. Its sides are tenths of a percent of the
/// picture's width and height, so that it says the same of every size of the picture.
public struct PhotoArea: Hashable, Sendable {
    public let cover: Cover
    public let left: Int
    public let top: Int
    public let width: Int
    public let height: Int

    /// What stands there instead.
    public enum Cover: String, Sendable, CaseIterable {
        /// Black.
        case box
        /// A few blocks of colour that run into each other: it shows that something is there, not what.
        case blur
    }

    /// The whole width, or height, of a picture.
    public static let whole = 1_000

    /// How many a photo may have.
    public static let most = 20

    /// Nil for one that reaches beyond the picture, or covers nothing of it.
    public init?(_ cover: Cover, left: Int, top: Int, width: Int, height: Int) {
        guard left >= 0, top >= 0, width > 0, height > 0, left <= Self.whole - width, top <= Self.whole - height else {
            return nil
        }
        self.cover = cover
        self.left = left
        self.top = top
        self.width = width
        self.height = height
    }
}

extension PhotoArea {
    /// How the database keeps it: `box 100 250 300 40`.
    public var stored: String { "\(cover.rawValue) \(left) \(top) \(width) \(height)" }

    /// Nil when it is not what `stored` writes.
    public init?(stored: some StringProtocol) {
        let parts = stored.split(separator: " ")
        let sides = parts.dropFirst().compactMap { Int($0) }
        guard parts.count == 5, sides.count == 4, let cover = Cover(rawValue: String(parts[0])) else { return nil }
        self.init(cover, left: sides[0], top: sides[1], width: sides[2], height: sides[3])
    }
}
