public import CityDomain
public import CityKit
import CityStorage
import Foundation

extension RegistrationForm {
    /// What an invented person types in a town.
    public static func sample(email: String = "ida@example.org", in town: Municipality, on day: CivilDate) -> Self {
        var form = RegistrationForm()
        form.givenName = "Ida"
        form.surname = "Przykładowa"
        form.email = email
        form.phone = town.profile.country == "PL" ? "600 100 200" : "067 123 45 67"
        form.password = .sample
        form.termsVersion = town.regulation(on: day)?.version ?? ""
        form.declaresAge = true
        form.ageGroup = .ofAge
        return form
    }
}

extension Password {
    public static let sample = Password(typed: "długie zdanie o niczym")
}

extension SignInPlace {
    /// A browser at home.
    public static let sample = Self(network: "192.0.2.1", device: "Firefox/140.0 Linux")
}

extension SignInResident {
    /// Who the token belongs to, in the browser at home.
    public func session(_ token: Token, in town: Municipality, at now: Instant) async throws -> Signed {
        try await session(token, from: .sample, in: town, at: now)
    }
}

extension TestTownHall {
    public var registerResident: RegisterResident {
        RegisterResident(residents: residents, attempts: accounts, vault: vault, hasher: hasher, randomness: randomness)
    }

    public var signInResident: SignInResident {
        SignInResident(
            residents: residents,
            attempts: accounts,
            vault: vault,
            hasher: hasher,
            randomness: randomness,
            factor: proveResidentFactor
        )
    }

    public var proveResidentFactor: ProveResidentFactor {
        ProveResidentFactor(
            factors: factors,
            events: residents,
            check: checkFactor,
            attempts: accounts,
            vault: vault,
            randomness: randomness
        )
    }

    public var signInByPasskey: SignInByPasskey {
        SignInByPasskey(
            factors: factors,
            events: residents,
            check: checkFactor,
            attempts: accounts,
            vault: vault,
            randomness: randomness
        )
    }

    public var protectAccount: ProtectAccount {
        ProtectAccount(
            factors: changeFactors,
            events: residents,
            owner: proveOwner,
            vault: vault,
            randomness: randomness
        )
    }

    public var resetResidentFactor: ResetResidentFactor {
        ResetResidentFactor(
            residents: residents,
            factors: factors,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    public var readAccountLog: ReadAccountLog { ReadAccountLog(events: residents, vault: vault) }

    public var proveOwner: ProveOwner {
        ProveOwner(residents: residents, attempts: accounts, vault: vault, hasher: hasher, randomness: randomness)
    }

    public var residentPassword: ResidentPassword {
        ResidentPassword(residents: residents, owner: proveOwner, vault: vault, hasher: hasher, randomness: randomness)
    }

    public var changeAddress: ChangeAddress {
        ChangeAddress(residents: residents, owner: proveOwner, vault: vault, randomness: randomness)
    }

    public var answerAsGuardian: AnswerAsGuardian {
        AnswerAsGuardian(residents: residents, vault: vault, randomness: randomness)
    }

    public var changeProfile: ChangeProfile { ChangeProfile(residents: residents, vault: vault) }

    public var residentReports: ResidentReports {
        ResidentReports(reports: SQLResidentReportStore(database: database), vault: vault)
    }

    public var acceptRegulation: AcceptRegulation { AcceptRegulation(residents: residents) }

    public var blockResident: BlockResident {
        BlockResident(residents: residents, vault: vault, randomness: randomness, audit: audit)
    }

    public var verifyResident: VerifyResident {
        VerifyResident(residents: residents, vault: vault, randomness: randomness, audit: audit)
    }

    public var claimReports: ClaimReports {
        ClaimReports(reports: SQLClaimStore(database: database), vault: vault)
    }

    /// Registers as somebody on a page does.
    public func register(
        _ email: String = "ida@example.org",
        password: Password = .sample,
        language: Language = .polish,
        in town: Municipality
    ) async throws {
        var form = RegistrationForm.sample(email: email, in: town, on: town.clock.date(of: now))
        form.password = password
        try await registerResident(form, language: language, network: "192.0.2.1", in: town, at: now)
    }

    /// The link in the last letter that was sent.
    public func accountLink() async throws -> SentLink {
        guard let letter = try await mail().last, let link = SentLink(in: letter.text) else { throw NoLetter() }
        return link
    }

    /// An account, made by its letter.
    public func openAccount(
        _ email: String = "ida@example.org",
        password: Password = .sample,
        language: Language = .polish,
        in town: Municipality
    ) async throws -> ID<Resident> {
        try await register(email, password: password, language: language, in: town)
        let link = try await accountLink()
        return try await registerResident.activate(link.id, token: link.token, password: password, in: town, at: now)
    }

    /// A resident of a new account, signed in.
    public func resident(
        _ email: String = "ida@example.org",
        language: Language = .polish,
        in town: Municipality
    ) async throws -> SignInResident.Signed {
        let id = try await openAccount(email, language: language, in: town)
        let token = try await signInResident.begin(id, from: .sample, in: town, at: now).session
        return try await signInResident.session(token, in: town, at: now)
    }

    /// A resident whose account a service opened: it has no password.
    public func residentOfService(_ email: String = "ida@example.org", in town: Municipality) async throws
        -> SignInResident.Signed
    {
        let (provider, address): (ID<IdentityProvider>, String) = (ID("google"), "https://ratusz.example/callback")
        let left = try await signInWithProvider.leave(for: provider, as: nil, returnAddress: address, in: town, at: now)
        providers.knows(.sample(subject: email, email: email), by: email)
        let arrival = IdentityArrival(
            provider: provider,
            state: providers.requests.last?.state,
            code: email,
            issuer: nil,
            browser: left.browser,
            returnAddress: address,
            place: .sample
        )
        _ = try await signInWithProvider.arrive(arrival, as: nil, in: town, at: now)
        let form = RegistrationForm.sample(in: town, on: town.clock.date(of: now))
        let token = try await signInWithProvider.open(
            form,
            left.browser,
            language: .polish,
            from: .sample,
            in: town,
            at: now
        ).session
        return try await signInResident.session(token, in: town, at: now)
    }

    /// The code in the last letter that was sent.
    public func ownerCode() async throws -> String {
        guard let code = try await mail().last?.text.firstMatch(of: /\b[0-9a-z]{5}-[0-9a-z]{5}\b/) else {
            throw NoLetter()
        }
        return String(code.0)
    }

    /// Sends a report with the contact data of a resident who is signed in.
    public func submit(by author: SignInResident.Signed, in town: Municipality) async throws -> SubmitReport.Receipt {
        var submission = Submission.sample(in: town)
        submission.email = author.profile.email.text
        clock.advance(.seconds(1))
        return try await submitReport(
            submission,
            clientKey: ClientKey(random: randomness),
            origin: .page,
            language: .polish,
            by: author,
            in: town,
            at: now
        )
    }

    public struct NoLetter: Error {}
}

/// A link of a letter about an account: `…/account/reset/ID/TOKEN`.
public struct SentLink: Sendable {
    public let id: ID<AccountLink>
    public let token: Token
    /// From the town's address on.
    public let path: String

    public init?(in text: String) {
        guard let match = text.firstMatch(of: #/https://[^/\s]+(/\S+/account/\w+/([^/\s]+)/(\S+))/#),
            let token = Token(typed: String(match.3))
        else { return nil }
        id = ID(String(match.2))
        self.token = token
        path = String(match.1)
    }
}
