import CityDomain
import CityKit

/// A directory of an office by LDAP, as the installation sets it up.
public struct DirectorySettings: Sendable {
    /// `ldaps://HOST[:PORT]` or `ldap://HOST[:PORT]`.
    let address: String
    let encryption: Encryption
    /// Where people are looked for, and everything below.
    let base: String
    /// Finds one person; `{login}` stands for what was typed.
    let filter: String
    /// Who looks for people; nil where anybody may.
    let seeker: Seeker?
    let towns: Set<ID<Municipality>>

    enum Encryption: Sendable, Equatable {
        /// TLS from the first octet or by StartTLS, with a certificate that these authorities vouch for.
        case tls(authorities: String?)
        /// None, inside the office's own network.
        case none
    }

    struct Seeker: Sendable {
        let name: String
        let password: String
    }

    /// One directory as a person writes it.
    struct Entry: Decodable {
        let address: String
        let base: String
        let filter: String
        let bindName: String?
        /// The path of a file that holds the password alone.
        let passwordFile: String?
        /// The path of a file with the certificates of authorities; those of the system where it is missing.
        let authorities: String?
        /// Whether it stands in the office's own network and goes without TLS.
        let inside: Bool?
        let staffOf: Set<ID<Municipality>>

        func settings(at path: String, _ faults: IdentitySettings.FaultList) -> DirectorySettings? {
            let isEncrypted = address.hasPrefix("ldaps://")
            guard isEncrypted || address.hasPrefix("ldap://") else {
                faults.add(
                    "\(path).address",
                    "“\(address)” is no address of a directory; write ldaps://HOST or ldap://HOST"
                )
                return nil
            }
            guard filter.contains(DirectorySettings.login) else {
                faults.add("\(path).filter", "lacks {login}, such as (mail={login})")
                return nil
            }
            guard !staffOf.isEmpty else {
                faults.add("\(path).staffOf", "names no town")
                return nil
            }
            guard let seeker = seeker(at: path, faults) else { return nil }
            let goesPlain = inside == true && !isEncrypted
            return DirectorySettings(
                address: address,
                encryption: goesPlain ? .none : .tls(authorities: authorities),
                base: base,
                filter: filter,
                seeker: seeker.first,
                towns: staffOf
            )
        }

        /// Nobody or one; nil when it is half told.
        private func seeker(at path: String, _ faults: IdentitySettings.FaultList) -> [Seeker]? {
            switch (bindName, passwordFile) {
            case (nil, nil): return []
            case (let name?, let file?):
                return faults.secret(file, at: "\(path).passwordFile").map { [Seeker(name: name, password: $0)] }
            default:
                faults.add(path, "needs bindName and passwordFile, or neither")
                return nil
            }
        }
    }

    static let login = "{login}"
}
