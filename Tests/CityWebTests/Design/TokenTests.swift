import Foundation
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

    struct Pair: Sendable {
        let front: String
        let back: String
        let least: Double
    }

    private static func pairs(_ fronts: [String], on backs: [String], least: Double) -> [Pair] {
        fronts.flatMap { front in backs.map { Pair(front: front, back: $0, least: least) } }
    }

    private static let grounds = ["paper", "surface", "sunk", "brand-soft", "brand-tint"]
    private static let statuses = ["new", "accepted", "working", "done", "closed", "rejected", "waiting"]

    /// What stands on what, and how well people must be able to see it: 4.5 for words, 3 for edges (WCAG 1.4.3, 1.4.11).
    private static let pairs: [Pair] = [
        pairs(["ink"], on: grounds + ["sun-soft", "waiting-soft", "done-soft", "alert-soft"], least: 7),
        pairs(["ink-2"], on: grounds, least: 4.5),
        pairs(["brand", "brand-strong"], on: ["paper", "surface", "brand-soft", "brand-tint"], least: 4.5),
        pairs(["focus"], on: grounds + ["sun-soft", "waiting-soft"], least: 3),
        pairs(["edge"], on: ["paper", "surface", "sunk"], least: 3),
        pairs(statuses, on: ["surface", "paper", "brand-tint"], least: 4.5),
        statuses.map { Pair(front: $0, back: "\($0)-soft", least: 4.5) },
        pairs(["alert-ink"], on: ["paper", "surface", "alert-soft", "brand-tint"], least: 4.5),
        pairs(["on-brand"], on: ["brand", "brand-strong"], least: 4.5),
        pairs(["surface"], on: ["ink", "waiting"], least: 4.5),
        [
            Pair(front: "on-alert", back: "alert", least: 4.5),
            Pair(front: "on-seal", back: "seal", least: 4.5),
            Pair(front: "on-top-bar", back: "top-bar", least: 4.5),
            Pair(front: "on-top-bar-arch", back: "top-bar-arch", least: 4.5),
            Pair(front: "sun", back: "top-bar", least: 3),
        ],
    ].flatMap(\.self)

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
