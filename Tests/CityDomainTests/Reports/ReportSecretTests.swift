import CityKit
import Testing

@testable import CityDomain

@Suite struct ReportSecretTests {
    private static let secret = ReportSecret(bytes: Array(0..<32))

    @Test("A secret is shown in seven groups of four and made of the first 136 bits")
    func grouping() {
        #expect(Self.secret.grouped == "000g-40r4-0m30-e209-185g-r38e-1w80")
        #expect(Self.secret == ReportSecret(bytes: Array(0..<17)))
    }

    @Test(
        "A secret is read in the forms people type",
        arguments: [
            "000g-40r4-0m30-e209-185g-r38e-1w80", "000g40r40m30e209185gr38e1w80", "000G 40R4 0M30 E209 185G R38E 1W80",
            "OOOg-4or4-om3O-e2o9-I85g-r38e-lw8O", " 000g-40r4-0m30-e209-185g-r38e-1w80 ",
        ]
    )
    func reading(typed: String) {
        #expect(ReportSecret(typed: typed) == Self.secret)
    }

    @Test(
        "What cannot be a secret is none",
        arguments: [
            "", "000g", "000g-40r4-0m30-e209-185g-r38e-1w8", "000g-40r4-0m30-e209-185g-r38e-1w800",
            "000g-40r4-0m30-e209-185g-r38e-1w8u", "000g_40r4_0m30_e209_185g_r38e_1w80",
            "000g40r40m30e209185gr38e1w80" + String(repeating: "-", count: 73),
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
