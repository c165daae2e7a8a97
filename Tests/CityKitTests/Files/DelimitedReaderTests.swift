import CityKit
import Testing

@Suite struct DelimitedReaderTests {
    /// The rows of a file that comes in chunks of so many bytes.
    private static func rows(
        _ bytes: [UInt8],
        separator: Character = ",",
        _ encoding: TextEncoding = .utf8,
        chunk: Int = 1_000
    ) throws -> [DelimitedRecord] {
        var rest = bytes[...]
        var reader = DelimitedReader(separator: try #require(separator.asciiValue), encoding: encoding) {
            defer { rest = rest.dropFirst(chunk) }
            return rest.isEmpty ? nil : Array(rest.prefix(chunk))
        }
        var rows: [DelimitedRecord] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    /// The line and the fields of each row; what is no text is written `‹spoilt›`.
    private static func words(_ rows: [DelimitedRecord]) -> [[String]] {
        rows.map { row in ["\(row.line)"] + (0..<row.count).map { row.text($0) ?? "‹spoilt›" } }
    }

    @Test(
        "Rows and fields are those of RFC 4180, wherever the chunks end",
        arguments: [
            ("a,b\r\nc,d\r\n", [["1", "a", "b"], ["2", "c", "d"]]),
            ("a,b\nc,d", [["1", "a", "b"], ["2", "c", "d"]]),
            ("a\rb\r\rc", [["1", "a"], ["2", "b"], ["4", "c"]]),
            ("a,,\n,", [["1", "a", "", ""], ["2", "", ""]]),
            ("\n\r\na\n\n\nb\n", [["3", "a"], ["6", "b"]]),
            ("\"a,\"\"b\"\"\",c", [["1", "a,\"b\"", "c"]]),
            ("\"a\nb\r\nc\",d\ne", [["1", "a\nb\r\nc", "d"], ["4", "e"]]),
            ("a\"b,\"c\"d,\"\"", [["1", "a\"b", "cd", ""]]),
            (" a , b c ", [["1", "a", "b c"]]),
            ("żółć,їжак,😀", [["1", "żółć", "їжак", "😀"]]),
            ("", []),
        ] as [(String, [[String]])],
        [1, 2, 3, 1_000]
    )
    func rowsAndFields(file: (text: String, rows: [[String]]), chunk: Int) throws {
        #expect(Self.words(try Self.rows(Array(file.text.utf8), chunk: chunk)) == file.rows)
    }

    @Test("Every encoding gives the same letters, with a byte-order mark and without", arguments: TextEncoding.allCases)
    func encodings(encoding: TextEncoding) throws {
        let text = "żółć\tїжак\r\n😀\t"
        let rows = [["1", "żółć", "їжак"], ["2", "😀", ""]]
        for chunk in [1, 2, 3, 1_000] {
            for mark in [[], encoding.byteOrderMark] {
                let bytes = mark + encoding.bytes(of: text)
                #expect(Self.words(try Self.rows(bytes, separator: "\t", encoding, chunk: chunk)) == rows)
            }
        }
    }

    @Test("A byte-order mark tells the encoding", arguments: TextEncoding.allCases)
    func marks(encoding: TextEncoding) {
        #expect(TextEncoding(byteOrderMark: encoding.byteOrderMark + [0x41]) == encoding)
        #expect(TextEncoding(byteOrderMark: [0x41, 0x42, 0x43]) == nil)
    }

    @Test(
        "A spoilt letter spoils its field and no other",
        arguments: [
            (.utf8, [0x61, 0x2C, 0xFF, 0x2C, 0x62], [["1", "a", "‹spoilt›", "b"]]),
            (.utf8, [0x61, 0x00, 0x2C, 0x62], [["1", "‹spoilt›", "b"]]),
            (.utf16LittleEndian, [0x00, 0xD8, 0x2C, 0x00, 0x62, 0x00], [["1", "‹spoilt›", "b"]]),
            (.utf16BigEndian, [0xDC, 0x00, 0x00, 0x2C, 0x00, 0x62], [["1", "‹spoilt›", "b"]]),
            (.utf16BigEndian, [0x00, 0x61, 0x00, 0x2C, 0x00], [["1", "a", "‹spoilt›"]]),
            (.utf16LittleEndian, [0x61, 0x00, 0x2C, 0x00, 0x3D, 0xD8], [["1", "a", "‹spoilt›"]]),
        ] as [(TextEncoding, [UInt8], [[String]])]
    )
    func spoilt(encoding: TextEncoding, bytes: [UInt8], rows: [[String]]) throws {
        #expect(Self.words(try Self.rows(bytes, encoding)) == rows)
    }

    @Test("Who reads on gets a mark in the place of a spoilt letter")
    func readable() throws {
        let row = try #require(try Self.rows([0x61, 0xFF, 0x62]).first)
        #expect(row.text(0) == nil)
        #expect(row.readable(0) == "a\u{FFFD}b")
    }

    @Test("A file that ends within quotes has a cut row", arguments: [("a,\"b\nc", true), ("a,\"b\"", false)])
    func cut(text: String, isCut: Bool) throws {
        #expect(try Self.rows(Array(text.utf8)).map(\.isCut) == [isCut])
    }

    @Test("A quote that is never closed does not read the whole file into memory")
    func endless() {
        let text = "a\n\"b" + String(repeating: "c\n", count: DelimitedReader.longestRow)
        #expect(throws: DelimitedReader.Fault.endless(line: 2)) { try Self.rows(Array(text.utf8)) }
    }

    @Test(
        "The separator is the one that stands most often in the first line",
        arguments: [
            ("a,b;c,d\n;;;", ","), ("a;b;c,d", ";"), ("a\tb\n", "\t"), ("a|b|c", "|"), ("abc", ","),
            ("\"a;b;c\",d", ","),
        ] as [(String, Character)]
    )
    func separators(text: String, separator: Character) {
        for encoding in TextEncoding.allCases {
            let found = DelimitedReader.separator(of: encoding.bytes(of: text), encoding: encoding)
            #expect(found == separator.asciiValue)
        }
    }

    @Test("What the writer writes the reader reads")
    func roundTrip() throws {
        let rows = [["a", "b,c", "d\"e"], ["", "f\ng", "żółć"], ["h\r\ni", ";", "\t j"]]
        let text = rows.map(DelimitedWriter().row).joined()
        let read = try Self.rows(Array(text.utf8)).map { row in (0..<row.count).map(row.text) }
        #expect(read == [["a", "b,c", "d\"e"], ["", "f\ng", "żółć"], ["h\r\ni", ";", "j"]])
        #expect(DelimitedWriter(separator: ";").row(["a;b", "c,d"]) == "\"a;b\";c,d\r\n")
    }
}

extension TextEncoding {
    /// The text in this encoding, without a mark.
    fileprivate func bytes(of text: String) -> [UInt8] {
        switch self {
        case .utf8: Array(text.utf8)
        case .utf16LittleEndian: text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .utf16BigEndian: text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
    }
}
