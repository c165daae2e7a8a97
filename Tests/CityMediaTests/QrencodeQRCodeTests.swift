import CityDomain
import CityKit
import CityMedia
import Testing

@Suite struct QrencodeQRCodeTests {
    @Test("The code of “RATUSZ” has these modules, which an independent reader understood")
    func modules() throws {
        let picture = """
            #######...##..#######
            #.....#.###.#.#.....#
            #.###.#..##...#.###.#
            #.###.#...###.#.###.#
            #.###.#.#..##.#.###.#
            #.....#....#..#.....#
            #######.#.#.#.#######
            .........##..........
            #.#.#.#..##.#...#..#.
            .#.#.#..#..#.#.#.#.#.
            ###.####.#.#.###.####
            .##.#..###.###.##..##
            ###..##.#..#.###.##.#
            ........#.#...##.....
            #######..##.#...#.###
            #.....#..#....###..##
            #.###.#.#.#.#.#..####
            #.###.#..#.#.#.....#.
            #.###.#.##.#.######.#
            #.....#..#.###..#..#.
            #######.#.##.##.#####
            """
        let svg = try QrencodeQRCode().svg(of: "RATUSZ", title: "x").markup
        let expected = picture.split(separator: "\n").map(String.init)
        #expect(try rows(of: svg, quietZone: 4) == expected)
        let modules = try QrencodeQRCode().modules(of: "RATUSZ")
        #expect(modules.map { String($0.map { $0 ? "#" : "." }) } == expected)
    }

    @Test("Around the modules four more are free, on a white ground of their own")
    func quietZone() throws {
        let svg = try QrencodeQRCode().svg(of: "RATUSZ", title: "x").markup
        #expect(svg.contains("viewBox=\"0 0 29 29\""))
        #expect(svg.contains("<rect width=\"29\" height=\"29\" fill=\"#fff\"/>"))
        let dark = svg.matches(of: /M(\d+) (\d+)h(\d+)/).compactMap { match in
            Int(match.1).flatMap { x in Int(match.3).map { (x, x + $0) } }
        }
        #expect(dark.map(\.0).min() == 4)
        #expect(dark.map(\.1).max() == 25)
    }

    @Test("The title is text, whatever is in it, and there is no style or script")
    func title() throws {
        let svg = try QrencodeQRCode().svg(of: "x", title: "Report <7> & \"more\"").markup
        #expect(svg.contains("<title>Report &lt;7&gt; &amp; &quot;more&quot;</title>"))
        #expect(svg.contains("role=\"img\"") && svg.contains("shape-rendering=\"crispEdges\""))
        #expect(!svg.contains("style") && !svg.contains("script"))
    }

    @Test(
        "The longest text that fits has 2,331 octets",
        arguments: [(1, true), (2_331, true), (2_332, false), (0, false)]
    )
    func capacity(length: Int, fits: Bool) throws {
        let text = String(repeating: "x", count: length)
        if fits {
            #expect(try QrencodeQRCode().svg(of: text, title: "x").isEmpty == false)
        } else {
            #expect(throws: QRCodeError.notEncodable) { try QrencodeQRCode().svg(of: text, title: "x") }
        }
    }

    /// The modules of a code, `#` for dark.
    private func rows(of svg: String, quietZone: Int) throws -> [String] {
        let size = try #require(svg.firstMatch(of: #/viewBox="0 0 (\d+)/#).flatMap { Int($0.1) }) - 2 * quietZone
        var rows = Array(repeating: Array(repeating: Character("."), count: size), count: size)
        for match in svg.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
            let numbers = [match.1, match.2, match.3].compactMap { Int($0) }
            for column in 0..<numbers[2] { rows[numbers[1] - quietZone][numbers[0] - quietZone + column] = "#" }
        }
        return rows.map { String($0) }
    }
}
