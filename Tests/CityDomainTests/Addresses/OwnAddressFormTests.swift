import CityKit
import Testing

@testable import CityDomain

@Suite struct OwnAddressFormTests {
    private static let addresses = SearchAddresses(AddressIndex(AddressSamples.polish))

    private static func form(_ address: String, flat: String = "", chosen: String? = nil) -> OwnAddressForm {
        var form = OwnAddressForm()
        (form.kind, form.address, form.flat, form.chosen) = ("home", address, flat, chosen)
        return form
    }

    /// The line, the flat and the street of the register that come of a form; the lines of the choices.
    private static func read(_ form: OwnAddressForm, before: PersonalAddress? = nil) throws -> [String] {
        switch try form.read(in: addresses, before: before, .polish) {
        case .choices(let matches): return matches.map { $0.line(in: .polish) }
        case .address(let own):
            let place = own.address.registered
            return [
                own.address.line, own.address.flat, place.map { "\($0.street?.rawValue ?? "–") \($0.house)" } ?? "",
            ]
        }
    }

    @Test(
        "A house of the register is kept with its place, anything else as it was typed",
        arguments: [
            ("sienkiewicza 7a", "", ["ul. Henryka Sienkiewicza 7A, 00-001 Wzorowo", "", "s1 7A"]),
            ("ul. Łąkowa 12 m. 5", "", ["ul. Łąkowa 12, 00-009 Wzorowo", "5", "s9 12"]),
            ("ul. Łąkowa 12 m. 5", "8", ["ul. Łąkowa 12, 00-009 Wzorowo", "8", "s9 12"]),
            ("Łąkowa 14/3b", "", ["ul. Łąkowa 14, 00-009 Wzorowo", "3B", "s9 14"]),
            ("rynek 9/11", "", ["Rynek 9/11, 00-006 Wzorowo", "", "s6 9/11"]),
            ("  ul. Daleka 1, Innowo ", "2", ["ul. Daleka 1, Innowo", "2", ""]),
            ("ul. Szkolna 7, 00-007 Nowa Wieś", "", ["ul. Szkolna 7, 00-007 Nowa Wieś", "", "s7 7"]),
            ("Rynek 1, 00-006 Wzorowo", "", ["Rynek 1, 00-006 Wzorowo", "", "s6 1"]),
            ("Dawna Łąka 3", "", ["ul. Łąkowa 3, 00-009 Wzorowo", "", "s9 3"]),
        ]
    )
    func kept(typed: String, flat: String, answer: [String]) throws {
        #expect(try Self.read(Self.form(typed, flat: flat)) == answer)
    }

    @Test("Where several houses fit, it is asked which; the answer, or the words as typed, are kept")
    func choices() throws {
        let lines = try Self.read(Self.form("Szkolna 7"))
        #expect(lines == ["ul. Szkolna 7, 00-007 Nowa Wieś", "ul. Szkolna 7, 00-008 Wzorowo"])
        #expect(try Self.read(Self.form("Szkolna 7", chosen: lines[1])) == [lines[1], "", "s8 7"])
        #expect(try Self.read(Self.form("Szkolna 7", chosen: "")) == ["Szkolna 7", "", ""])
        #expect(try Self.read(Self.form("Szkolna 7", chosen: "ul. Obca 1")) == lines, "no house of the question")
        let beside = try Self.read(Self.form("Łąkowa 13"))
        #expect(beside.first?.hasPrefix("ul. Łąkowa") == true, "a number that the street does not have")
    }

    @Test("An address that stays as it was keeps its place, or goes on without one")
    func unchanged() throws {
        let typed = PersonalAddress(line: "Szkolna 7")
        #expect(try Self.read(Self.form("Szkolna 7", flat: "4"), before: typed) == ["Szkolna 7", "4", ""])
    }

    @Test(
        "What is missing or too long is named, all at once",
        arguments: [
            ("", "", "", "", ["kind", "address"]), ("home", "", " ", "", ["address"]),
            ("other", "", "Rynek 1", "", ["words"]), ("x", "", "Rynek 1", "12345678901", ["kind", "flat"]),
            ("home", "", String(repeating: "x", count: 201), "", ["address"]),
            ("other", String(repeating: "x", count: 41), "Rynek 1", "", ["words"]),
        ]
    )
    func faults(kind: String, words: String, address: String, flat: String, fields: [String]) throws {
        var form = OwnAddressForm()
        (form.kind, form.words, form.address, form.flat) = (kind, words, address, flat)
        let failures = #expect(throws: Failures.self) { try Self.read(form) }
        #expect(failures?.all.map(\.kind.field) == fields)
    }

    @Test("Words of one's own belong to another address alone")
    func words() throws {
        var form = Self.form("Rynek 1")
        form.words = "Działka"
        guard case .address(let home) = try form.read(in: Self.addresses, before: nil, .polish) else { return }
        #expect(home.words.isEmpty)
        form.kind = "other"
        guard case .address(let other) = try form.read(in: Self.addresses, before: nil, .polish) else { return }
        #expect(other.words == "Działka")
    }
}
