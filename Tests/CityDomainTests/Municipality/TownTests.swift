import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityDomain

/// The towns that come with the program.
@Suite struct TownTests {
    static let towns = ["biale-blota", "demo", "kielce", "kremenchuk", "siedlce", "suprasl"]

    private func files(of town: String) throws -> MunicipalityFiles {
        try MunicipalityFiles(folder: ProjectFiles.root.appending(path: "Municipalities/\(town)"))
    }

    private func decoder() throws -> MunicipalityDecoder {
        let calendars = try Dictionary(uniqueKeysWithValues: ["pl", "ua"].map { ($0, try ProjectFiles.holidays($0)) })
        return MunicipalityDecoder(calendars: calendars, texts: try ProjectFiles.texts().gaps)
    }

    @Test("There are these towns and no others")
    func folders() throws {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: ProjectFiles.root.appending(path: "Municipalities").path
        )
        #expect(names.filter { !$0.contains(".") }.sorted() == Self.towns)
    }

    @Test("Every town is without a fault", arguments: towns)
    func valid(town: String) throws {
        #expect(try decoder().faults(in: files(of: town)) == [])
    }

    @Test(
        "Every point of every regulation is in the map",
        arguments: [
            ("biale-blota", 116), ("demo", 48), ("kielce", 93), ("kremenchuk", 59), ("siedlce", 38), ("suprasl", 117),
        ]
    )
    func counts(town: String, count: Int) throws {
        let report = try #require(ClauseReport(files(of: town), citations: [], evidence: nil))
        #expect(report.rows.count == count)
    }

    @Test("Every point a rule or a behaviour stands on is in the text of the regulation", arguments: towns)
    func anchors(town: String) throws {
        let municipality = try decoder().decode(files(of: town), revision: 1)
        let report = try #require(ClauseReport(files(of: town), citations: [], evidence: nil))
        let done = report.rows.filter { $0.standing != .legalText && $0.standing != .planned }.map(\.clause.description)
        let rules = MunicipalityParts(try files(of: town)).allRules.flatMap(\.clauses).map(\.description)
        let text = try #require(municipality.regulation.first).text
        let anchors = text.split(separator: "\n").filter { $0.hasPrefix("### ") }
            .compactMap { $0.dropFirst(4).split(separator: " — ").first.map(String.init) }
        #expect(Set(anchors).count == anchors.count)
        #expect(Set(done + rules).subtracting(anchors) == [])
    }

    @Test("Every sample says that it is one", arguments: towns)
    func samples(town: String) throws {
        let files = try files(of: town)
        let municipality = try decoder().decode(files, revision: 1)
        #expect(MunicipalityParts(files).list?.sample != nil)
        #expect(municipality.boundary?.sample != nil)
        #expect(municipality.regulation.allSatisfy { $0.text.contains("próbka") || $0.text.contains("зразок") })
    }

    @Test(
        "The country's civil law moves the end of a term, and the office's own closed days do not",
        .clause("kielce/X.1", "suprasl/XI.1", "demo/§7.2"),
        arguments: ["demo", "kielce", "suprasl"]
    )
    func civilLaw(town: String) throws {
        let calendar = try decoder().decode(files(of: town), revision: 1).calendar
        let ends = [
            Term(.days(30), from: CivilDate(2026, 11, 27)), Term(.months(3), from: CivilDate(2026, 8, 14)),
            Term(.months(6), from: CivilDate(2025, 8, 31)), Term(.days(14), from: CivilDate(2026, 12, 17)),
        ].map { $0.outcome(in: calendar).lastDay }
        let expected = [
            CivilDate(2026, 12, 28), CivilDate(2026, 11, 16), CivilDate(2026, 3, 2), CivilDate(2026, 12, 31),
        ]
        #expect(ends == expected)
    }

    @Test("The statuses have the names of the regulation", .clause("kielce/III.19", "kielce/III.22", "kielce/III.25"))
    func statusNames() throws {
        let words = try #require(decoder().decode(files(of: "kielce"), revision: 1).words[.polish])
        #expect(
            ReportStatus.allCases.map { words[$0.text.key] } == [
                "Nowe", "Przyjęte", "W trakcie realizacji", "Wykonane", "Zamknięte", "Odrzucone",
            ]
        )
    }

    @Test(
        "The office and the controller are those the regulation names",
        .clause("kielce/II.6", "kielce/VIII.1", "kielce/VIII.2"),
        .clause("suprasl/I•Usługodawca", "suprasl/VII a1", "suprasl/VII a2", "suprasl/VII a3", "suprasl/VII a4"),
        .clause("biale-blota/§1 b2", "biale-blota/§2 a2•1", "biale-blota/§2 a2•2"),
        .clause("biale-blota/§7 a1", "biale-blota/§7 a2", "siedlce/§2.11", "siedlce/§2.12"),
        .clause("demo/§2.1", "demo/§6.1"),
        arguments: offices
    )
    func office(expected: Office) throws {
        let profile = try decoder().decode(files(of: expected.town), revision: 1).profile
        let found = Office(
            town: expected.town,
            name: profile.office.name[.polish],
            address: profile.office.address,
            email: profile.office.email,
            controller: profile.controller.name,
            officer: profile.controller.dataProtectionOfficer
        )
        #expect(found == expected)
    }

    struct Office: Equatable {
        let town: String
        let name: String
        let address: String
        let email: String
        let controller: String
        let officer: String?
    }

    private static let offices = [
        Office(
            town: "kielce",
            name: "Urząd Miasta Kielce",
            address: "Rynek 1, 25-303 Kielce",
            email: "smartcity@kielce.eu",
            controller: "Prezydent Miasta Kielce",
            officer: "iod@um.kielce.pl"
        ),
        Office(
            town: "suprasl",
            name: "Urząd Miejski w Supraślu",
            address: "ul. Piłsudskiego 58, 16-030 Supraśl",
            email: "um@suprasl.pl",
            controller: "Burmistrz Supraśla",
            officer: "iod@suprasl.pl"
        ),
        Office(
            town: "biale-blota",
            name: "Urząd Gminy Białe Błota",
            address: "ul. Szubińska 7, 86-005 Białe Błota",
            email: "aplikacjamobilna@bialeblota.eu",
            controller: "Gmina Białe Błota, reprezentowana przez Wójta",
            officer: "iod@bialeblota.eu"
        ),
        Office(
            town: "siedlce",
            name: "Urząd Miasta Siedlce",
            address: "Skwer Niepodległości 2, 08-110 Siedlce",
            email: "urzad@siedlce.example",
            controller: "Prezydent Miasta Siedlce",
            officer: nil
        ),
        Office(
            town: "demo",
            name: "Urząd Miasta Przykładów",
            address: "Rynek 1, 00-000 Przykładów",
            email: "urzad@przykladow.example",
            controller: "Burmistrz Przykładowa",
            officer: "iod@przykladow.example"
        ),
    ]

    @Test(
        "Another design and other services make another revision of the same town",
        .clause("kremenchuk/A2.6.1", "kremenchuk/A2.6.2")
    )
    func nextRevision() throws {
        let old = try files(of: "kremenchuk")
        let new = try old.replacing("mark: \"К\"", with: "mark: \"М\"", in: MunicipalityFiles.profile)
            .replacing("\"transit\", ", with: "", in: MunicipalityFiles.profile)
        let changed = try decoder().decode(new, revision: 2)
        #expect(changed.profile.modules == [.news, .alerts, .places, .appointments, .card])
        #expect(
            MunicipalityDiff(from: old, to: new).changes.map(\.description) == [
                "municipality.json5: brand.mark: “К” → “М”",
                "municipality.json5: modules: “news”, “alerts”, “places”, “transit”, “appointments”, “card” → "
                    + "“news”, “alerts”, “places”, “appointments”, “card”",
            ]
        )
    }
}
