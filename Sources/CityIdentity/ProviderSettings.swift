public import CityDomain
import CityKit
import Foundation

/// A service that residents can sign in with, as the installation sets it up.
public struct ProviderSettings: Sendable {
    public let provider: IdentityProvider
    /// How the service knows the installation.
    let client: String
    let secret: String
    /// Whether the service may stand on this machine or in a private network, and go without TLS.
    let isInside: Bool
    let way: Way

    enum Way: Sendable {
        /// OpenID Connect: the rest is read from the issuer's discovery document.
        case openID(issuer: String)
        /// OAuth 2 with a page that says who somebody is.
        case oauth(OAuth)
    }

    struct OAuth: Sendable {
        let authorize: String
        let token: String
        let user: String
        let scope: String
        let fields: Fields
    }

    /// What the fields of a user are called by an OAuth 2 service.
    struct Fields: Sendable, Decodable {
        var subject = "id"
        var email = "email"
        var givenName = "first_name"
        var surname = "last_name"
    }
}

// MARK: - The file

extension ProviderSettings {
    /// Reads the file of `--identity-providers`.
    ///
    /// - Throws: `FileFaults` with everything that is wrong in it.
    public static func read(_ path: String) throws -> [ProviderSettings] {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw FileFaults([FileFault(file: path, problem: "cannot be read")])
        }
        let list: List = try HandwrittenFile(name: path, data: data).decode()
        let faults = FaultList(file: path)
        let all = list.providers.enumerated().compactMap { index, entry in
            entry.settings(at: "providers[\(index)]", faults)
        }
        let repeated = Dictionary(grouping: all, by: \.provider.id).filter { $0.value.count > 1 }
        for id in repeated.keys.map(\.rawValue).sorted() { faults.add("providers", "“\(id)” is there twice") }
        guard faults.all.isEmpty else { throw FileFaults(faults.all) }
        return all
    }

    private struct List: Decodable {
        let providers: [Entry]
    }

    private final class FaultList {
        let file: String
        private(set) var all: [FileFault] = []

        init(file: String) { self.file = file }

        func add(_ path: String, _ problem: String) { all.append(FileFault(file: file, path: path, problem: problem)) }
    }

    /// One service as a person writes it.
    private struct Entry: Decodable {
        let id: ID<IdentityProvider>
        /// A service whose addresses the program knows.
        let preset: Preset?
        let name: String?
        let issuer: String?
        let oauth: OAuthEntry?
        let thirdCountry: Bool?
        /// Whether it stands on this machine or in the office's own network.
        let inside: Bool?
        let client: String
        /// The path of a file that holds the secret alone.
        let secretFile: String

        func settings(at path: String, _ faults: FaultList) -> ProviderSettings? {
            guard let secret = try? String(contentsOfFile: secretFile, encoding: .utf8).trimmingSpaces(),
                !secret.isEmpty
            else {
                faults.add("\(path).secretFile", "\(secretFile) cannot be read, or is empty")
                return nil
            }
            guard let way = way(at: path, faults) else { return nil }
            guard let name = name ?? preset?.name else {
                faults.add("\(path).name", "is missing: residents read it on the button")
                return nil
            }
            let provider = IdentityProvider(
                id: id,
                name: name,
                isInThirdCountry: thirdCountry ?? (preset != nil)
            )
            return ProviderSettings(
                provider: provider,
                client: client,
                secret: secret,
                isInside: inside == true,
                way: way
            )
        }

        private func way(at path: String, _ faults: FaultList) -> Way? {
            let ways = [preset?.way, issuer.map(Way.openID), oauth.map { .oauth($0.settings) }].compactMap(\.self)
            guard let way = ways.first, ways.count == 1 else {
                faults.add(path, "needs exactly one of preset, issuer and oauth")
                return nil
            }
            return way
        }
    }

    private struct OAuthEntry: Decodable {
        let authorize: String
        let token: String
        let user: String
        let scope: String
        let subject: String?
        let email: String?
        let givenName: String?
        let surname: String?

        var settings: OAuth {
            var fields = Fields()
            fields.subject = subject ?? fields.subject
            fields.email = email ?? fields.email
            fields.givenName = givenName ?? fields.givenName
            fields.surname = surname ?? fields.surname
            return OAuth(authorize: authorize, token: token, user: user, scope: scope, fields: fields)
        }
    }

    /// Services whose addresses are known. Both are of companies in the United States.
    private enum Preset: String, Decodable {
        case google, facebook

        var name: String {
            switch self {
            case .google: "Google"
            case .facebook: "Facebook"
            }
        }

        var way: Way {
            switch self {
            case .google: .openID(issuer: "https://accounts.google.com")
            case .facebook:
                .oauth(
                    OAuth(
                        authorize: "https://www.facebook.com/v23.0/dialog/oauth",
                        token: "https://graph.facebook.com/v23.0/oauth/access_token",
                        user: "https://graph.facebook.com/v23.0/me?fields=id,first_name,last_name,email",
                        scope: "public_profile email",
                        fields: Fields()
                    )
                )
            }
        }
    }
}
