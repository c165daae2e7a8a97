import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

@Suite struct MultipartParserTests {
    /// A part as a test compares it: name, name of the file, content.
    typealias Part = MultipartSample.Part

    private static let disposition = "Content-Disposition: form-data; name="

    @Test(
        "A body is read as the standards say",
        arguments: [
            ("--b--", []),
            ("--b--\r\n", []),
            ("--b\r\n\(disposition)\"a\"\r\n\r\n1\r\n--b--", [Part("a", "1")]),
            ("\r\n--b\r\n\(disposition)\"a\"\r\n\r\n1\r\n--b--\r\n", [Part("a", "1")]),
            ("before\r\n--b\r\n\(disposition)\"a\"\r\n\r\n1\r\n--b--\r\nafter --b\r\n", [Part("a", "1")]),
            ("--b \t\r\n\(disposition)\"a\"\r\n\r\n1\r\n--b--", [Part("a", "1")]),
            ("--b\r\n\(disposition)a\r\n\r\n1\r\n--b--", [Part("a", "1")]),
            ("--b\r\ncontent-disposition:form-data;name=\"a\"\r\n\r\n1\r\n--b--", [Part("a", "1")]),
            ("--b\r\n\(disposition)\"a\"\r\n\r\n\r\n--b--", [Part("a", "")]),
            ("--b\r\n\(disposition)\"a\"\r\n\r\n--b--", [Part("a", "")]),
            ("--b\r\n\(disposition)\"a\"\r\n\r\n\r\n\r\n\r\n--b--", [Part("a", "\r\n\r\n")]),
            ("--b\r\n\(disposition)\"a\"\r\n\r\n--x\r\n--\r\n-b\r\n--b--", [Part("a", "--x\r\n--\r\n-b")]),
            ("--b\r\n\(disposition)\"a\"\r\n\r\n1--b\n--b\r--b\r\n--b--", [Part("a", "1--b\n--b\r--b")]),
            (
                "--b\r\n\(disposition)\"a\"\r\n\r\n1\r\n--b\r\n\(disposition)\"a\"\r\n\r\n2\r\n--b--",
                [Part("a", "1"), Part("a", "2")]
            ),
            (
                "--b\r\n\(disposition)\"a\"; filename=\"C:\\x\\\"\r\nContent-Type: image/jpeg\r\n\r\n1\r\n--b--",
                [Part("a", "1", file: "C:\\x\\")]
            ),
            (
                "--b\r\n\(disposition)\"a;b=%22%0D%0A\"; filename=\"\"\r\n\r\n\r\n--b--",
                [Part("a;b=\"\n", "", file: "")]
            ),
            ("--b\r\n\(disposition)\"ż\"; filename=\"Żółw.jpg\"\r\n\r\n1\r\n--b--", [Part("ż", "1", file: "Żółw.jpg")]),
            ("--b\r\nX: y\r\n\(disposition)\"a\"; filename*=utf-8''x\r\n\r\n1\r\n--b--", [Part("a", "1")]),
            ("--b\r\n\(disposition)\"a\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n1\r\n--b--", [Part("a", "1")]),
        ] as [(String, [Part])]
    )
    func reading(body: String, parts: [Part]) throws {
        #expect(try MultipartSample.parts(of: Array(body.utf8)) == parts)
    }

    @Test(
        "What is no body of parts is refused with its own reason",
        arguments: [
            ("", .cut), ("text", .cut), ("--b", .cut), ("--b-", .cut), ("--b\r\n", .cut),
            ("--b\r\n\(disposition)\"a\"\r\n\r\n1", .cut), ("--b\r\n\(disposition)\"a\"\r\n\r\n1\r\n--b", .cut),
            ("--b\n\(disposition)\"a\"\n\n1\n--b--\n", .malformed(.boundaryLine)),
            ("--b\r\n\(disposition)\"a\"\r\n\r\n1\n--b--\n", .cut),
            ("--bc\r\n", .malformed(.boundaryLine)), ("--b-x", .malformed(.boundaryLine)),
            ("--b --", .malformed(.boundaryLine)),
            ("--b\r\n\(disposition)\"a\"\r\n\r\n1\r\n--bc\r\n--b--", .malformed(.boundaryLine)),
            ("--b\r\n\r\n1\r\n--b--", .malformed(.disposition)),
            ("--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--", .malformed(.disposition)),
            ("--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--b--", .malformed(.disposition)),
            ("--b\r\n\(disposition)\"a\"; name=\"b\"\r\n\r\n1\r\n--b--", .malformed(.disposition)),
            ("--b\r\n\(disposition)\"a\r\n\r\n1\r\n--b--", .malformed(.disposition)),
            ("--b\r\n\(disposition)\"a\" x\r\n\r\n1\r\n--b--", .malformed(.disposition)),
            ("--b\r\n\(disposition)\"a\"\r\n\(disposition)\"b\"\r\n\r\n1\r\n--b--", .malformed(.disposition)),
            ("--b\r\n\(disposition)\"a\";\r\n filename=\"b\"\r\n\r\n1\r\n--b--", .malformed(.headerLine)),
            ("--b\r\nno header\r\n\r\n1\r\n--b--", .malformed(.headerLine)),
            ("--b\r\n: empty\r\n\r\n1\r\n--b--", .malformed(.headerLine)),
            ("--b\r\n\(disposition)\"a\0\"\r\n\r\n1\r\n--b--", .malformed(.headerLine)),
            ("--b\r\n\(disposition)\"a\nb\"\r\n\r\n1\r\n--b--", .malformed(.headerLine)),
            ("--b\r\n\(disposition)\"a\"\r\nContent-Type: Multipart/mixed; boundary=c\r\n\r\n1\r\n--b--", .nested),
            ("--b\r\n\(disposition)\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\n1\r\n--b--", .encoded),
            ("--b\r\nX: \(String(repeating: "y", count: 4_096))\r\n\r\n", .headersTooLong(limit: 4_096)),
            ("--b\r\n\(String(repeating: "y", count: 5_000))", .headersTooLong(limit: 4_096)),
            (
                String(repeating: "--b\r\n\(disposition)\"a\"\r\n\r\n1\r\n", count: 101) + "--b--",
                .tooManyParts(limit: 100)
            ),
        ] as [(String, MultipartFailure)]
    )
    func refusing(body: String, failure: MultipartFailure) {
        #expect(throws: failure) { try MultipartSample.parts(of: Array(body.utf8)) }
        #expect(throws: failure) { try MultipartSample.parts(of: Array(body.utf8), pieces: 1) }
    }

    @Test(
        "The boundary is the one that the type of the body names",
        arguments: [
            ("multipart/form-data; boundary=b", true), ("Multipart/Form-Data;BOUNDARY=\"b\"", true),
            ("multipart/form-data; charset=utf-8; boundary=b", true), ("multipart/form-data", false),
            ("multipart/form-data; boundary=", false), ("multipart/form-data; boundary=\"\"", false),
            ("multipart/form-data; boundary=\"b \"", false), ("multipart/form-data; boundary=\"b\\b\"", false),
            ("multipart/form-data; boundary=ż", false), ("multipart/form-data; boundary=b; boundary=c", false),
            ("multipart/form-data; boundary=\(String(repeating: "b", count: 70))", true),
            ("multipart/form-data; boundary=\(String(repeating: "b", count: 71))", false),
        ]
    )
    func boundaries(type: String, isTaken: Bool) {
        let parser = try? MultipartParser(contentType: type)
        #expect((parser != nil) == isTaken)
    }

    @Test("A body of another type is refused", arguments: [nil, "", "text/plain", "multipart/mixed; boundary=b"])
    func types(type: String?) {
        #expect(throws: RequestFailure.wrongContentType(expected: "multipart/form-data")) {
            try MultipartParser(contentType: type)
        }
    }

    @Test("A body cut in two at any octet is the same body")
    func cutting() throws {
        for body in MultipartSample.bodies {
            let whole = MultipartSample.outcome(of: body)
            for cut in 0...body.count {
                let pieces = [Array(body[..<cut]), Array(body[cut...])]
                #expect(MultipartSample.outcome(ofPieces: pieces) == whole, "cut at \(cut)")
            }
        }
    }

    @Test("A parser keeps little more of a file than a boundary is long")
    func memory() throws {
        var parser = try MultipartParser(contentType: MultipartSample.type)
        _ = try parser.read(Array("--b\r\n\(Self.disposition)\"a\"; filename=\"f\"\r\n\r\n".utf8))
        var given = 0
        for _ in 0..<1_000 {
            for case .content(let octets) in try parser.read(Array("\r\n--\r\n--a\r\n-".utf8)) { given += octets.count }
        }
        #expect(given > 12_000 - 5)
    }
}
