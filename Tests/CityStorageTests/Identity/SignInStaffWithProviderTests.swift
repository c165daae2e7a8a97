import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct SignInStaffWithProviderTests {
    private static let authority = StaffAuthority(command: "ratusz staff")

    /// A town hall with one officer, who has no password.
    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, Municipality, ID<Staff>) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let new = NewStaff(
                name: try PersonName(typed: "Ida Zmyślona"),
                login: try EmailAddress(typed: "ida@urzad.example"),
                rights: StaffRights([StaffGrant(.operator)])
            )
            let staff = try await hall.manageStaff.invite(new, by: authority, in: town, at: hall.now).id
            try await body(hall, town, staff)
        }
    }

    @Test(
        "An office has the services that the installation gives it, none of another country where data stay at home",
        arguments: [("kielce", ["urzad", "abroad"]), ("biale-blota", ["urzad"]), ("suprasl", [])]
    )
    func services(name: String, services: [String]) async throws {
        try await Engine.sqlite.withDatabase { database in
            let town = try ProjectTown.named(name)
            let hall = try TestTownHall(database, town)
            #expect(hall.signInStaffWithProvider.services(in: town).map(\.id.rawValue) == services)
            #expect(hall.signInWithProvider.services(in: town).allSatisfy { $0.users == .residents })
            for service in hall.providers.all where !services.contains(service.id.rawValue) {
                await #expect(throws: IdentityFailure.unknown) { try await hall.leaveOffice(for: service.id, in: town) }
            }
        }
    }

    @Test(
        "The service says who somebody is; a second factor is asked for unless the service asked for one",
        arguments: Engine.available,
        [SignIn.Strength.oneFactor, .twoFactors]
    )
    func steps(_ engine: Engine, strength: SignIn.Strength) async throws {
        try await Self.with(engine) { hall, town, staff in
            let step = try await hall.enterOffice(as: .officer(), strength, in: town)
            switch (step, strength) {
            case (.session(let token), .twoFactors):
                #expect(try await hall.signIn.session(token, in: town, at: hall.now).staff.id == staff)
            case (.factor(let token), .oneFactor):
                let question = try await hall.proveFactor.question(token, in: town, at: hall.now)
                guard case .setUp = question else {
                    Issue.record("who has none sets one up")
                    return
                }
            default: Issue.record("\(step) after \(strength)")
            }
            #expect(
                try await hall.manageStaff.person(staff, by: Self.authority, in: town, at: hall.now).standing == .active
            )
        }
    }

    @Test("After the first time the person at the service counts, not the address", arguments: Engine.available)
    func subjects(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, _ in
            _ = try await hall.enterOffice(as: .officer(), in: town)
            _ = try await hall.enterOffice(as: .officer(email: "ida.nowa@urzad.example"), in: town)
            await #expect(throws: IdentityFailure.taken) {
                try await hall.enterOffice(as: .officer(subject: "somebody else"), in: town)
            }
            let linked = try await hall.auditStore.queue(limit: 100).waiting.filter { $0.kind == "identity.linked" }
            #expect(linked.count == 1)
        }
    }

    @Test("Nobody comes in whom the office does not have", arguments: Engine.available)
    func strangers(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, staff in
            let strangers: [ProvedIdentity] = [
                .officer(subject: "2", email: "jan@urzad.example"), .officer(subject: "3", email: nil),
                .officer(subject: "4", isEmailVerified: false),
            ]
            for stranger in strangers {
                await #expect(throws: IdentityFailure.stranger) { try await hall.enterOffice(as: stranger, in: town) }
            }
            _ = try await hall.enterOffice(as: .officer(), in: town)
            try await hall.manageStaff.close(staff, by: Self.authority, in: town, at: hall.now)
            await #expect(throws: IdentityFailure.stranger) { try await hall.enterOffice(as: .officer(), in: town) }
            let refused = try await hall.auditStore.queue(limit: 100).waiting.filter { $0.kind == "signIn.refused" }
            #expect(refused.count == 4)
        }
    }

    @Test("Who lost the second factor is linked anew", arguments: Engine.available)
    func reset(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, staff in
            _ = try await hall.enterOffice(as: .officer(), in: town)
            try await hall.manageStaff.resetFactor(staff, by: Self.authority, in: town, at: hall.now)
            _ = try await hall.enterOffice(as: .officer(subject: "the same person anew"), in: town)
        }
    }
}

extension ProvedIdentity {
    fileprivate static func officer(
        subject: String = "1",
        email: String? = "ida@urzad.example",
        isEmailVerified: Bool = true
    ) -> Self {
        sample(at: ID("urzad"), subject: subject, email: email, isEmailVerified: isEmailVerified)
    }
}

extension TestTownHall {
    private static let returnAddress = "https://ratusz.example/kielce/office/callback/urzad"

    fileprivate func leaveOffice(for service: ID<IdentityProvider>, in town: Municipality) async throws
        -> IdentityDeparture
    {
        try await signInStaffWithProvider.leave(
            for: service,
            returnAddress: Self.returnAddress,
            in: town,
            at: now
        )
    }

    /// Goes to the service and comes back as the one it vouches for.
    @discardableResult
    fileprivate func enterOffice(
        as identity: ProvedIdentity,
        _ strength: SignIn.Strength = .oneFactor,
        in town: Municipality
    ) async throws -> SignInStep {
        let departure = try await leaveOffice(for: identity.provider, in: town)
        providers.knows(identity, strength, by: "code")
        let arrival = IdentityArrival(
            provider: identity.provider,
            state: providers.requests.last?.state,
            code: "code",
            issuer: nil,
            browser: departure.browser,
            returnAddress: Self.returnAddress,
            place: .sample
        )
        return try await signInStaffWithProvider.arrive(arrival, request: "test", in: town, at: now)
    }
}
