import Testing

@testable import CityWeb

@Suite("The brand of a town")
struct BrandTests {
    @Test(arguments: [
        ("#000000", "#FFFFFF", 21.0), ("#FFFFFF", "#FFFFFF", 1), ("#0B5D4B", "#FFFFFF", 7.83),
        ("#777777", "#FFFFFF", 4.48),
    ])
    func `is measured as WCAG says`(one: String, other: String, ratio: Double) throws {
        let (one, other) = (try #require(Color(one)), try #require(Color(other)))
        #expect(abs(one.contrast(to: other) - ratio) < 0.01)
        #expect(one.contrast(to: other) == other.contrast(to: one))
    }

    @Test(arguments: ["", "0B5D4B", "#0B5D4", "#0B5D4BFF", "#0B5D4G", "#+B5D4B", "red", "#０B5D4"])
    func `takes no colour but six digits`(text: String) {
        #expect(Color(text) == nil)
    }

    @Test
    func `keeps a colour as it was written`() {
        #expect(Color("#00a1Ff")?.description == "#00A1FF")
    }

    @Test
    func `is taken when everything on it can be read`() {
        #expect(DesignGallery.riverTown.unreadable == [])
        #expect(DesignGallery.riverTown.contrasts.count == 24)
    }

    /// Each row spoils one colour and names the pairs that must be found.
    @Test(arguments: [
        (
            ["#7FD3B6", "#084536", "#FFFFFF", "#DCEBE3", "#EEF5F0", "#0B5D4B"],
            ["brand on surface", "brand on paper", "brand on brand-soft", "brand on brand-tint", "on-brand on brand"]
        ),
        (
            ["#0B5D4B", "#7FD3B6", "#FFFFFF", "#DCEBE3", "#EEF5F0", "#0B5D4B"],
            ["brand-strong on surface", "brand-strong on brand-soft", "on-brand on brand-strong"]
        ),
        (
            ["#0B5D4B", "#084536", "#222222", "#DCEBE3", "#EEF5F0", "#0B5D4B"],
            ["on-brand on brand", "on-brand on brand-strong"]
        ),
        (
            ["#0B5D4B", "#084536", "#FFFFFF", "#4F8D7B", "#EEF5F0", "#0B5D4B"],
            ["brand on brand-soft", "brand-strong on brand-soft", "ink on brand-soft", "ink-2 on brand-soft"]
        ),
        (
            ["#0B5D4B", "#084536", "#FFFFFF", "#DCEBE3", "#6FA090", "#0B5D4B"],
            ["brand on brand-tint", "ink-2 on brand-tint"]
        ),
        (["#0B5D4B", "#084536", "#FFFFFF", "#DCEBE3", "#EEF5F0", "#F2B23E"], ["white on seal"]),
    ])
    func `is refused with the pairs that cannot be read`(hex: [String], pairs: [String]) throws {
        let colors = hex.compactMap(Color.init)
        let palette = Brand.Palette(
            brand: colors[0],
            brandStrong: colors[1],
            onBrand: colors[2],
            soft: colors[3],
            tint: colors[4],
            seal: colors[5]
        )
        let brand = Brand(light: palette, dark: DesignGallery.riverTown.dark)
        #expect(brand.unreadable.map(\.pair) == pairs)
        #expect(brand.unreadable.allSatisfy { $0.scheme == .light && $0.ratio < BrandContrast.least })
    }

    @Test
    func `makes a sheet for light and dark screens and leaves high contrast alone`() {
        #expect(
            DesignGallery.riverTown.styleSheet == """
                :root { --brand: #1D4E89; --brand-strong: #143962; --on-brand: #FFFFFF; \
                --brand-soft: #DEE9F5; --brand-tint: #EEF4FA; --seal: #1D4E89; }
                @media (prefers-color-scheme: dark) { :root:not([data-theme]) { --brand: #9CC6F5; \
                --brand-strong: #C2DDFA; --on-brand: #071C33; --brand-soft: #1A3350; --brand-tint: #14243A; \
                --seal: #3F6C98; } }
                :root[data-theme="dark"] { --brand: #9CC6F5; --brand-strong: #C2DDFA; --on-brand: #071C33; \
                --brand-soft: #1A3350; --brand-tint: #14243A; --seal: #3F6C98; }

                """
        )
    }
}

@Suite("The way to a brand that people can read")
struct BrandMendTests {
    @Test(arguments: ["#7FD3B6", "#F2B23E", "#FFFFFF", "#808080", "#FF0000", "#000000"])
    func `one colour is mended by itself, as little as it takes`(hex: String) throws {
        let town = DesignGallery.riverTown
        let brand = try Self.brand(hex, town.light)
        for contrast in brand.unreadable {
            let mend = try #require(brand.mend(of: contrast))
            #expect(mend.tone == .brand)
            let mended = try Self.brand(mend.color.description, town.light)
            #expect(mended.unreadable.isEmpty)
        }
    }

    @Test
    func `two colours that are both wrong are not mended by one`() throws {
        let light = DesignGallery.riverTown.light
        let (grey, dark) = (try #require(Color("#808080")), try #require(Color("#333333")))
        let palette = Brand.Palette(
            brand: grey,
            brandStrong: light.brandStrong,
            onBrand: dark,
            soft: grey,
            tint: light.tint,
            seal: light.seal
        )
        let brand = Brand(light: palette, dark: DesignGallery.riverTown.dark)
        let found = try #require(brand.unreadable.first { $0.pair == "brand on brand-soft" })
        #expect(brand.mend(of: found) == nil)
    }

    private static func brand(_ hex: String, _ light: Brand.Palette) throws -> Brand {
        let palette = Brand.Palette(
            brand: try #require(Color(hex)),
            brandStrong: light.brandStrong,
            onBrand: light.onBrand,
            soft: light.soft,
            tint: light.tint,
            seal: light.seal
        )
        return Brand(light: palette, dark: DesignGallery.riverTown.dark)
    }
}
