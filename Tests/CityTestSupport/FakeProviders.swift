public import CityDomain
public import CityKit
import Synchronization

/// Services that vouch for whoever brings a code they gave out.
public final class FakeProviders: IdentityProviders {
    public let all: [IdentityProvider]
    private let known = Mutex<[String: ProviderAnswer]>([:])
    private let seen = Mutex<[IdentityRequest]>([])

    public init(_ all: [IdentityProvider] = FakeProviders.usual) { self.all = all }

    /// As an installation may have them.
    public static let usual = [
        IdentityProvider(id: ID("google"), name: "Google", isInThirdCountry: true),
        IdentityProvider(id: ID("facebook"), name: "Facebook", isInThirdCountry: true),
        IdentityProvider(id: ID("sample"), name: "Sample", isInThirdCountry: false),
        IdentityProvider(id: ID("urzad"), name: "Urząd", isInThirdCountry: false, users: .staff(of: offices)),
        IdentityProvider(id: ID("abroad"), name: "Abroad", isInThirdCountry: true, users: .staff(of: offices)),
    ]

    private static let offices: Set<ID<Municipality>> = [ID("kielce"), ID("biale-blota")]

    /// From now on the code stands for the identity.
    public func knows(
        _ identity: ProvedIdentity,
        _ strength: SignIn.Strength = .oneFactor,
        by code: String
    ) { known.withLock { $0[code] = ProviderAnswer(identity, strength) } }

    /// The sign-ins that began, the last one last.
    public var requests: [IdentityRequest] { seen.withLock { $0 } }

    public func signInAddress(for request: IdentityRequest) -> String {
        seen.withLock { $0.append(request) }
        return "https://\(request.provider).example/sign-in?state=\(request.state.text)"
    }

    public func answer(to request: IdentityRequest, code: String, issuer: String?, at now: Instant) throws
        -> ProviderAnswer
    {
        let begun = requests.last { $0.state == request.state }
        guard let answer = known.withLock({ $0[code] }), let begun, begun.nonce == request.nonce,
            begun.verifier == request.verifier, begun.returnAddress == request.returnAddress
        else { throw IdentityFailure.refused }
        return answer
    }
}

extension ProvedIdentity {
    /// What a service says of an invented person.
    public static func sample(
        at provider: ID<IdentityProvider> = ID("google"),
        subject: String = "subject-1",
        email: String? = "ida@example.org",
        isEmailVerified: Bool = true
    ) -> Self {
        ProvedIdentity(
            provider: provider,
            subject: subject,
            email: email,
            isEmailVerified: isEmailVerified,
            givenName: "Ida",
            surname: "Przykładowa"
        )
    }
}
