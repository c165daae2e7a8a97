/// The colours of a town: six for light screens, six for dark ones. Statuses, alerts, focus and the high-contrast colours
/// are the program's own and stay as they are.
public struct Brand: Hashable, Sendable {
    public struct Palette: Hashable, Sendable {
        /// Links, buttons, borders of what is chosen.
        public let brand: Color
        /// The same under the pointer.
        public let brandStrong: Color
        /// Words on `brand` and `brandStrong`.
        public let onBrand: Color
        /// Panels.
        public let soft: Color
        /// The background of what is chosen.
        public let tint: Color
        /// Receipt and skyline; white stands on it.
        public let seal: Color

        public init(brand: Color, brandStrong: Color, onBrand: Color, soft: Color, tint: Color, seal: Color) {
            self.brand = brand
            self.brandStrong = brandStrong
            self.onBrand = onBrand
            self.soft = soft
            self.tint = tint
            self.seal = seal
        }
    }

    public let light: Palette
    public let dark: Palette

    public init(light: Palette, dark: Palette) {
        self.light = light
        self.dark = dark
    }

    /// The sheet a page of the town loads after that of the program.
    public var styleSheet: String {
        """
        :root { \(light.properties) }
        @media (prefers-color-scheme: dark) { :root:not([data-theme]) { \(dark.properties) } }
        :root[data-theme="dark"] { \(dark.properties) }

        """
    }
}

extension Brand.Palette {
    /// What the sheet sets.
    var properties: String {
        """
        --brand: \(brand); --brand-strong: \(brandStrong); --on-brand: \(onBrand); \
        --brand-soft: \(soft); --brand-tint: \(tint); --seal: \(seal);
        """
    }
}
