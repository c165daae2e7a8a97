import Testing

@testable import CityDomain

@Suite struct PunycodeTests {
    @Test(
        "International labels have the ASCII form of RFC 3492",
        arguments: [
            // RFC 3492 §7.1: Egyptian Arabic, Chinese, Czech, Hebrew, Russian.
            ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("Pročprostěnemluvíčesky", "Proprostnemluvesky-uyb24dma41a"),
            ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
            ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("żółw", "w-uga1v8h"), ("urząd", "urzd-dta"), ("miasto-łódź", "miasto-d-13a30fys"),
            ("громада", "80aahf2bln"), ("ü", "tda"), ("bücher", "bcher-kva"),
        ]
    )
    func encode(label: String, ascii: String) {
        #expect(Punycode.encode(label) == ascii)
    }
}
