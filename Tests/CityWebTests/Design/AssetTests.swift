import Foundation
import Testing

@testable import CityWeb

@Suite("Assets")
struct AssetTests {
    @Test(arguments: [
        ("icons.svg", Icon.allCases.map(\.rawValue) + StatusLook.allCases.map(\.style)),
        ("pictures.svg", Picture.allCases.map(\.rawValue)),
    ])
    func `A sprite holds the signs of the program and no others`(name: String, signs: [String]) throws {
        let drawn = try text(name).matches(of: /<symbol id="([^"]+)"/).map { String($0.1) }
        #expect(drawn.sorted() == signs.sorted())
    }

    @Test
    func `The style sheet asks for all fonts and nothing else, by the addresses that pages use`() throws {
        let files = try text("ratusz.css").matches(of: /url\("([^"]+)"\)/).map { "/assets/\($0.1)" }
        let fonts = Asset.all.keys.filter { $0.hasSuffix(".woff2") }
        #expect(Set(files) == Set(fonts.map(Asset.address)))
    }

    @Test
    func `The style sheet is the parts in the order of their numbers`() throws {
        let sheet = try text("ratusz.css")
        let first = try #require(sheet.range(of: "@font-face"))
        let last = try #require(sheet.range(of: "@media print"))
        #expect(first.lowerBound < last.lowerBound)
    }

    @Test
    func `The licence of the font goes along with it`() throws {
        #expect(try text("fonts/LICENSE.txt").contains("SIL OPEN FONT LICENSE"))
    }

    @Test
    func `An address changes with the content of its file`() {
        let (old, new) = (Asset(bytes: [1, 2], mediaType: ""), Asset(bytes: [1, 3], mediaType: ""))
        #expect(old.fingerprint != new.fingerprint)
        #expect(Asset.address("icons.svg") == "/assets/icons.svg?v=\(Asset.all["icons.svg"]?.fingerprint ?? "")")
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try #require(Asset.all[name]).bytes, as: UTF8.self)
    }
}
