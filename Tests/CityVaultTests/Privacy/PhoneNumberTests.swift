import CityDomain
import Testing

@Suite struct PhoneNumberTests {
    @Test(
        "Every way to write a number gives the international form",
        arguments: [
            ("600 123 456", PhoneNumber.Country.poland, "+48600123456", "+48 600 123 456"),
            ("600-123-456", .poland, "+48600123456", "+48 600 123 456"),
            ("+48 600\u{A0}123\u{A0}456", .poland, "+48600123456", "+48 600 123 456"),
            ("0048600123456", .poland, "+48600123456", "+48 600 123 456"),
            ("48600123456", .poland, "+48600123456", "+48 600 123 456"),
            ("(41) 234-56-78", .poland, "+48412345678", "+48 412 345 678"),
            ("0 41 234 56 78", .poland, "+48412345678", "+48 412 345 678"),
            ("067 123 45 67", .ukraine, "+380671234567", "+380 67 123 4567"),
            ("(067) 123-45-67", .ukraine, "+380671234567", "+380 67 123 4567"),
            ("67 123 45 67", .ukraine, "+380671234567", "+380 67 123 4567"),
            ("380671234567", .ukraine, "+380671234567", "+380 67 123 4567"),
            ("8 067 123 45 67", .ukraine, "+380671234567", "+380 67 123 4567"),
            ("+380 67 123 45 67", .poland, "+380671234567", "+380 67 123 4567"),
            ("+49 30 901820", .poland, "+4930901820", "+49 309 018 20"),
            ("\u{200E}+48 600 123 456\u{200B}", .ukraine, "+48600123456", "+48 600 123 456"),
        ] as [(String, PhoneNumber.Country, String, String)]
    )
    func accepted(typed: String, country: PhoneNumber.Country, e164: String, formatted: String) throws {
        let number = try PhoneNumber(typed: typed, in: country)
        #expect([number.e164, number.formatted] == [e164, formatted])
    }

    @Test(
        "What is no number is refused",
        arguments: [
            ("", PhoneNumber.Country.poland, PhoneNumberFailure.empty), (" ", .poland, .empty),
            ("600 123 45", .poland, .wrongForm), ("600 123 4567", .poland, .wrongForm), ("112", .poland, .wrongForm),
            ("+48 60012345", .poland, .wrongForm), ("+48 0600123456", .poland, .wrongForm),
            ("+", .poland, .wrongForm), ("+0123456789", .poland, .wrongForm), ("600 123 456 w. 5", .poland, .wrongForm),
            ("+1234567890123456", .poland, .wrongForm), ("++48600123456", .poland, .wrongForm),
            ("٦٠٠١٢٣٤٥٦", .poland, .wrongForm),
            ("06712345678", .ukraine, .wrongForm), ("000000000", .poland, .wrongForm),
        ] as [(String, PhoneNumber.Country, PhoneNumberFailure)]
    )
    func refused(typed: String, country: PhoneNumber.Country, failure: PhoneNumberFailure) {
        #expect(throws: failure) { try PhoneNumber(typed: typed, in: country) }
    }

    @Test(
        "The sender of a message that came in is read in the forms that gateways write",
        arguments: [
            ("+48600123456", .poland, "+48600123456"), ("48600123456", .poland, "+48600123456"),
            ("600123456", .poland, "+48600123456"), ("0048600123456", .poland, "+48600123456"),
            ("380671234567", .poland, "+380671234567"), ("+380671234567", .poland, "+380671234567"),
            ("0671234567", .ukraine, "+380671234567"), ("380671234567", .ukraine, "+380671234567"),
            ("48600123456", .ukraine, "+48600123456"), ("4915112345678", .poland, "+4915112345678"),
            ("7055", .poland, nil), ("Ratusz", .poland, nil), ("", .poland, nil), ("80123", .ukraine, nil),
        ] as [(String, PhoneNumber.Country, String?)]
    )
    func senders(text: String, country: PhoneNumber.Country, e164: String?) {
        let number = PhoneNumber(sender: text, in: country)
        #expect(number?.e164 == e164)
        #expect(number?.digits == e164.map { String($0.dropFirst()) })
    }
}
