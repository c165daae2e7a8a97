import Foundation

/// Photos of 48 × 32 pixels, written for these tests, and the ways in which files hide more than a picture. What hides in
/// them says `SamplePhoto.trace`.
public enum SamplePhoto {
    /// Stands in everything that must not be stored.
    public static let trace = "hidden 50.87 20.62 in here"

    public static let jpeg = decoded(
        """
        /9j/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYV
        FSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAgADADASIAAhEBAxEB/8QAGAABAQAD
        AAAAAAAAAAAAAAAABAMBBQb/xAAYEAADAQEAAAAAAAAAAAAAAAAAAmEDBP/EABgBAAMBAQAAAAAAAAAAAAAAAAMEBQYH/8QAHBEAAwEAAgMA
        AAAAAAAAAAAAAAIDBAVhYqHh/9oADAMBAAIRAxEAPwDik54ITnhlOeF0whTbnPD38AQp2CTCF054NTCCEwhn2sW4aASYQumEGphC6YQA1ivDQa9M
        IXTCDUwhdOeAWsc2hoBphC6YQanPC6c8F2sV4aASc8EJzwanPC6YQXaxXhoP/9k=
        """
    )
    public static let cmykJPEG = decoded(
        """
        /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAUDg8SDw0UEhASFxUUGB4yIR4cHB49LC4kMklATEtHQEZFUFpzYlBVbVZFRmSIZW13e4GCgU5gjZeMfZZz
        foF8/8AAFAgAIAAwBEMRAE0RAFkRAEsRAP/EABsAAAEFAQEAAAAAAAAAAAAAAAABAgMFBgQH/8QAIhAAAgEDBQEBAQEAAAAAAAAAAAECAwQRBRIh
        MUFRYRNC/9oADgRDAE0AWQBLAAA/AMgkZ10mbM2ZJFDXTYAes0ZqceCCVnVi8OLPIpXEpS/Dzu3m01kfKOUMlQlF9EdWe4uLSs4tDYQ2sR03gjRc
        U629IkCMGJ6dtF8HltFbWmewOCfrFy/pinp/4aHStTnb4i5bo/GJ/NbWnyv0VNe8nPU015ykae1u6VeKcWk/hWXmj0q2XCKTF3N9LA2FKdJ8p4Oo
        oLvR3BvMQ247LK1n0BXVNPx/kR89FvbS6AhdljwEsFpQfB5jGOPD0waQvT4nRSeGAEc9NXws7S5lTaw8ALl+HJV0z5E0NnqG9JTZFVoRqLlZHLns
        5ZWEqbylgsIyUllMrbnTovLihePCehug8SQ4ratjh9CYbLO3l0YRWb+GpGHcPjZv4AATQtmgDImE/Dqo0pwfDAUZKlCS5RZW9acMCOKY+OEQStIv
        pFjSrKa57IKlCMvB/YkaEqb45R//2Q==
        """
    )
    public static let webp = decoded(
        """
        UklGRmoBAABXRUJQVlA4WAoAAAAIAAAALwAAHwAAVlA4IIoAAABwBQCdASowACAAPr1MnUu/pKKhtUgD8BeJagGEAbCHDDsfAXodv+FpjqzLCzxD
        /5vjo/2gAP7vX9vOlV/1W6mXchwmnkHE37/5YFFV4cmIFVPKCVXUf3wv7Lr3sU0AgdadnhMiyYOXKL1ZYd7x8F2YyK574V2mXcwfYd6IZBU3qGQx
        3cOHvPnqQABFWElGugAAAEV4aWYAAElJKgAIAAAABgASAQMAAQAAAAEAAAAaAQUAAQAAAFYAAAAbAQUAAQAAAF4AAAAoAQMAAQAAAAIAAAATAgMA
        AQAAAAEAAABphwQAAQAAAGYAAAAAAAAALxkBAOgDAAAvGQEA6AMAAAYAAJAHAAQAAAAwMjEwAZEHAAQAAAABAgMAAKAHAAQAAAAwMTAwAaADAAEA
        AAD//wAAAqAEAAEAAAAwAAAAA6AEAAEAAAAgAAAAAAAAAA==
        """
    )

    private static func decoded(_ text: String) -> [UInt8] {
        Data(base64Encoded: text, options: .ignoreUnknownCharacters).map(Array.init) ?? []
    }
}

extension SamplePhoto {
    /// The JPEG with one more segment at its beginning.
    public static func jpeg(marker: UInt8, _ content: [UInt8], in file: [UInt8] = jpeg) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, 0xD8, 0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content + file.dropFirst(2)
    }

    /// As a phone that is held in one of eight ways writes it, with a place in GPS tags (EXIF 2.32).
    public static func exif(orientation: UInt8) -> [UInt8] {
        let place = Array("\(trace)\0".utf8)
        let gps: [UInt8] = [1, 0, 0x1B, 0, 7, 0] + little(place.count) + little(44) + little(0)
        let tags: [UInt8] =
            [2, 0, 0x12, 1, 3, 0] + little(1) + [orientation, 0, 0, 0] + [0x25, 0x88, 4, 0] + little(1) + little(38)
        // The header, the tags (2 + 24 + 4 octets) and the GPS tags after them.
        return Array("Exif\0\0".utf8) + [0x49, 0x49, 0x2A, 0] + little(8) + tags + little(0) + gps + place
    }

    private static func little(_ number: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(number).littleEndian, Array.init)
    }

    /// A PNG of one colour, not packed, with more chunks before its pixels.
    /// - Parameter bits: of one colour of one pixel, 8 or 16.
    public static func png(
        width: Int = 48,
        height: Int = 32,
        bits: Int = 8,
        chunks: [(name: String, content: [UInt8])] = [],
        pixels: [UInt8]? = nil
    ) -> [UInt8] {
        let header = big(width) + big(height) + [UInt8(bits), 2, 0, 0, 0]
        let rows = pixels ?? (0..<height).flatMap { _ in [0] + [UInt8](repeating: 90, count: width * 3 * bits / 8) }
        let all = [("IHDR", header)] + chunks + [("IDAT", stored(rows)), ("IEND", [])]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + all.flatMap { name, content in
                big(content.count) + name.utf8 + content + big(Int(crc(Array(name.utf8) + content)))
            }
    }

    /// The WebP with one more chunk at its end.
    public static func webp(chunk name: String, _ content: [UInt8], flags: UInt8) -> [UInt8] {
        var file = webp + name.utf8 + little(content.count) + content + (content.count % 2 == 0 ? [] : [0])
        file.replaceSubrange(4..<8, with: little(file.count - 8))
        file[20] |= flags
        return file
    }

    private static func big(_ number: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(number).bigEndian, Array.init) }

    /// A zlib stream that packs nothing (RFC 1950, RFC 1951).
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: bytes.count, by: 65_535) {
            let piece = bytes[start..<min(start + 65_535, bytes.count)]
            let (low, high) = (UInt8(piece.count & 0xFF), UInt8(piece.count >> 8))
            stream += [start + piece.count == bytes.count ? 1 : 0, low, high, ~low, ~high] + piece
        }
        let (a, b) = bytes.reduce((1, 0)) { sums, byte in
            let a = (sums.0 + Int(byte)) % 65_521
            return (a, (sums.1 + a) % 65_521)
        }
        return stream + big(b << 16 | a)
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0 as UInt32) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
    }
}

extension SamplePhoto {
    /// Files that show a picture and hide something else, by what hides it.
    public static let hiding: [(String, [UInt8])] = [
        ("EXIF with a place", jpeg(marker: 0xE1, exif(orientation: 1))),
        ("XMP", jpeg(marker: 0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>\(trace)</x:xmpmeta>".utf8))),
        ("IPTC", jpeg(marker: 0xED, Array("Photoshop 3.0\u{0}8BIM\u{4}\u{4}\0\0\0\0\0\u{1A}\(trace)".utf8))),
        ("a comment", jpeg(marker: 0xFE, Array(trace.utf8))),
        ("a colour profile that is none", jpeg(marker: 0xE2, Array("ICC_PROFILE\0\u{1}\u{1}\(trace)".utf8))),
        (
            "a second picture",
            jpeg(marker: 0xE2, Array("MPF\0\(trace)".utf8)) + jpeg(marker: 0xE1, exif(orientation: 1))
        ),
        ("a JFXX thumbnail", jpeg(marker: 0xE0, Array("JFXX\0\u{10}\(trace)".utf8))),
        ("an unknown segment", jpeg(marker: 0xEB, Array("JP\(trace)".utf8))),
        ("a page after the picture", jpeg + Array("<html><script>\(trace)</script></html>".utf8)),
        ("an archive after the picture", jpeg + Array("PK\u{3}\u{4}\(trace)PK\u{5}\u{6}".utf8)),
        ("a page in a comment", jpeg(marker: 0xFE, Array("--><script>\(trace)</script><!--".utf8))),
        ("PNG eXIf", png(chunks: [("eXIf", Array(exif(orientation: 1).dropFirst(6)))])),
        ("PNG tEXt", png(chunks: [("tEXt", Array("Comment\0\(trace)".utf8))])),
        ("PNG iTXt", png(chunks: [("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0\(trace)".utf8))])),
        ("PNG, a chunk nobody knows", png(chunks: [("prVt", Array(trace.utf8))])),
        ("a page after a PNG", png() + Array("<script>\(trace)</script>".utf8)),
        ("WebP XMP", webp(chunk: "XMP ", Array("<x:xmpmeta>\(trace)</x:xmpmeta>".utf8), flags: 4)),
        ("WebP, a chunk nobody knows", webp(chunk: "prVt", Array(trace.utf8), flags: 0)),
    ]
}
