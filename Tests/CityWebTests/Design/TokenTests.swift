import Testing

@testable import CityWeb

@Suite("Colours of the style sheet")
struct TokenTests {
    enum Palette: String, CaseIterable {
        case light = ":root {\n  color-scheme: light;"
        case dark = ":root[data-theme=\"dark\"] {"
        case deviceDark = "  :root:not([data-theme]) {\n    color-scheme: dark;"
        case contrast = "html:root[data-theme=\"contrast\"] {"
        case deviceContrast = "  html:root:not([data-theme]) {"

        /// Names and values of the block, only colours.
        var colors: [String: Color] {
            let sheet = String(decoding: Asset.all["ratusz.css"]?.bytes ?? [], as: UTF8.self)
            guard let start = sheet.range(of: rawValue), let end = sheet[start.upperBound...].firstIndex(of: "}") else {
                return [:]
            }
            let pairs = sheet[start.upperBound..<end].matches(of: /--([a-z0-9-]+): (#[0-9A-F]{6});/)
                .compactMap { match in Color(String(match.2)).map { (String(match.1), $0) } }
            return Dictionary(pairs) { $1 }
        }
    }

    /// What stands on what, and how well people must be able to see it: 4.5 for words, 3 for edges (WCAG 1.4.3, 1.4.11).
    static let pairs: [(front: String, back: String, least: Double)] =
        ["paper", "surface", "sunk", "brand-soft", "brand-tint", "sun-soft", "waiting-soft"].flatMap {
            [("ink", $0, 7.0), ("focus", $0, 3)]
        }
        + ["paper", "surface", "sunk", "brand-soft", "brand-tint"].flatMap { [("ink-2", $0, 4.5)] }
        + ["paper", "surface", "brand-soft", "brand-tint"].flatMap { [("brand", $0, 4.5), ("brand-strong", $0, 4.5)] }
        + ["new", "accepted", "working", "done", "closed", "rejected", "waiting"].flatMap {
            [($0, "\($0)-soft", 4.5), ($0, "surface", 4.5), ($0, "paper", 4.5), ($0, "brand-tint", 4.5)]
        }
        + [
            ("edge", "surface", 3), ("edge", "paper", 3), ("edge", "sunk", 3),
            ("alert-ink", "paper", 4.5), ("alert-ink", "surface", 4.5), ("alert-ink", "alert-soft", 4.5),
            ("on-alert", "alert", 4.5), ("on-brand", "brand", 4.5), ("on-brand", "brand-strong", 4.5),
            ("on-seal", "seal", 4.5), ("on-top-bar", "top-bar", 4.5), ("on-top-bar-arch", "top-bar-arch", 4.5),
            ("sun", "top-bar", 3), ("surface", "waiting", 4.5), ("surface", "ink", 4.5),
        ]

    @Test(arguments: [Palette.light, .dark, .contrast])
    func `can be told apart`(palette: Palette) {
        let colors = palette.colors
        let faults = Self.pairs.compactMap { pair -> String? in
            guard let front = colors[pair.front], let back = colors[pair.back] else {
                return "\(pair.front) or \(pair.back) is missing"
            }
            let ratio = front.contrast(to: back)
            return ratio >= pair.least ? nil : "\(pair.front) on \(pair.back): \(ratio)"
        }
        #expect(faults == [])
    }

    @Test(arguments: [(Palette.dark, Palette.deviceDark), (.contrast, .deviceContrast)])
    func `are the same by choice and by device`(chosen: Palette, device: Palette) {
        #expect(chosen.colors == device.colors)
        #expect(chosen.colors.keys.sorted() == Palette.light.colors.keys.sorted())
    }

    @Test(arguments: [(Palette.light, Ground.light), (.dark, .dark)])
    func `are what a brand is measured on`(palette: Palette, ground: Ground) {
        let colors = palette.colors
        #expect(colors["surface"] == ground.surface)
        #expect(colors["paper"] == ground.paper)
        #expect(colors["ink"] == ground.ink)
        #expect(colors["ink-2"] == ground.secondaryInk)
    }
}
