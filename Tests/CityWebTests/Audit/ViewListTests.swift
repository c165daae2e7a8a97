import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityWeb

/// What reporters are told of who looked at their reports.
@Suite struct ViewListTests {
    /// A report that an officer and the system of a firm looked at.
    private static func withLooks(_ body: @Sendable (TestSite, SubmitReport.Receipt) async throws -> Void) async throws
    {
        try await TestSite.with("kielce") { site in
            let receipt = try await site.hall.submit(in: site.town)
            let officer = try await site.officer()
            for _ in 0..<2 { _ = try await officer.get("/kielce/office/reports/\(receipt.number.path)") }
            site.hall.clock.advance(.hours(1))
            let vendor = try await Program(.contractor, site)
            _ = try await vendor.call("getReport", ["number": receipt.number.path])
            try await site.hall.linkAudit()
            try await body(site, receipt)
        }
    }

    @Test(
        "The page of a report tells when, in which role and why the office looked, and no name",
        arguments: [
            (
                Language.polish,
                [
                    "System firmy, która pracuje dla urzędu: cała sprawa (wymiana danych między systemami)",
                    "Osoba z urzędu, która obsługuje zgłoszenia: cała sprawa (obsługa zgłoszenia)",
                ]
            ),
            (
                .ukrainian,
                [
                    "Система фірми, яка працює для установи: уся справа (обмін даними між системами)",
                    "Людина з установи, яка опрацьовує звернення: уся справа (опрацювання звернення)",
                ]
            ),
            (
                .english,
                [
                    "The system of a company that works for the office: the whole case (exchange of data between systems)",
                    "A person of the office who handles reports: the whole case (handling the report)",
                ]
            ),
        ]
    )
    func page(language: Language, expected: [String]) async throws {
        try await Self.withLooks { site, receipt in
            let path = "/kielce/z/\(receipt.number.path)/\(receipt.secret.grouped)"
            let answer = try await site.get("\(path)?lang=\(language.rawValue)")
            let section = try #require(answer.body.firstRange(of: "id=\"views\"")).upperBound
            let lines = answer.body[section...].matches(of: /<dd>([^<]+)<\/dd>/).map { String($0.1) }
            #expect(Array(lines.prefix(2)) == expected)
            #expect(lines.filter { expected.contains($0) }.count == 2)
            #expect(!answer.body.contains("Jagoda"))
        }
    }

    @Test("The interface tells each look to whoever has the secret, and to nobody else")
    func interface() async throws {
        try await Self.withLooks { site, receipt in
            var program = try await Program(nil, site)
            let number = ["number": receipt.number.path]
            #expect(try await program.call("listViews", number).status != 200)
            program.secret = receipt.secret.grouped
            let answer = try await program.call("listViews", number)
            let list = try JSONDecoder().decode(Looks.self, from: Data(answer.body.utf8))
            #expect(list.views.map(\.viewer) == ["program", "staff", "staff"])
            #expect(list.views.map(\.role) == ["contractor", "operator", "operator"])
            #expect(list.views.map(\.reason) == ["interface", "handling", "handling"])
            #expect(list.views.map(\.at) == [Instant.monday + .hours(1), .monday, .monday].map(\.rfc3339))
            #expect(!answer.body.contains("officer"))
        }
    }

    private struct Looks: Decodable {
        struct Look: Decodable {
            let at: String
            let viewer: String
            let role: String
            let reason: String
        }

        let views: [Look]
    }
}
