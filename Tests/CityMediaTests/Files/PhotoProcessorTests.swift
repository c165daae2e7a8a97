import CityDomain
import CityTestSupport
import Foundation
import PhotoPipe
import Testing

@testable import CityMedia

/// The real helper process, which is built beside the tests.
@Suite struct PhotoProcessorTests {
    static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "ratusz-photos").path
    private static let processor = HelperPhotoProcessor(program: program, timeLimit: .seconds(120))

    private func process(_ file: [UInt8]) async throws -> ProcessedPhoto {
        try await Self.processor.process(FileChunks(file))
    }

    @Test(
        "Photos of every format that is taken become JPEG in two sizes",
        arguments: [
            ("JPEG", SamplePhoto.jpeg), ("CMYK JPEG", SamplePhoto.cmykJPEG), ("WebP", SamplePhoto.webp),
            ("PNG", SamplePhoto.png()), ("PNG of 16 bits", SamplePhoto.png(bits: 16)),
        ] as [(String, [UInt8])]
    )
    func formats(name: String, file: [UInt8]) async throws {
        let photo = try await process(file)
        for picture in [photo.large, photo.thumbnail] { #expect(picture.size == [48, 32]) }
    }

    @Test(
        "A large photo is shrunk to the limits on its long side",
        arguments: [
            (4_000, 30, [2_000, 15], [640, 5]), (30, 4_000, [15, 2_000], [5, 640]),
            (700, 700, [700, 700], [640, 640]),
        ]
    )
    func sizes(width: Int, height: Int, large: [Int], thumbnail: [Int]) async throws {
        let photo = try await process(SamplePhoto.png(width: width, height: height))
        #expect(photo.large.size == large)
        #expect(photo.thumbnail.size == thumbnail)
    }

    @Test("A photo is turned upright, whichever way the phone was held")
    func orientations() async throws {
        var pictures: Set<PlainJPEG> = []
        for orientation: UInt8 in 1...8 {
            let file = SamplePhoto.jpeg(marker: 0xE1, SamplePhoto.exif(orientation: orientation))
            let picture = try await process(file).large
            let size = orientation < 5 ? [48, 32] : [32, 48]
            #expect(picture.size == size, "\(orientation)")
            pictures.insert(picture)
        }
        #expect(pictures.count == 8)
    }

    @Test("Nothing that hides in a photo gets into the pictures", arguments: SamplePhoto.hiding)
    func hiding(name: String, file: [UInt8]) async throws {
        #expect(String(decoding: file, as: UTF8.self).contains(SamplePhoto.trace))
        let photo = try await process(file)
        for picture in [photo.large, photo.thumbnail] {
            #expect(picture.size == [48, 32])
            let text = String(decoding: picture.bytes, as: UTF8.self)
            for trace in [SamplePhoto.trace, "Exif", "http", "MPF", "ICC", "8BIM", "script", "PK"] {
                #expect(!text.contains(trace), "\(trace)")
            }
        }
    }

    @Test("What is no photo is refused with its own reason", arguments: HostileFiles.all)
    func hostile(name: String, file: [UInt8], failure: PhotoFailure) async {
        await #expect(throws: failure) { try await process(file) }
    }

    @Test("A file over the limit is refused before it is decoded")
    func tooLarge() async {
        let file = SamplePhoto.jpeg + [UInt8](repeating: 0, count: PhotoLimits.largestFile)
        await #expect(throws: PhotoFailure.tooLarge(limit: PhotoLimits.largestFile)) { try await process(file) }
    }

    @Test("Many photos at once all come through, and each gets its own pictures")
    func many() async throws {
        try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for width in 1...12 {
                group.addTask {
                    (width, try await process(SamplePhoto.png(width: width, height: 3)).large.width)
                }
            }
            for try await (sent, got) in group { #expect(sent == got) }
        }
    }
}

extension PlainJPEG {
    fileprivate var size: [Int] { [width, height] }
}

/// Files that are no photos, or photos that would hurt.
enum HostileFiles {
    static let all: [(String, [UInt8], PhotoFailure)] = [
        ("nothing", [], .empty),
        ("one octet", [0xFF], .notAPhoto),
        ("a text", Array("hello, this is a text".utf8), .notAPhoto),
        ("a page", Array("<!doctype html><script>alert(1)</script>".utf8), .notAPhoto),
        ("SVG", Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8), .notAPhoto),
        ("PDF", Array("%PDF-1.7\n1 0 obj".utf8), .notAPhoto),
        ("GIF", Array("GIF89a\u{1}\0\u{1}\0\0\0\0;".utf8), .notAPhoto),
        ("TIFF", [0x49, 0x49, 0x2A, 0] + [UInt8](repeating: 0, count: 40), .notAPhoto),
        ("BMP", Array("BM".utf8) + [UInt8](repeating: 0, count: 60), .notAPhoto),
        ("an archive", Array("PK\u{3}\u{4}".utf8) + SamplePhoto.jpeg, .notAPhoto),
        ("a page before a photo", Array("<html>".utf8) + SamplePhoto.jpeg, .notAPhoto),
        ("HEIC", [0, 0, 0, 24] + Array("ftypheic".utf8) + [UInt8](repeating: 0, count: 40), .heic),
        ("AVIF", [0, 0, 0, 24] + Array("ftypavif".utf8) + [UInt8](repeating: 0, count: 40), .heic),
        ("the beginning of a JPEG", Array(SamplePhoto.jpeg.prefix(3)), .broken),
        ("a JPEG without pixels", Array(SamplePhoto.jpeg.prefix(200)), .broken),
        ("a JPEG cut in its pixels", Array(SamplePhoto.jpeg.prefix(300)), .broken),
        ("a JPEG with noise for pixels", [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0x55, count: 500), .broken),
        ("a PNG cut in its pixels", Array(SamplePhoto.png().prefix(2_000)), .broken),
        ("a WebP cut in its pixels", Array(SamplePhoto.webp.prefix(100)), .broken),
        ("a PNG that says it is a JPEG", [0xFF, 0xD8, 0xFF] + SamplePhoto.png(), .broken),
        ("a PNG of 900 million pixels", SamplePhoto.png(width: 30_000, height: 30_000, pixels: [0]), tooMany),
        ("a PNG one row too high", SamplePhoto.png(width: 5_000, height: 10_001, pixels: [0]), tooMany),
        ("a JPEG of 4 billion pixels", sized(SamplePhoto.jpeg, 65_500), tooMany),
        ("a WebP that moves", moving, .moving),
    ]

    private static let tooMany = PhotoFailure.tooManyPixels(limit: PhotoLimits.mostPixels)

    /// The JPEG with another size in its frame header.
    private static func sized(_ file: [UInt8], _ edge: Int) -> [UInt8] {
        guard let frame = file.firstRange(of: [0xFF, 0xC0]) ?? file.firstRange(of: [0xFF, 0xC2]) else { return [] }
        var file = file
        let size = [UInt8(edge >> 8), UInt8(edge & 0xFF)]
        file.replaceSubrange((frame.lowerBound + 5)..<(frame.lowerBound + 9), with: size + size)
        return file
    }

    /// Two frames, each the pixels of the sample.
    private static let moving: [UInt8] = {
        let pixels = Array(SamplePhoto.webp[30..<(30 + 8 + 138)])
        let frame = [UInt8](repeating: 0, count: 6) + [47, 0, 0, 31, 0, 0, 100, 0, 0, 0] + pixels
        func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
            name.utf8 + withUnsafeBytes(of: UInt32(content.count).littleEndian, Array.init) + content
        }
        let body =
            Array("WEBP".utf8) + chunk("VP8X", [2, 0, 0, 0, 47, 0, 0, 31, 0, 0])
            + chunk("ANIM", [UInt8](repeating: 0, count: 6)) + chunk("ANMF", frame) + chunk("ANMF", frame)
        return chunk("RIFF", body)
    }()
}
