import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

@Suite struct Open311WritingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let value: Open311Value
        let json: String
        let xml: String

        var testDescription: String { json }
    }

    static let rows = [
        Row(value: .text("a"), json: #""a""#, xml: "<r>a</r>"),
        Row(value: .text(""), json: #""""#, xml: "<r></r>"),
        Row(value: .noText, json: "null", xml: "<r></r>"),
        Row(value: .nothing, json: "null", xml: ""),
        Row(value: .moment(nil), json: "null", xml: ""),
        Row(value: .moment(.monday), json: #""2026-04-27T08:15:00Z""#, xml: "<r>2026-04-27T08:15:00Z</r>"),
        Row(value: .degrees(-20.5), json: "-20.5", xml: "<r>-20.5</r>"),
        Row(value: .integer(3), json: "3", xml: "<r>3</r>"),
        Row(value: .bool(true), json: "true", xml: "<r>true</r>"),
        Row(value: .list(of: "m", []), json: "[]", xml: "<r></r>"),
        Row(
            value: .list(of: "m", [.integer(1), .record([("a", .text("x")), ("b", .nothing)])]),
            json: #"[1,{"a":"x","b":null}]"#,
            xml: "<r><m>1</m><m><a>x</a></m></r>"
        ),
        Row(
            value: .text("<a> & \"b\" \\ 'ł' 🏛\n\t\r"),
            json: #""<a> & \"b\" \\ 'ł' 🏛\n\t\r""#,
            xml: "<r>&lt;a&gt; &amp; &quot;b&quot; \\ &#39;ł&#39; 🏛\n\t</r>"
        ),
        Row(
            value: .text("a\u{1}b\u{1F}c\u{FFFE}d\u{B}e\u{FFFF}]]>"),
            json: "\"a\\u0001b\\u001fc\u{FFFE}d\\u000be\u{FFFF}]]>\"",
            xml: "<r>abcde]]&gt;</r>"
        ),
    ]

    @Test("A value is written in both formats, and stays what it is", arguments: rows)
    func writing(row: Row) {
        #expect(Open311JSON(row.value).text == row.json)
        #expect(Open311XML("r", row.value).text == "\(Open311Site.xmlHead)\(row.xml)\n")
    }
}
