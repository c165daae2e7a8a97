import Foundation

/// Makes the colours of a town from one that somebody chose: the shades of panels and of dark screens follow from it.
struct SetupColours {
    /// Red, green and blue, 0 to 1.
    private struct Shade {
        var parts: [Double]

        static let white = Shade(parts: [1, 1, 1])
        static let black = Shade(parts: [0, 0, 0])
        /// The panels of the program on dark screens.
        static let darkSurface = Shade(parts: [0x18, 0x20, 0x1D].map { Double($0) / 255 })

        /// - Parameter share: of the other, 0 to 1.
        func mixed(with other: Shade, _ share: Double) -> Shade {
            Shade(parts: zip(parts, other.parts).map { $0 * (1 - share) + $1 * share })
        }

        var text: String { "#" + parts.map { String(format: "%02X", Int(($0 * 255).rounded())) }.joined() }

        /// Source: WCAG 2.2, “relative luminance”.
        private var luminance: Double {
            let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }

        func contrast(to other: Shade) -> Double {
            let (dark, light) = (min(luminance, other.luminance), max(luminance, other.luminance))
            return (light + 0.05) / (dark + 0.05)
        }
    }

    /// A little more than WCAG 2.2 asks for, since shades are rounded to whole steps.
    private static let contrast = 4.6

    private let base: Shade

    /// To begin with, until somebody chooses.
    static let standard = "#1F5A7A"

    /// Nil unless it is `#` and six hexadecimal digits.
    init?(_ colour: String) {
        guard colour.hasPrefix("#"), colour.utf8.count == 7, let rgb = UInt32(colour.dropFirst(), radix: 16) else {
            return nil
        }
        base = Shade(parts: [rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF].map { Double($0) / 255 })
    }

    /// The nearest darker shade that people can read; nil where the colour itself can be read.
    var suggestion: String? {
        guard !Self.isReadable(base) else { return nil }
        let darker = stride(from: 0.05, through: 0.95, by: 0.05).lazy.map { base.mixed(with: .black, $0) }
        return (darker.first(where: Self.isReadable) ?? .black).text
    }

    private static func isReadable(_ shade: Shade) -> Bool {
        shade.contrast(to: soft(of: shade)) >= contrast
    }

    private static func soft(of shade: Shade) -> Shade { shade.mixed(with: .white, 0.86) }

    /// `brand.light` of a town's profile.
    var light: [String: String] {
        [
            "brand": base.text, "brandHigh": base.mixed(with: .black, 0.25).text, "onBrand": Shade.white.text,
            "brandSoft": Self.soft(of: base).text, "brandTint": base.mixed(with: .white, 0.93).text, "seal": base.text,
        ]
    }

    /// `brand.dark`: the colour is lightened until it can be read on its own dark shade.
    var dark: [String: String] {
        let soft = Shade.darkSurface.mixed(with: base, 0.3)
        let bright = stride(from: 0.4, through: 0.95, by: 0.05).lazy.map { base.mixed(with: .white, $0) }
        let brand = bright.first { $0.contrast(to: soft) >= Self.contrast } ?? .white
        return [
            "brand": brand.text, "brandHigh": brand.mixed(with: .white, 0.35).text,
            "onBrand": base.mixed(with: .black, 0.8).text, "brandSoft": soft.text,
            "brandTint": Shade.darkSurface.mixed(with: base, 0.15).text, "seal": base.text,
        ]
    }
}
