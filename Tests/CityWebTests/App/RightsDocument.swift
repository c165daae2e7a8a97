import CityDomain
import CityKit

@testable import CityWeb

/// `docs/rights.md`: what the table of routes and the table of roles say, for people.
struct RightsDocument {
    let words: Words

    var text: String {
        """
        # Rights

        Who may do what. This page is printed from the program: `StaffRole.table` says which role has which right,
        `RouteTable` which route asks for which, and tests send every request of the office in every role. `make snapshots`
        prints it anew. [Decision 29](decisions/0029-roles.md) says why it is so, [operations](operations.md) how people get
        their roles.

        ## Roles and rights

        A role about reports can be limited to those of a unit, of some categories, or both; what is limited so has a star.
        The other rights come only with a role that is not limited. Nobody changes their own roles or account, and the last
        administrator of a town stays.

        \(roles)

        \(table(["right", "allows to"], OfficeRight.allCases.map { ["`\($0.rawValue)`", words($0.text)] }))

        Messages to residents are not there yet: `messageEditor`, `messageApprover` and `recipientClerk` can be given and
        have nothing to do so far. `manageWebhooks` is a right of programs alone.

        ## Programs

        \(scopes)

        ## Routes

        `HEAD` is as `GET`. `:town` stands for the town where it has no host of its own.

        \(table(["method", "route", "who"], RouteTable.all.map { [$0.method, "`\($0.path)`", $0.access.meaning] }))
        """
    }

    private var roles: String {
        table(
            ["right"] + StaffRole.allCases.map(\.rawValue),
            OfficeRight.allCases.map { right in
                ["`\(right.rawValue)`\(right.isAboutReports ? " \\*" : "")"]
                    + StaffRole.allCases.map { $0.rights.contains(right) ? "yes" : "" }
            }
        )
    }

    private var scopes: String {
        table(
            ["scope"] + APIRole.allCases.map(\.rawValue),
            APIScope.allCases.map { scope in
                ["`\(scope.rawValue)`"] + APIRole.allCases.map { $0.scopes.contains(scope) ? "yes" : "" }
            }
        )
    }

    private func table(_ head: [String], _ rows: [[String]]) -> String {
        ([head, head.map { _ in "---" }] + rows).map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }
}

extension RouteAccess {
    fileprivate var meaning: String {
        switch self {
        case .everybody: "everybody"
        case .reporter: "whoever has the secret of the report"
        case .link: "whoever has the link"
        case .resident: "a resident who is signed in"
        case .recipient: "whoever has a browser that is paired with a recipient of messages"
        case .staff: "the office, in any role"
        case .right(let right): "the office, with `\(right.rawValue)`"
        case .program(let scope): "a program, with `\(scope.rawValue)`"
        }
    }
}
