/// The pairs of colours of a brand that stand on each other, and whether people can read them.
public struct BrandContrast: Hashable, Sendable {
    public enum Scheme: String, Hashable, Sendable, CaseIterable { case light, dark }

    /// What stands on something or has something on it: six colours of the town, and five of the program.
    public enum Tone: String, Hashable, Sendable, CaseIterable {
        case brand, brandStrong, onBrand, soft, tint, seal, surface, paper, ink, secondaryInk, white

        /// In the names of the style sheet.
        var name: String {
            switch self {
            case .brandStrong: "brand-strong"
            case .onBrand: "on-brand"
            case .soft: "brand-soft"
            case .tint: "brand-tint"
            case .secondaryInk: "ink-2"
            case .brand, .seal, .surface, .paper, .ink, .white: rawValue
            }
        }

        /// Whether the town chooses it.
        var isOfTown: Bool {
            switch self {
            case .brand, .brandStrong, .onBrand, .soft, .tint, .seal: true
            case .surface, .paper, .ink, .secondaryInk, .white: false
            }
        }
    }

    public let scheme: Scheme
    public let front: Tone
    public let back: Tone
    /// From 1 to 21.
    public let ratio: Double

    /// WCAG 2.2, 1.4.3, for text of any size. Words stand in every pair, so the lower ratio for parts (1.4.11) has no use.
    public static let least = 4.5

    /// Every pair that the style sheet makes.
    static let pairs: [(front: Tone, back: Tone)] = [
        (.brand, .surface), (.brand, .paper), (.brand, .soft), (.brand, .tint),
        (.brandStrong, .surface), (.brandStrong, .soft),
        (.onBrand, .brand), (.onBrand, .brandStrong),
        (.ink, .soft), (.secondaryInk, .soft), (.secondaryInk, .tint),
        (.white, .seal),
    ]

    /// What stands on what, such as “brand on paper”, in the names of the style sheet.
    public var pair: String { "\(front.name) on \(back.name)" }

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
        return BrandContrast.pairs.map { pair in
            BrandContrast(
                scheme: scheme,
                front: pair.front,
                back: pair.back,
                ratio: color(pair.front, on: ground).contrast(to: color(pair.back, on: ground))
            )
        }
    }

    /// The colour of a tone of this palette.
    func color(_ tone: BrandContrast.Tone, on ground: Ground) -> Color {
        switch tone {
        case .brand: brand
        case .brandStrong: brandStrong
        case .onBrand: onBrand
        case .soft: soft
        case .tint: tint
        case .seal: seal
        case .surface: ground.surface
        case .paper: ground.paper
        case .ink: ground.ink
        case .secondaryInk: ground.secondaryInk
        case .white: Color(rgb: 0xFFFFFF)
        }
    }
}
