import Testing

@testable import CityDomain

/// The numbers by which people and papers name a recipient.
@Suite struct RecipientNumberTests {
    @Test(
        "A number is written in groups of four, with a check digit at its end",
        arguments: [(1, "0000 0013"), (572, "0000 5724"), (1_234_567, "1234 5671"), (123_456_789, "12 3456 7894")]
    )
    func writing(sequence: Int, text: String) {
        let number = RecipientNumber(sequence: sequence)
        #expect(number.description == text)
        #expect(RecipientNumber(typed: text) == number)
        #expect(RecipientNumber(typed: " \(text.filter { $0 != " " })\n") == number)
    }

    @Test("Every wrong digit and every two that changed places are noticed")
    func slips() {
        for sequence in stride(from: 1, through: 999_983, by: 7_919) {
            let digits = Array(RecipientNumber(sequence: sequence).digits)
            for place in digits.indices {
                for digit in "0123456789" where digit != digits[place] {
                    var wrong = digits
                    wrong[place] = digit
                    #expect(RecipientNumber(typed: String(wrong)) == nil)
                }
                guard place > 0, digits[place] != digits[place - 1] else { continue }
                var swapped = digits
                swapped.swapAt(place, place - 1)
                #expect(RecipientNumber(typed: String(swapped)) == nil)
            }
        }
    }

    @Test(arguments: ["", "0", "00000000", "abc", "0000 001", "٠٠٠٠٠٠١٣", "9999999999999999"])
    func nonsense(text: String) { #expect(RecipientNumber(typed: text) == nil) }
}
