import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// How somebody gets in who lost the telephone, the passkeys and the recovery codes: by the office, in person.
@Suite struct ResetResidentFactorTests {
    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, SignInResident.Signed, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            let ida = try await hall.resident(in: town)
            _ = try await hall.protect(ida, in: town)
            _ = try await hall.mail()
            try await body(hall, ida, town)
        }
    }

    @Test("The office takes it away and signs the account out; logs and a letter say so", arguments: Engine.available)
    func reset(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            let waiting = try await hall.begin(in: town).factor
            try await hall.reset(ida, in: town)
            #expect(try await hall.residents.sessions(of: ida.resident.id, in: town.id).isEmpty)
            await #expect(throws: AccountFailure.residentSignedOut) {
                try await hall.proveResidentFactor.question(waiting, in: town, at: hall.now)
            }
            _ = try await hall.begin(in: town).session
            let entry = try #require(try await hall.auditStore.queue(limit: 9).waiting.last)
            #expect([entry.kind, entry.object] == ["resident.factorReset", "resident/\(ida.resident.id)"])
            #expect(entry.actor == "staff/administrator")
            let lines = try await hall.readAccountLog(of: ida, after: nil, limit: 9, in: town).elements
            #expect(lines.contains { $0.kind == .factorReset && $0.place == nil })
            let letter = try #require(try await hall.mail().last)
            #expect(letter.to.address.text == "ida@example.org" && letter.text.contains("urząd usunął drugi krok"))
        }
    }

    @Test(
        "Without the right, for another name or without a second step nothing happens",
        arguments: Engine.available
    )
    func refused(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            await #expect(throws: AccountFailure.rightMissing(.manageResidents)) {
                try await hall.reset(ida, by: .officer, in: town)
            }
            await #expect(throws: AccountFailure.nameChanged) {
                try await hall.reset(ida, name: "Eda Przykładowa", in: town)
            }
            #expect(try await hall.resetResidentFactor.isNeeded(by: ida.resident.id, in: town))
            #expect(try await hall.mail().isEmpty)
            try await hall.reset(ida, in: town)
            await #expect(throws: AccountFailure.factorMissing) { try await hall.reset(ida, in: town) }
            let kinds = try await hall.auditStore.queue(limit: 9).waiting.map(\.kind)
            #expect(kinds == ["resident.factorReset"])
        }
    }
}

extension TestTownHall {
    fileprivate func begin(in town: Municipality) async throws -> SignInStep {
        try await signInResident(login: "ida@example.org", password: .sample, from: .sample, in: town, at: now)
    }

    fileprivate func reset(
        _ signed: SignInResident.Signed,
        name: String = "Ida Przykładowa",
        by caller: Caller = .administrator,
        in town: Municipality
    ) async throws {
        try await resetResidentFactor(signed.resident.id, name: name, by: caller, in: town, at: now)
    }
}
