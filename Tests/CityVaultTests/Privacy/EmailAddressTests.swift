import CityDomain
import CityKit
import Testing

@Suite struct EmailAddressTests {
    @Test(
        "What people type becomes an address that mail servers take",
        arguments: [
            ("jan@example.pl", "jan@example.pl", "jan@example.pl"),
            ("  jan@example.pl\n", "jan@example.pl", "jan@example.pl"),
            ("\u{FEFF}\u{200B}jan@example.pl\u{A0}", "jan@example.pl", "jan@example.pl"),
            ("Jan.Kowalski+town@Example.COM", "Jan.Kowalski+town@example.com", "Jan.Kowalski+town@example.com"),
            ("o'neill_{x}@mail.example", "o'neill_{x}@mail.example", "o'neill_{x}@mail.example"),
            ("1@a-b.c3.example", "1@a-b.c3.example", "1@a-b.c3.example"),
            ("biuro@URZĄD.example", "biuro@urząd.example", "biuro@xn--urzd-dta.example"),
            ("info@громада.укр", "info@громада.укр", "info@xn--80aahf2bln.xn--j1amh"),
            ("biuro@urza\u{328}d.example", "biuro@urząd.example", "biuro@xn--urzd-dta.example"),
        ] as [(String, String, String)]
    )
    func accepted(typed: String, text: String, ascii: String) throws {
        let address = try EmailAddress(typed: typed)
        #expect([address.text, address.ascii] == [text, ascii])
    }

    @Test(
        "What is no address is refused with the reason",
        arguments: [
            ("", EmailAddressFailure.empty), (" \u{200B}\t", .empty), ("jan", .wrongForm), ("jan@", .wrongForm),
            ("@example.pl", .wrongForm), ("jan@@example.pl", .wrongForm), ("a@b@example.pl", .wrongForm),
            ("jan@localhost", .wrongForm), ("jan@example..pl", .wrongForm), ("jan@.example.pl", .wrongForm),
            ("jan@example.pl.", .wrongForm), ("jan@-example.pl", .wrongForm), ("jan@example-.pl", .wrongForm),
            ("jan@exa_mple.pl", .wrongForm), ("jan@exam ple.pl", .wrongForm), ("jan kowalski@example.pl", .wrongForm),
            (".jan@example.pl", .wrongForm), ("jan.@example.pl", .wrongForm), ("j..n@example.pl", .wrongForm),
            ("jan@192.168.1.1", .wrongForm), ("jan@[192.168.1.1]", .wrongForm), ("\"a b\"@example.pl", .wrongForm),
            ("jan@example.p", .wrongForm), ("jan,anna@example.pl", .wrongForm), ("<jan@example.pl>", .wrongForm),
            ("józef@example.pl", .wrongForm), ("jan@example.pl\r\nBcc: anna@example.pl", .wrongForm),
            ("jan\u{0}@example.pl", .wrongForm), ("jan@example.pl\u{7}x", .wrongForm), ("jan@exa🏛mple.pl", .wrongForm),
        ] as [(String, EmailAddressFailure)]
    )
    func refused(typed: String, failure: EmailAddressFailure) {
        #expect(throws: failure) { try EmailAddress(typed: typed) }
    }

    @Test("The longest address has 254 octets")
    func longest() throws {
        let label = String(repeating: "a", count: 61)
        let longest = String(repeating: "j", count: 64) + "@a\(label).\(label).\(label).pl"
        #expect(longest.utf8.count == 254)
        #expect(try EmailAddress(typed: longest).text == longest)
        #expect(throws: EmailAddressFailure.tooLong) { try EmailAddress(typed: longest + "l") }
    }

    @Test("Before the @ there are at most 64 octets, in a label at most 63")
    func longParts() throws {
        let (long, longer) = (String(repeating: "a", count: 63), String(repeating: "a", count: 64))
        #expect(try EmailAddress(typed: "\(longer)@\(long).pl").text == "\(longer)@\(long).pl")
        #expect(throws: EmailAddressFailure.tooLong) { try EmailAddress(typed: "a\(longer)@\(long).pl") }
        #expect(throws: EmailAddressFailure.wrongForm) { try EmailAddress(typed: "jan@\(longer).pl") }
    }

    @Test("Upper case does not make another person")
    func indexForm() throws {
        let typed = ["jan@example.pl", "JAN@EXAMPLE.PL", " Jan@Example.pl "]
        #expect(Set(try typed.map { try EmailAddress(typed: $0).indexForm }) == ["jan@example.pl"])
    }

    @Test("A failure names the field and what to say")
    func failure() {
        #expect(EmailAddressFailure.wrongForm.kind == .invalid(field: "email"))
        #expect(EmailAddressFailure.wrongForm.text == Text("email.wrongForm"))
    }
}
