import CityKit
import Testing

@testable import CityDomain

@Suite struct ReportSecretTests {
    private static let secret = ReportSecret(bytes: Array(0..<32))

    @Test("A secret is shown in seven groups of four and made of the first 136 bits")
    func grouping() {
        #expect(Self.secret.grouped == "0004-1061-050r-3gg2-8a1c-60t3-gf20")
        #expect(Self.secret == ReportSecret(bytes: Array(0..<17)))
    }

    @Test(
        "A secret is read in the forms people type",
        arguments: [
            "0004-1061-050r-3gg2-8a1c-60t3-gf20", "00041061050r3gg28a1c60t3gf20", "0004 1061 050R 3GG2 8A1C 60T3 GF20",
            "OOO4-IO6L-O5Or-3gg2-8aic-6Ot3-gf2o", " 0004-1061-050r-3gg2-8a1c-60t3-gf20 ",
        ]
    )
    func reading(typed: String) {
        #expect(ReportSecret(typed: typed) == Self.secret)
    }

    @Test(
        "What cannot be a secret is none",
        arguments: [
            "", "0004", "0004-1061-050r-3gg2-8a1c-60t3-gf2", "0004-1061-050r-3gg2-8a1c-60t3-gf200",
            "0004-1061-050r-3gg2-8a1c-60t3-gf2u", "0004_1061_050r_3gg2_8a1c_60t3_gf20",
            "00041061050r3gg28a1c60t3gf20" + String(repeating: "-", count: 73),
        ]
    )
    func refusing(typed: String) {
        #expect(ReportSecret(typed: typed) == nil)
    }

    @Test("A secret does not print itself")
    func printing() {
        #expect("\(Self.secret)" == "‹secret›")
    }
}
