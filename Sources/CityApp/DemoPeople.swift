import CityDomain
import CityKit
import Foundation

/// The invented people of a demonstration and what they have reported.
struct DemoPeople {
    private let composition: Composition

    init(_ composition: Composition) { self.composition = composition }

    private static let password = "ratusz-na-probe"

    /// Whether it is a login of these people: no mail ever goes to it (RFC 2606).
    static func isInvented(_ login: EmailAddress) -> Bool {
        login.ascii.hasSuffix(DemoColleague.ending)
            && DemoColleague.all.contains { login.ascii.hasPrefix("\($0.login)@") }
    }

    private var towns: [Municipality] {
        composition.towns.all.filter { $0.profile.modules.contains(.reports) }
    }

    /// Makes the staff of the demonstration where it is not there yet, and what they have done.
    func settle() async throws {
        for town in composition.towns.all {
            try await DemoAddresses(composition: composition, town: town).settle()
        }
        for town in towns {
            do {
                for colleague in DemoColleague.all.dropFirst() { _ = try await hire(colleague, in: town) }
                let clerk = try await hire(DemoColleague.clerk, in: town)
                try await DemoReports(composition: composition, town: town, caller: clerk).settle()
                try await DemoOffice(composition: composition, town: town, caller: clerk).settle()
            } catch AccountFailure.loginTaken {
                continue
            }
        }
    }

    /// - Throws: `AccountFailure.loginTaken`.
    private func hire(_ colleague: DemoColleague, in town: Municipality) async throws -> Caller {
        let rights = colleague.rights(in: town)
        let staff = try await composition.createStaff(
            NewStaff(
                name: PersonName(typed: colleague.name),
                login: EmailAddress(typed: colleague.address(in: town)),
                rights: rights
            ),
            password: Password(typed: Self.password),
            by: .command("ratusz serve --demo"),
            in: town.id,
            at: composition.foundations.clock.now
        )
        return Caller(staff, rights, request: nil)
    }

    /// What the terminal says when the demonstration is up.
    var welcome: String {
        let addresses = composition.foundations.settings.addresses
        let pages = composition.towns.all.map { "  \(addresses.link(to: "", of: $0.id))" }
        let staff = towns.map { town in
            "  \(addresses.link(to: "office", of: town.id))  \(DemoColleague.clerk.address(in: town))  \(Self.password)"
        }
        let others = DemoColleague.all.dropFirst().map { "  \($0.login)@…  \($0.role.rawValue)" }
        let mailbox = addresses.link(to: "mailbox", of: ID("_demo"))
        return """

            Ratusz is up, with invented people. Open:
            \(pages.joined(separator: "\n"))
            Letters it would have sent:
              \(mailbox)
            The office (address, login, password):
            \(staff.joined(separator: "\n"))
            Colleagues with one role each, in every office, with the same password:
            \(others.joined(separator: "\n"))

            """
    }
}
