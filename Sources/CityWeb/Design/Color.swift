import Foundation

/// A colour of the sRGB space, as `#RRGGBB`.
public struct Color: Hashable, Sendable, CustomStringConvertible {
    /// 24 bits, red first.
    public let rgb: UInt32

    init(rgb: UInt32) { self.rgb = rgb & 0xFF_FFFF }

    /// Nil unless it is `#` and six hexadecimal digits.
    public init?(_ description: String) {
        guard description.utf8.count == 7, description.hasPrefix("#"),
            description.dropFirst().allSatisfy(\.isHexDigit),
            let rgb = UInt32(description.dropFirst(), radix: 16)
        else { return nil }
        self.rgb = rgb
    }

    public var description: String {
        let digits = String(rgb, radix: 16, uppercase: true)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// From 1 to 21, the same in both directions. Source: WCAG 2.2, “contrast ratio”.
    public func contrast(to other: Color) -> Double {
        let (dark, light) = (min(luminance, other.luminance), max(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    /// Source: WCAG 2.2, “relative luminance”.
    private var luminance: Double {
        0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb)
    }

    private func linear(_ channel: UInt32) -> Double {
        let value = Double(channel & 0xFF) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
}
