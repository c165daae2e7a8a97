/// The pairs of colours of a brand that stand on each other, and whether people can read them.
public struct BrandContrast: Hashable, Sendable {
    public enum Scheme: String, Hashable, Sendable, CaseIterable { case light, dark }

    public let scheme: Scheme
    /// What stands on what, such as “brand on paper”, in the names of the style sheet.
    public let pair: String
    /// From 1 to 21.
    public let ratio: Double

    /// WCAG 2.2, 1.4.3, for text of any size.
    public static let least = 4.5

    public var isReadable: Bool { ratio >= Self.least }
}

extension Brand {
    /// Every pair that the style sheet makes of these colours.
    public var contrasts: [BrandContrast] {
        light.contrasts(on: .light) + dark.contrasts(on: .dark)
    }

    /// The pairs that people cannot read; a brand with any of them is refused.
    public var unreadable: [BrandContrast] { contrasts.filter { !$0.isReadable } }
}

/// Colours of the program that a brand meets. They are those of `Assets/styles/1-tokens.css`; a test compares them.
struct Ground {
    let surface: Color
    let paper: Color
    let ink: Color
    let secondaryInk: Color

    static let light = Ground(surface: 0xFFFFFF, paper: 0xF4F3ED, ink: 0x17211D, secondaryInk: 0x48544F)
    static let dark = Ground(surface: 0x18201D, paper: 0x0F1513, ink: 0xEEF2EF, secondaryInk: 0xB0BCB6)

    private init(surface: UInt32, paper: UInt32, ink: UInt32, secondaryInk: UInt32) {
        self.surface = Color(rgb: surface)
        self.paper = Color(rgb: paper)
        self.ink = Color(rgb: ink)
        self.secondaryInk = Color(rgb: secondaryInk)
    }
}

extension Brand.Palette {
    fileprivate func contrasts(on scheme: BrandContrast.Scheme) -> [BrandContrast] {
        let ground = scheme == .light ? Ground.light : Ground.dark
        let pairs: [(String, Color, Color)] = [
            ("brand on surface", brand, ground.surface),
            ("brand on paper", brand, ground.paper),
            ("brand on brand-soft", brand, soft),
            ("brand on brand-tint", brand, tint),
            ("brand-strong on surface", brandStrong, ground.surface),
            ("brand-strong on brand-soft", brandStrong, soft),
            ("on-brand on brand", onBrand, brand),
            ("on-brand on brand-strong", onBrand, brandStrong),
            ("ink on brand-soft", ground.ink, soft),
            ("ink-2 on brand-soft", ground.secondaryInk, soft),
            ("ink-2 on brand-tint", ground.secondaryInk, tint),
            ("white on seal", Color(rgb: 0xFFFFFF), seal),
        ]
        return pairs.map { BrandContrast(scheme: scheme, pair: $0.0, ratio: $0.1.contrast(to: $0.2)) }
    }
}
