import Testing

@testable import CityDomain

@Suite struct EDeliveryAddressTests {
    @Test(
        "An address for electronic delivery is taken as people write it",
        arguments: [
            ("AE:PL-12345-67890-ABCDE-12", "AE:PL-12345-67890-ABCDE-12"),
            ("pl-12345-67890-abcde-12", "AE:PL-12345-67890-ABCDE-12"),
            (" AE:PL–12345–67890–ABCDE–12 ", "AE:PL-12345-67890-ABCDE-12"),
            ("AE:PL-12345-67890-ABCDE", nil), ("AE:PL-1234-67890-ABCDE-12", nil), ("AE:PL-12345-67890-ABCD1-12", nil),
            ("AE:P1-12345-67890-ABCDE-12", nil), ("jan@example.org", nil), ("", nil),
        ] as [(String, String?)]
    )
    func eDelivery(typed: String, text: String?) {
        #expect((try? EDeliveryAddress(typed: typed))?.text == text)
    }

    @Test(
        "A box on ePUAP has an owner and a name",
        arguments: [
            ("/zmyslona/SkrytkaESP", true), (" /z.m_y-1/domyslna ", true), ("zmyslona/SkrytkaESP", false),
            ("/zmyslona", false), ("/zmyslona/", false), ("//Skrytka", false), ("/a/b/c", false), ("/a b/c", false),
            ("", false),
        ]
    )
    func ePUAP(typed: String, isOne: Bool) { #expect(((try? EPUAPAddress(typed: typed)) != nil) == isOne) }
}
