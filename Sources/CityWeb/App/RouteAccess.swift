import CityDomain

/// Who may call a route.
enum RouteAccess: Sendable, Hashable {
    /// Whoever comes. A program's key that comes along may show more.
    case everybody
    /// Whoever has the secret of the report.
    case reporter
    /// Whoever has the link of a letter, or one that an administrator handed over.
    case link
    /// A resident who is signed in.
    case resident
    /// Somebody whose browser is paired with a recipient of messages.
    case recipient
    /// Everybody of the office, with whatever role.
    case staff
    /// Those of the office who have a role with this right.
    case right(OfficeRight)
    /// A program whose key is good for this.
    case program(APIScope)
}

/// A route of the program and who may call it.
struct RouteRow: Sendable {
    /// `GET`
    let method: String
    /// As the router has it: `/:town/office`.
    let path: String
    let access: RouteAccess

    init(_ method: String, _ path: String, _ access: RouteAccess) {
        self.method = method
        self.path = path
        self.access = access
    }

    /// A line of a table: method, path below the town.
    init(_ line: String, _ access: RouteAccess) {
        let parts = line.split(separator: " ", maxSplits: 1)
        self.init(String(parts[0]), parts.count > 1 ? "/:town/\(parts[1])" : "/:town", access)
    }
}
