import CityDomain
import Hummingbird
import Testing

@testable import CityWeb

@Suite struct FormDataTests {
    @Test(
        "A form is read as the standard says",
        arguments: [
            ("", [:]), ("a=1", ["a": ["1"]]), ("a=1&a=2", ["a": ["1", "2"]]), ("a", ["a": [""]]), ("a=", ["a": [""]]),
            ("=b", ["": ["b"]]), ("&&a=1&", ["a": ["1"]]), ("a=b=c", ["a": ["b=c"]]), ("a+b=c+d", ["a b": ["c d"]]),
            ("a=%2B%26%3D%25", ["a": ["+&=%"]]), ("a=%c5%bc%C5%BB", ["a": ["żŻ"]]), ("a=ż", ["a": ["ż"]]),
            ("a=1%0D%0A2%0A3%0D4", ["a": ["1\n2\n3\r4"]]),
        ] as [(String, [String: [String]])]
    )
    func reading(text: String, fields: [String: [String]]) throws {
        for form in [try FormData(ByteBuffer(string: text)), try FormData(query: text)] {
            #expect(form.names == Set(fields.keys))
            for (name, values) in fields {
                #expect(form.all(name) == values)
                #expect(form[name] == values[0])
            }
            #expect(form["not there"] == "")
        }
    }

    @Test(
        "What is no UTF-8 text is refused",
        arguments: ["a=%FF", "%C3=1", "a=%ED%A0%80", "a=%", "a=%1", "a=%zz"]
    )
    func refusing(text: String) {
        #expect(throws: RequestFailure.notUTF8) { try FormData(ByteBuffer(string: text)) }
    }

    @Test(
        "A value with a zero character is refused with the name of its field",
        arguments: [("a=%00", "a"), ("b=1&a=x%00y", "a"), ("b=1&c%20d=%00&a=%00", "c d")]
    )
    func zeroCharacter(text: String, field: String) {
        #expect(throws: RequestFailure.zeroCharacter(field: field)) { try FormData(ByteBuffer(string: text)) }
        #expect(throws: RequestFailure.zeroCharacter(field: field)) { try FormData(query: text) }
    }

    @Test("Other control characters are text, and a name that nobody asks for may hold anything")
    func controlCharacters() throws {
        let form = try FormData(query: "a=%01%0B%1F%7F%C2%85&b%00=1")
        #expect(form["a"] == "\u{1}\u{B}\u{1F}\u{7F}\u{85}")
        #expect(form.names == ["a", "b\0"])
    }

    @Test("A form has at most two hundred fields", arguments: [(200, true), (201, false), (100_000, false)])
    func many(count: Int, isTaken: Bool) {
        let body = ByteBuffer(string: Array(repeating: "a=1", count: count).joined(separator: "&"))
        let form = try? FormData(body)
        #expect(form?.all("a").count == (isTaken ? count : nil))
    }

    @Test("A page may ask for more", arguments: [(5_000, true), (5_001, false)])
    func more(count: Int, isTaken: Bool) {
        let body = ByteBuffer(string: Array(repeating: "a=1", count: count).joined(separator: "&"))
        let form = try? FormData(body, fields: 5_000)
        #expect(form?.all("a").count == (isTaken ? count : nil))
    }
}
