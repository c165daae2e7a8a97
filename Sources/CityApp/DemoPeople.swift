import CityDomain
import CityKit
import Foundation

/// The invented people of a demonstration and what they have reported.
struct DemoPeople {
    private let composition: Composition

    init(_ composition: Composition) { self.composition = composition }

    private static let password = "ratusz-na-probe"

    private func login(in town: Municipality) -> String { "jagoda@\(town.id).example" }

    private var towns: [Municipality] {
        composition.towns.all.filter { $0.profile.modules.contains(.reports) }
    }

    /// Makes the staff of the demonstration where it is not there yet.
    func settle() async throws {
        for town in towns {
            do {
                _ = try await composition.createStaff(
                    name: PersonName(typed: "Jagoda Wymyślona"),
                    login: EmailAddress(typed: login(in: town)),
                    password: Password(typed: Self.password),
                    role: .operator,
                    in: town.id,
                    at: composition.foundations.clock.now
                )
                try await report(in: town)
            } catch AccountFailure.loginTaken {
                continue
            }
        }
    }

    /// A few reports, so that no list is empty. Towns that take reports from accounts only have none yet.
    private func report(in town: Municipality) async throws {
        guard town.reports.reporting.anonymous != .off, let category = town.categories.first else { return }
        for (index, story) in Self.stories.enumerated() {
            var submission = Submission()
            submission.category = category.id.rawValue
            submission.description = story.description
            submission.address = story.address
            submission.termsVersion = town.regulation(on: today(in: town))?.version ?? ""
            submission.declaresAge = true
            submission.email = "mieszkanka@poczta.example"
            _ = try await composition.submitReport(
                submission,
                clientKey: try ClientKey("demo-\(index)"),
                origin: .page,
                language: town.profile.languages.first ?? .polish,
                in: town,
                at: composition.foundations.clock.now
            )
        }
    }

    private func today(in town: Municipality) -> CivilDate { town.clock.date(of: composition.foundations.clock.now) }

    private static let stories: [(description: String, address: String)] = [
        ("Nie świecą trzy latarnie przy przejściu dla pieszych. Po zmroku nie widać ludzi.", "ul. Zmyślona 21"),
        ("Zapadł się chodnik przy studzience, można skręcić nogę.", "ul. Przykładowa 4"),
        ("Znak ustąp pierwszeństwa leży w krzakach.", "skrzyżowanie Wymyślonej i Próbnej"),
    ]

    /// What the terminal says when the demonstration is up.
    var welcome: String {
        let addresses = composition.foundations.settings.addresses
        let pages = composition.towns.all.map { "  \(addresses.link(to: "", of: $0.id))" }
        let staff = towns.map { "  \(addresses.link(to: "office", of: $0.id))  \(login(in: $0))  \(Self.password)" }
        let mailbox = addresses.link(to: "mailbox", of: ID("_demo"))
        return """

            Ratusz is up, with invented people. Open:
            \(pages.joined(separator: "\n"))
            Letters it would have sent:
              \(mailbox)
            The office (address, login, password):
            \(staff.joined(separator: "\n"))

            """
    }
}
