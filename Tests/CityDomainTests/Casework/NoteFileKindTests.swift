import Testing

@testable import CityDomain

/// Which files a note takes.
@Suite struct NoteFileKindTests {
    static let kinds: [(name: String, start: [UInt8], kind: NoteFileKind)] = [
        ("a.pdf", Array("%PDF-1.7".utf8), .pdf), ("Umowa.PDF", Array("%PDF-1.7".utf8), .pdf),
        ("a.b.jpeg", [0xff, 0xd8, 0xff, 0xe0], .jpeg),
        ("a.png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], .png),
        ("a.webp", Array("RIFF1234WEBPVP8 ".utf8), .webp), ("a.gif", Array("GIF89a".utf8), .gif),
        ("a.tif", [0x49, 0x49, 0x2a, 0], .tiff), ("a.tiff", [0x4d, 0x4d, 0, 0x2a], .tiff),
        ("a.heic", Array("0000ftypheic".utf8), .heic), ("a.docx", [0x50, 0x4b, 3, 4], .office),
        ("a.odt", [0x50, 0x4b, 3, 4], .office), ("a.mp3", Array("ID3".utf8), .sound), ("a.mp3", [0xff, 0xfb], .sound),
        ("a.mp4", Array("0000ftypisom".utf8), .video), ("a.eml", Array("From: a".utf8), .text),
        ("a.csv", Array("ą;b".utf8), .text),
    ]

    @Test("A file is what its name and its content say", arguments: kinds)
    func taken(_ row: (name: String, start: [UInt8], kind: NoteFileKind)) throws {
        #expect(try NoteFileKind(name: row.name, start: row.start) == row.kind)
    }

    static let others: [(name: String, start: [UInt8])] = [
        ("pdf", Array("%PDF-1.7".utf8)), ("a.", Array("%PDF-1.7".utf8)), ("a.pdf.exe", Array("%PDF-1.7".utf8)),
        ("a.pdf", [0x50, 0x4b, 3, 4]), ("a.docm", [0x50, 0x4b, 3, 4]), ("a.html", Array("<p>".utf8)),
        ("a.svg", Array("<svg>".utf8)), ("a.zip", [0x50, 0x4b, 3, 4]), ("a.txt", [0x4d, 0x5a, 0, 1]), ("a.mp3", [0xff]),
        ("a.webp", Array("RIFF1234WAVE".utf8)), ("a.jpg", []),
    ]

    @Test(
        "Programs, documents with macros, web pages and what is something else than its name says are not taken",
        arguments: others
    )
    func refused(_ row: (name: String, start: [UInt8])) {
        #expect(throws: NoteFileFailure.kindNotTaken) { try NoteFileKind(name: row.name, start: row.start) }
    }
}
