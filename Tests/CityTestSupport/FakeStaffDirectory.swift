public import CityDomain
public import CityKit
import Synchronization

/// A directory of an office with as many people as a test wants.
public final class FakeStaffDirectory: StaffDirectory {
    private struct Asked: Equatable {
        let login: String
        let password: String
    }

    private let people: [String: String]
    private let town: ID<Municipality>
    private let asked = Mutex<[Asked]>([])
    private let isAway = Mutex(false)

    /// - Parameter people: their passwords by their logins.
    public init(_ people: [String: String], of town: ID<Municipality>) {
        self.people = people
        self.town = town
    }

    /// The logins that it was asked about, the last one last.
    public var logins: [String] { asked.withLock { $0.map(\.login) } }

    /// From now on it does not answer.
    public func goAway() { isAway.withLock { $0 = true } }

    public func serves(_ town: ID<Municipality>) -> Bool { town == self.town }

    public func hasPerson(_ login: EmailAddress, with password: Password, in town: ID<Municipality>) throws -> Bool {
        asked.withLock { $0.append(Asked(login: login.text, password: password.text)) }
        guard isAway.withLock({ !$0 }) else { throw AccountFailure.directoryAway }
        return people[login.text.lowercased()] == password.text
    }
}
