import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// How surely an account has its owner's names, who says so, and when it ends.
@Suite struct VerifyResidentTests {
    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, SignInResident.Signed, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            try await body(hall, try await hall.resident(in: town), town)
        }
    }

    @Test("The levels are in order, the weakest first")
    func order() {
        #expect(VerificationLevel.allCases == VerificationLevel.allCases.sorted())
        #expect(VerificationLevel.allCases == [.none, .contactConfirmed, .seenInPerson, .electronicIdentity])
    }

    @Test("A registration proves nothing, its answered letter the address", arguments: Engine.available)
    func letter(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            #expect(ida.resident.verification == .contactConfirmed)
            try await hall.register("eda@example.org", in: town)
            let link = try await hall.accountLink()
            let waiting = try #require(try await hall.residents.link(link.id, in: town.id))
            #expect(waiting.1.resident.verification == .none)
        }
    }

    @Test(
        "The office says that it saw somebody and takes it back, and both stand in both logs",
        arguments: Engine.available
    )
    func office(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            for level in [VerificationLevel.seenInPerson, .contactConfirmed] {
                hall.clock.advance(.minutes(1))
                try await hall.verify(ida, as: level, in: town)
                #expect(try await hall.level(of: ida, in: town) == level)
                let entry = try #require(try await hall.auditStore.queue(limit: 9).waiting.last)
                let id = ida.resident.id
                #expect(
                    [entry.kind, entry.object, entry.part] == ["resident.verified", "resident/\(id)", level.rawValue]
                )
                #expect(entry.actor == "staff/administrator")
            }
            let lines = try await hall.readAccountLog(of: ida, after: nil, limit: 9, in: town).elements
            #expect(lines.map(\.kind) == [.verified, .verified, .signedIn])
            #expect(lines.first?.place == nil)
        }
    }

    @Test("The office gives no other level, no right but its own does it, and a name that changed is not verified")
    func refusals() async throws {
        try await Self.with(.sqlite) { hall, ida, town in
            for level in [VerificationLevel.none, .electronicIdentity] {
                await #expect(throws: AccountFailure.levelNotOfOffice) {
                    try await hall.verify(ida, as: level, in: town)
                }
            }
            await #expect(throws: AccountFailure.rightMissing(.manageResidents)) {
                try await hall.verify(ida, as: .seenInPerson, by: .officer, in: town)
            }
            await #expect(throws: AccountFailure.nameChanged) {
                try await hall.verify(ida, as: .seenInPerson, name: "Ida Inna", in: town)
            }
            let (level, entries) = (try await hall.level(of: ida, in: town), try await hall.auditStore.queue(limit: 9))
            #expect(level == .contactConfirmed && entries.waiting.isEmpty)
        }
    }

    @Test(
        "With other names the level ends, with another phone number it stays",
        arguments: Engine.available,
        [("Eda", "Przykładowa", false), ("Ida", "Inna", false), ("Ida", "Przykładowa", true)]
    )
    func names(_ engine: Engine, row: (String, String, Bool)) async throws {
        try await Self.with(engine) { hall, ida, town in
            try await hall.verify(ida, as: .seenInPerson, in: town)
            let (given, surname, isKept) = row
            try await hall.changeProfile(ida, givenName: given, surname: surname, phone: "", in: town, at: hall.now)
            #expect(try await hall.level(of: ida, in: town) == (isKept ? .seenInPerson : .contactConfirmed))
        }
    }

    @Test(
        "A profile that changes while the office looks is not verified under its new name",
        arguments: Engine.available
    )
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await hall.verify(ida, as: .seenInPerson, in: town) }
                group.addTask {
                    try? await hall.changeProfile(
                        ida,
                        givenName: "Eda",
                        surname: "x",
                        phone: "",
                        in: town,
                        at: hall.now
                    )
                }
            }
            let level = try await hall.level(of: ida, in: town)
            #expect(level == .contactConfirmed)
        }
    }

    @Test(
        "An electronic identity with the names of the account verifies it, one with others only opens it",
        arguments: Engine.available,
        [("ida", "PRZYKŁADOWA ", true), ("Ida", "Inna", false)]
    )
    func service(_ engine: Engine, row: (String, String, Bool)) async throws {
        try await Self.with(engine) { hall, ida, town in
            let (given, surname, fits) = row
            try await hall.link(ida, names: (given, surname), level: .electronicIdentity, in: town)
            #expect(try await hall.level(of: ida, in: town) == (fits ? .electronicIdentity : .contactConfirmed))
            let entries = try await hall.auditStore.queue(limit: 9).waiting
            #expect(entries.map(\.part) == (fits ? ["electronicIdentity"] : []))
            #expect(entries.map(\.actor) == (fits ? ["resident/\(ida.resident.id)"] : []))
        }
    }

    @Test("A service that vouches for no name verifies nothing")
    func plainService() async throws {
        try await Self.with(.sqlite) { hall, ida, town in
            try await hall.link(ida, names: ("Ida", "Przykładowa"), level: nil, in: town)
            #expect(try await hall.level(of: ida, in: town) == .contactConfirmed)
        }
    }

    @Test("The download says the level", arguments: VerifyResident.ofOffice)
    func download(level: VerificationLevel) async throws {
        try await Self.with(.sqlite) { hall, ida, town in
            try await hall.verify(ida, as: level, in: town)
            let archive = try await hall.downloadData(ida, proof: .password(.sample), in: town, at: hall.now)
            let data = try #require(archive.documents.first { $0.name == "data.json" })
            #expect(String(decoding: data.bytes, as: UTF8.self).contains("\"verification\" : \"\(level.rawValue)\""))
        }
    }
}

extension TestTownHall {
    fileprivate func verify(
        _ signed: SignInResident.Signed,
        as level: VerificationLevel,
        name: String = "Ida Przykładowa",
        by caller: Caller = .administrator,
        in town: Municipality
    ) async throws {
        try await verifyResident(signed.resident.id, as: level, name: name, by: caller, in: town, at: now)
    }

    fileprivate func level(of signed: SignInResident.Signed, in town: Municipality) async throws -> VerificationLevel? {
        try await residents.account(signed.resident.id, in: town.id)?.resident.verification
    }

    /// Lets a service open the account from now on that says these names.
    fileprivate func link(
        _ signed: SignInResident.Signed,
        names: (given: String, surname: String),
        level: VerificationLevel?,
        in town: Municipality
    ) async throws {
        let address = "https://ratusz.example/callback"
        let left = try await signInWithProvider.leave(
            for: ID("google"),
            as: signed,
            returnAddress: address,
            in: town,
            at: now
        )
        let identity = ProvedIdentity(
            provider: ID("google"),
            subject: "subject-1",
            email: nil,
            isEmailVerified: false,
            givenName: names.given,
            surname: names.surname,
            level: level
        )
        providers.knows(identity, by: "code")
        let arrival = IdentityArrival(
            provider: ID("google"),
            state: providers.requests.last?.state,
            code: "code",
            issuer: nil,
            browser: left.browser,
            returnAddress: address,
            place: .sample
        )
        _ = try await signInWithProvider.arrive(arrival, as: signed, in: town, at: now)
    }
}
