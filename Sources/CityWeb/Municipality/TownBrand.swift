public import CityDomain

extension Brand {
    /// The brand of a municipality's file; nil when a colour is not written as one.
    public init?(_ brand: Profile.Brand) {
        guard let light = Palette(brand.light), let dark = Palette(brand.dark) else { return nil }
        self.init(light: light, dark: dark)
    }
}

extension Brand.Palette {
    init?(_ palette: Profile.Brand.Palette) {
        guard let brand = Color(palette.brand), let brandStrong = Color(palette.brandHigh),
            let onBrand = Color(palette.onBrand), let soft = Color(palette.brandSoft),
            let tint = Color(palette.brandTint), let seal = Color(palette.seal)
        else { return nil }
        self.init(brand: brand, brandStrong: brandStrong, onBrand: onBrand, soft: soft, tint: tint, seal: seal)
    }
}
