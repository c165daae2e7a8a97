import CityTestSupport
import Testing

@testable import CityDomain

/// What is kept of answers by mail, as mail programs write them.
@Suite struct ReplyTextTests {
    @Test(
        "Quoted letters and signatures are cut",
        arguments: [
            ("Chodzi o latarnię przy szkole.", "Chodzi o latarnię przy szkole."),
            (
                "To ta druga.\n\nW dniu 3.05.2026 o 12:00, Miasto Demo napisał(a):\n> Która lampa?\n> Urząd",
                "To ta druga."
            ),
            (
                "To ta druga.\n\npon., 4 maj 2026 o 09:11 Miasto Demo <urzad@demo.example>\nnapisał(a):\n\n> Która?",
                "To ta druga."
            ),
            (
                "Dzień dobry,\n\nW dniu 3.05.2026 Urząd napisał:\n> Gdzie to jest?\nPrzy Długiej 5\n> Pozdrawiamy",
                "Dzień dobry,\n\nPrzy Długiej 5"
            ),
            ("Druga.\n\nW dniu 3.05.2026 Urząd napisał:\nGdzie to jest?\nUrząd", "Druga."),
            ("Druga.\n-----Oryginalna wiadomość-----\nOd: Urząd\nDo: ja", "Druga."),
            (
                "Druga.\n________________________________\nOd: Urząd <urzad@demo.example>\nWysłano: 4 maja\nDo: ja\nTemat: x",
                "Druga."
            ),
            ("Druga.\nOd: Urząd\nWysłano: poniedziałek\nDo: ja\nTemat: Zgłoszenie", "Druga."),
            ("Druga.\n-- \nOlga Testowa\ntel. 555", "Druga."),
            ("Druga.\n\nWysłano z iPhone’a", "Druga."),
            (
                "Біля школи.\n\nпн, 4 трав. 2026 р. о 09:11 Місто <urzad@demo.example> пише:\n> Яка лампа?",
                "Біля школи."
            ),
            ("Біля школи.\n-------- Оригінальне повідомлення --------\nВід: Місто", "Біля школи."),
            ("Біля школи.\nВід: Місто\nНадіслано: 4 травня\nКому: мені", "Біля школи."),
            ("Біля школи.\n\nНадіслано з телефона", "Біля школи."),
            (
                "By the school.\n\nOn Mon, 4 May 2026 at 09:11, Demo Town <urzad@demo.example> wrote:\n> Which?",
                "By the school."
            ),
            (
                "By the school.\n\nOn Mon, 4 May 2026 at 09:11, Demo Town\n<urzad@demo.example> wrote:\n\n> Which?",
                "By the school."
            ),
            ("By the school.\n\n-----Original Message-----\nFrom: Demo", "By the school."),
            ("By the school.\nFrom: Demo\nSent: Monday\nTo: me", "By the school."),
            ("By the school.\n\nSent from my phone", "By the school."),
            ("> Which lamp?\nThe second.\n> And since when?\nSince May.", "The second.\nSince May."),
            ("> Only what was quoted", "> Only what was quoted"),
            ("One.\r\n\r\n\r\n\r\nTwo.\r\n", "One.\n\nTwo."),
            (
                "Data: 5 maja widziałam to pierwszy raz.\nPotem znowu.",
                "Data: 5 maja widziałam to pierwszy raz.\nPotem znowu."
            ),
            ("- pierwsza\n-- druga", "- pierwsza\n-- druga"),
            ("", ""),
        ]
    )
    func cut(mail: String, kept: String) { #expect(ReplyText(cutting: mail).words == kept) }
}

/// The addresses to which letters are answered.
@Suite struct ReplyAddressTests {
    private let addresses = ReplyAddresses(pattern: "odpowiedz+{token}@mail.demo.example")

    @Test(
        "A pattern must hold a token and make an address",
        arguments: [
            ("odpowiedz+{token}@mail.demo.example", true), ("{token}@mail.demo.example", false),
            ("odpowiedz@mail.demo.example", false), ("odpowiedz+{token}", false), ("a+{token}@b.example{token}", false),
            ("a-very-long-name-of-a-mailbox-for-answers+{token}@mail.demo.example", false),
        ]
    )
    func pattern(_ text: String, isGood: Bool) { #expect((ReplyAddresses(pattern: text) != nil) == isGood) }

    @Test(
        "A token is found in whatever case, and only at its own address",
        arguments: [
            ("odpowiedz+2026-4187-0123456789abcdefghjkmnpq@mail.demo.example", true),
            ("ODPOWIEDZ+2026-4187-0123456789ABCDEFGHJKMNPQ@MAIL.demo.example", true),
            ("odpowiedz+2026-4187-0123456789abcdefghjkmnp@mail.demo.example", false),
            ("odpowiedz+4187-0123456789abcdefghjkmnpq@mail.demo.example", false),
            ("odpowiedz+@mail.demo.example", false),
            ("odpowiedz+2026-4187-0123456789abcdefghjkmnpq@other.example", false),
        ]
    )
    func token(_ address: String, isFound: Bool) throws {
        let addresses = try #require(addresses)
        #expect((addresses.token(among: ["x@y.example", address]) != nil) == isFound)
    }
}
