public import CityDomain
import CityKit
import Foundation

/// A service that people can sign in with, as the installation sets it up.
public struct ProviderSettings: Sendable {
    public let provider: IdentityProvider
    /// How the service knows the installation.
    let client: String
    let secret: String
    /// Whether the service may stand on this machine or in a private network, and go without TLS.
    let isInside: Bool
    /// Values of `acr` with which the service vouches for a person by an electronic identity; none where it never does.
    let electronicIdentity: Set<String>
    let way: Way
    /// How the service says that it asked for a second factor; nil where it is never believed.
    var secondFactor: SecondFactor?
    /// Whether each address counts that the service names, though it does not say to have verified it.
    var trustsAddresses = false

    /// The words of a service for a sign-in with two factors.
    struct SecondFactor: Sendable, Decodable {
        /// One of them is enough.
        let amr: [String]?
        let acr: [String]?

        func isGiven(by claims: IDTokenClaims) -> Bool {
            !Set(amr ?? []).isDisjoint(with: claims.amr ?? []) || claims.acr.map { acr?.contains($0) == true } ?? false
        }
    }

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
    /// One service as a person writes it.
    struct Entry: Decodable {
        let id: ID<IdentityProvider>
        /// A service whose addresses the program knows.
        let preset: Preset?
        let name: String?
        let issuer: String?
        let oauth: OAuthEntry?
        let thirdCountry: Bool?
        /// Whether it stands on this machine or in the office's own network.
        let inside: Bool?
        /// The levels of assurance (`acr`) by which the service means an electronic identity of a state.
        let electronicIdentity: [String]?
        let client: String
        /// The path of a file that holds the secret alone.
        let secretFile: String
        /// The towns whose office signs in with it; nil for a service of residents.
        let staffOf: Set<ID<Municipality>>?
        let secondFactor: SecondFactor?
        let trustsAddresses: Bool?

        func settings(at path: String, _ faults: IdentitySettings.FaultList) -> ProviderSettings? {
            guard let secret = faults.secret(secretFile, at: "\(path).secretFile"), let way = way(at: path, faults)
            else {
                return nil
            }
            if case .oauth = way, electronicIdentity != nil {
                faults.add("\(path).electronicIdentity", "needs an issuer: OAuth 2 signs nothing that could prove it")
                return nil
            }
            checkStaff(at: path, faults)
            guard let name = name ?? preset?.name else {
                faults.add("\(path).name", "is missing: residents read it on the button")
                return nil
            }
            let provider = IdentityProvider(
                id: id,
                name: name,
                isInThirdCountry: thirdCountry ?? (preset != nil),
                users: staffOf.map(IdentityProvider.Users.staff) ?? .residents
            )
            return ProviderSettings(
                provider: provider,
                client: client,
                secret: secret,
                isInside: inside == true,
                electronicIdentity: Set(electronicIdentity ?? []),
                way: way,
                secondFactor: secondFactor,
                trustsAddresses: trustsAddresses == true
            )
        }

        /// What is the office's alone: residents prove their own addresses, and have no second factor to give.
        private func checkStaff(at path: String, _ faults: IdentitySettings.FaultList) {
            if staffOf != nil, issuer == nil {
                faults.add("\(path).staffOf", "needs an issuer: any other service vouches for no address")
            }
            guard staffOf == nil else { return }
            if secondFactor != nil { faults.add("\(path).secondFactor", "is only for a service with staffOf") }
            if trustsAddresses != nil { faults.add("\(path).trustsAddresses", "is only for a service with staffOf") }
        }

        private func way(at path: String, _ faults: IdentitySettings.FaultList) -> Way? {
            let ways = [preset?.way, issuer.map(Way.openID), oauth.map { .oauth($0.settings) }].compactMap(\.self)
            guard let way = ways.first, ways.count == 1 else {
                faults.add(path, "needs exactly one of preset, issuer and oauth")
                return nil
            }
            return way
        }
    }

    struct OAuthEntry: Decodable {
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
    enum Preset: String, Decodable {
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
