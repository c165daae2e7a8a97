public import CityDomain
public import CityKit
import Dispatch

/// The directories of an installation, asked by LDAP: one conversation for each password.
public struct LDAPDirectory: StaffDirectory {
    private let settings: [DirectorySettings]
    /// As many as a directory is asked at once; the rest waits.
    private static let width = 4
    private let queue = DispatchQueue(label: "directory", attributes: .concurrent)
    private let places = DispatchSemaphore(value: Self.width)

    private let onFault: @Sendable (String) -> Void

    /// - Parameter onFault: told why a directory could not be asked, in words for whoever runs the installation.
    public init(_ settings: [DirectorySettings], onFault: @escaping @Sendable (String) -> Void) {
        self.settings = settings
        self.onFault = onFault
    }

    public func serves(_ town: ID<Municipality>) -> Bool { directory(of: town) != nil }

    public func hasPerson(_ login: EmailAddress, with password: Password, in town: ID<Municipality>) async throws
        -> Bool
    {
        guard let directory = directory(of: town) else { return false }
        return try await withCheckedThrowingContinuation { continuation in
            // The calls block: Swift's few threads stay free.
            queue.async {
                places.wait()
                defer { places.signal() }
                do {
                    continuation.resume(returning: try directory.knows(login.text, password.text))
                } catch {
                    onFault("\(directory.address): \(error)")
                    continuation.resume(throwing: AccountFailure.directoryAway)
                }
            }
        }
    }

    private func directory(of town: ID<Municipality>) -> DirectorySettings? {
        settings.first { $0.towns.contains(town) }
    }
}

extension DirectorySettings {
    fileprivate func knows(_ login: String, _ password: String) throws(LDAPSession.Fault) -> Bool {
        let session = try LDAPSession(self)
        if let seeker { try session.bind(seeker.name, seeker.password) }
        let sought = filter.replacing(Self.login, with: LDAPFilter.escaped(login))
        let found = try session.names(under: base, fitting: sought)
        // Whoever is not there is asked for a password all the same, so that it takes as long.
        let name = found.count == 1 ? found[0] : "cn=nobody,\(base)"
        return try isRight(password, of: name) && found.count == 1
    }

    private func isRight(_ password: String, of name: String) throws(LDAPSession.Fault) -> Bool {
        do {
            try LDAPSession(self).bind(name, password)
            return true
        } catch {
            // A directory says “no such object” for a name that it does not have.
            guard error.isRefusal || error.code == 32 else { throw error }
            return false
        }
    }
}
