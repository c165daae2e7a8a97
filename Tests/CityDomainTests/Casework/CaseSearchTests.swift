import CityKit
import Testing

@testable import CityDomain

/// What a search of the office takes for a match.
@Suite struct CaseSearchTests {
    private static let content = ReportContent(
        description: "Przy przejściu nie świeci latarnia.",
        place: Place(address: "ul. Żółkiewskiego 21", point: nil, hint: "za szkołą")
    )

    @Test(
        "Words are found by their beginnings, whatever case and accents, with one typing error in each",
        arguments: [
            ("latarnia", true), ("LATARNIE", true), ("latania", true), ("latranai", true), ("laatrnia", true),
            ("Żółkiewskiego", true), ("zolkiewskiego 21", true), ("zołkieskiego 21", true), ("szkola", true),
            ("przejscie latarni", true), ("lampa", false), ("zolkiewskiego 22", false), ("dziura latarnia", false),
            ("", false), (" . ", false), ("pr", true), ("zz", false),
        ]
    )
    func words(typed: String, isFound: Bool) { #expect(CaseSearch(typed).matches(Self.content) == isFound) }

    @Test(
        "Six digits and more are the end of a telephone number, fewer are not",
        arguments: [
            ("600 123 456", true), ("+48 600 123 456", true), ("0600123456", true), ("123-456", true), ("23456", false),
            ("600 123 457", false), ("latarnia 600123456", false),
        ]
    )
    func digits(typed: String, isFound: Bool) throws {
        #expect(try CaseSearch(typed).matches(PhoneNumber(typed: "600 123 456", in: .poland)) == isFound)
    }

    @Test(
        "One letter more, less, other or two that changed places are one typing error; two are not",
        arguments: [
            ("latar", "latra", true), ("latar", "lata", true), ("latar", "laatar", true), ("latar", "lutar", true),
            ("latar", "lutra", false), ("latar", "lat", true), ("dom", "dam", false), ("latar", "xxtar", false),
        ]
    )
    func typos(found: String, typed: String, isAlike: Bool) { #expect(CaseSearch.isAlike(found, typed) == isAlike) }
}
