import Testing

@testable import CityDomain

@Suite struct HouseNumberTests {
    @Test(
        "One number has one form, however it is written",
        arguments: [
            ("12", "12"), ("12a", "12A"), ("12 A", "12A"), ("12-a", "12A"), ("12-А", "12А"), ("7/9", "7/9"),
            ("7\\9", "7/9"),
            ("12-14", "12-14"), ("12–14", "12-14"), ("3 k. 2", "3K2"), ("3 корп. 2", "3К2"), ("5 «б»", "5Б"),
            ("9999", "9999"),
            ("10A/2", "10A/2"),
        ]
    )
    func forms(text: String, number: String) {
        #expect(HouseNumber(text)?.description == number)
    }

    @Test(
        "What is no number of a house is none",
        arguments: [
            "", "a", "0", "10000", "123456789012345678901", "A12", "12/", "12?", "dz. 34", "12 klatka schodowa", "-5",
        ]
    )
    func none(text: String) {
        #expect(HouseNumber(text) == nil)
    }

    @Test("Numbers are in the order in which houses stand")
    func order() {
        let sorted = ["12A", "2", "12", "7/9", "7", "100"].compactMap { HouseNumber($0) }.sorted()
        #expect(sorted.map(\.description) == ["2", "7", "7/9", "12", "12A", "100"])
    }
}
