import CPixelReader
import CityDomain
import CityMedia
import CityTestSupport
import Foundation
import Testing

/// What is left of a photo where it was covered, in the octets that everybody gets. By the real helper process.
@Suite struct CoveringTests {
    private static let processor = HelperPhotoProcessor(
        program: PhotoProcessorTests.program,
        timeLimit: .seconds(120)
    )
    /// All edges of the areas lie between blocks of the JPEG, in the large picture and in the small one, which is half of it.
    private static let (width, height) = (1_280, 1_024)
    private static let middle = (x: 320..<960, y: 256..<768)
    /// As far as nothing from outside reaches.
    private static let inside = (x: 322..<958, y: 258..<766)

    private static func area(_ cover: PhotoArea.Cover) throws -> PhotoArea {
        try #require(PhotoArea(cover, left: 250, top: 250, width: 500, height: 500))
    }

    private func pictures(_ photo: Noise, _ areas: [PhotoArea]) async throws -> (large: Pixels, small: Pixels) {
        let made = try await Self.processor.process(FileChunks(photo.png), covering: areas)
        return (try Pixels(made.large), try Pixels(made.thumbnail))
    }

    @Test("Under a black box nothing is left, in either size", .clause("kielce/VII.1.8"))
    func box() async throws {
        let photo = Noise(Self.width, Self.height)
        let before = try await pictures(photo, [])
        let after = try await pictures(photo, [try Self.area(.box)])
        #expect(before.large.range(Self.middle.x, Self.middle.y) > 200)
        #expect(after.large.brightest(Self.inside.x, Self.inside.y) <= 2)
        // The edge has something of the colour outside of it, as everywhere in a JPEG, and is as soft as shrinking makes it.
        #expect(after.large.brightest(Self.middle.x, Self.middle.y) <= 40)
        #expect(after.small.brightest(168..<472, 136..<376) <= 4)
    }

    @Test("What is not covered is as it was")
    func outside() async throws {
        let photo = Noise(Self.width, Self.height)
        let before = try await pictures(photo, [])
        for cover in PhotoArea.Cover.allCases {
            let after = try await pictures(photo, [try Self.area(cover)])
            #expect(after.large.difference(from: before.large, except: (318..<962, 254..<770)) <= 1)
            #expect(after.small.difference(from: before.small, except: (142..<498, 110..<402)) <= 1)
        }
    }

    @Test(
        "Nobody can tell what was blurred: photos with the same blocks give the same octets",
        .clause("kielce/VII.1.8")
    )
    func blur() async throws {
        let photo = Noise(Self.width, Self.height)
        // Each quarter of a row is turned round: every block has the same pixels at other places.
        let other = photo.turned(in: Self.middle, by: 160)
        #expect(photo.png != other.png)
        let blurred = try Self.area(.blur)
        let (one, two) = (
            try await Self.processor.process(FileChunks(photo.png), covering: [blurred]),
            try await Self.processor.process(FileChunks(other.png), covering: [blurred])
        )
        #expect(one == two)
        let plain = try await Self.processor.process(FileChunks(photo.png))
        let otherPlain = try await Self.processor.process(FileChunks(other.png))
        #expect(plain != otherPlain)
    }

    @Test("A blurred part has no edge in it")
    func smooth() async throws {
        let photo = Noise(Self.width, Self.height)
        let (large, small) = try await pictures(photo, [try Self.area(.blur)])
        for x in stride(from: Self.middle.x.lowerBound, to: Self.middle.x.upperBound, by: 16) {
            #expect(large.range(x..<(x + 16), 256..<272) <= 40)
            #expect(large.range(x..<(x + 16), 512..<528) <= 40)
        }
        #expect(small.range(200..<216, 200..<216) <= 48)
    }

    @Test("Small blurred parts side by side show no more than their colour")
    func small() async throws {
        let photo = Noise(Self.width, Self.height)
        // 32 pixels each: less than a block has.
        let areas = try (0..<16).map { place in
            try #require(PhotoArea(.blur, left: 250 + place * 25, top: 250, width: 25, height: 25))
        }
        let (large, _) = try await pictures(photo, areas)
        for place in 0..<16 {
            let start = 320 + place * 32
            #expect(large.range((start + 2)..<(start + 30), 258..<270) <= 12)
        }
    }

    @Test("A box stays black under whatever overlaps it, in any order")
    func overlapping() async throws {
        let photo = Noise(Self.width, Self.height)
        let box = try Self.area(.box)
        let blur = try #require(PhotoArea(.blur, left: 0, top: 0, width: 1_000, height: 1_000))
        for areas in [[box, blur], [blur, box]] {
            let (large, _) = try await pictures(photo, areas)
            #expect(large.brightest(Self.inside.x, Self.inside.y) <= 2)
            #expect(large.brightest(0..<1_280, 0..<200) > 20)
        }
    }

    @Test("An area covers every pixel that it touches, of the smallest photo too")
    func edges() async throws {
        let whole = try #require(PhotoArea(.box, left: 0, top: 0, width: 1_000, height: 1_000))
        let sliver = try #require(PhotoArea(.box, left: 999, top: 999, width: 1, height: 1))
        for (size, area) in [(1, whole), (1, sliver), (7, whole)] {
            let (large, small) = try await pictures(Noise(size, size), [area])
            #expect(large.brightest(0..<size, 0..<size) <= 2)
            #expect(small.brightest(0..<size, 0..<size) <= 2)
        }
    }

    @Test("Nothing that hides in a photo gets into its covered pictures", arguments: SamplePhoto.hiding)
    func hiding(name: String, file: [UInt8]) async throws {
        let made = try await Self.processor.process(FileChunks(file), covering: [try Self.area(.box)])
        for picture in [made.large, made.thumbnail] {
            let text = String(decoding: picture.bytes, as: UTF8.self)
            for trace in [SamplePhoto.trace, "Exif"] { #expect(!text.contains(trace), "\(trace)") }
        }
    }
}

/// A photo of noise: every pixel is another one than the next.
private struct Noise {
    let width: Int
    let height: Int
    /// Red, green and blue of each pixel.
    private var colours: [UInt8]

    init(_ width: Int, _ height: Int) {
        (self.width, self.height) = (width, height)
        var state: UInt32 = 2_463_534_242
        colours = (0..<(width * height * 3)).map { _ in
            state ^= state << 13
            state ^= state >> 17
            state ^= state << 5
            return UInt8(state >> 24)
        }
    }

    /// - Parameter step: pixels of a row that are turned round together.
    func turned(in part: (x: Range<Int>, y: Range<Int>), by step: Int) -> Self {
        var turned = self
        for y in part.y {
            for start in stride(from: part.x.lowerBound, to: part.x.upperBound, by: step) {
                for x in 0..<step {
                    let (from, to) = ((y * width + start + x) * 3, (y * width + start + step - 1 - x) * 3)
                    turned.colours[to..<(to + 3)] = colours[from..<(from + 3)]
                }
            }
        }
        return turned
    }

    var png: [UInt8] {
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(0)
            rows += colours[(y * width * 3)..<((y + 1) * width * 3)]
        }
        return SamplePhoto.png(width: width, height: height, pixels: rows)
    }
}

/// A decoded JPEG.
private struct Pixels {
    let width: Int
    let height: Int
    private let bands: Int
    private let octets: [UInt8]

    init(_ picture: PlainJPEG) throws {
        var found = pixels()
        let status = read_pixels(picture.bytes, picture.bytes.count, &found)
        try #require(status == 0)
        defer { free(found.octets) }
        (width, height, bands) = (Int(found.width), Int(found.height), Int(found.bands))
        octets = Array(UnsafeBufferPointer(start: found.octets, count: width * height * bands))
        let size = [picture.width, picture.height]
        try #require([width, height] == size)
    }

    private func values(_ x: Range<Int>, _ y: Range<Int>) -> [[UInt8]] {
        var values = [[UInt8]](repeating: [], count: bands)
        for row in y {
            for column in x {
                let start = (row * width + column) * bands
                for band in 0..<bands { values[band].append(octets[start + band]) }
            }
        }
        return values
    }

    func brightest(_ x: Range<Int>, _ y: Range<Int>) -> UInt8 { values(x, y).joined().max() ?? 255 }

    /// How far the values of one band are from each other.
    func range(_ x: Range<Int>, _ y: Range<Int>) -> Int {
        let ranges: [Int] = values(x, y).map { Int($0.max() ?? 255) - Int($0.min() ?? 0) }
        return ranges.max() ?? 255
    }

    /// The most by which a value outside of a part is another one.
    func difference(from other: Self, except part: (x: Range<Int>, y: Range<Int>)) -> Int {
        var most = octets.count == other.octets.count ? 0 : 255
        for y in 0..<height {
            for x in 0..<width where !(part.x.contains(x) && part.y.contains(y)) {
                for place in ((y * width + x) * bands)..<((y * width + x + 1) * bands) {
                    most = max(most, abs(Int(octets[place]) - Int(other.octets[place])))
                }
            }
        }
        return most
    }
}
