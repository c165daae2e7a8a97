import CityDomain
import CityKit
import Foundation

/// The invented people of a demonstration and what they have reported.
struct DemoPeople {
    private let composition: Composition

    init(_ composition: Composition) { self.composition = composition }

    private static let password = "ratusz-na-probe"

    private func login(in town: Municipality) -> String { "\(Self.name)\(town.id)\(Self.ending)" }

    private static let name = "jagoda@"
    private static let ending = ".example"

    /// Whether it is a login of these people: no mail ever goes to it (RFC 2606).
    static func isInvented(_ login: EmailAddress) -> Bool {
        login.ascii.hasPrefix(name) && login.ascii.hasSuffix(ending)
    }

    private static let rights = StaffRights([StaffGrant(.operator), StaffGrant(.administrator), StaffGrant(.auditor)])

    private var towns: [Municipality] {
        composition.towns.all.filter { $0.profile.modules.contains(.reports) }
    }

    /// Makes the staff of the demonstration where it is not there yet.
    func settle() async throws {
        for town in towns {
            do {
                let staff = try await composition.createStaff(
                    NewStaff(
                        name: PersonName(typed: "Jagoda Wymyślona"),
                        login: EmailAddress(typed: login(in: town)),
                        rights: Self.rights
                    ),
                    password: Password(typed: Self.password),
                    by: .command("ratusz serve --demo"),
                    in: town.id,
                    at: composition.foundations.clock.now
                )
                let caller = Caller(staff, Self.rights, request: nil)
                try await DemoReports(composition: composition, town: town, caller: caller).settle()
                try await DemoOffice(composition: composition, town: town, caller: caller).settle()
            } catch AccountFailure.loginTaken {
                continue
            }
        }
    }

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
