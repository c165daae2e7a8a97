import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// What opens the acts of an account that has no password.
@Suite struct ProveOwnerTests {
    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, SignInResident.Signed, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            try await body(hall, try await hall.residentOfService(in: town), town)
        }
    }

    @Test(
        "The code of a letter to the account's address opens what it was sent for",
        arguments: Engine.available,
        OwnerAct.allCases
    )
    func opens(_ engine: Engine, act: OwnerAct) async throws {
        try await Self.with(engine) { hall, ida, town in
            let code = try await hall.code(for: act, ida, in: town)
            try await hall.run(act, .code(code.uppercased()), ida, in: town)
            switch act {
            case .address: #expect(try await hall.changeAddress.waiting(of: ida, in: town, at: hall.now) != nil)
            case .erasure: #expect(try await hall.residents.account(ida.resident.id, in: town.id) == nil)
            case .download:
                #expect(try await hall.auditStore.queue(limit: 9).waiting.map(\.kind) == ["data.downloaded"])
            case .factor:
                let visit = try hall.protectAccount.visit(of: ida, in: town, at: hall.now)
                #expect(try await hall.changeFactors.setUp(at: visit) != nil)
            }
        }
    }

    @Test("A code works once, for an hour, for one act, and not after a newer one", arguments: Engine.available)
    func ends(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            let first = try await hall.code(for: .download, ida, in: town)
            await hall.refuses(.erasure, first, ida, in: town)
            try await hall.run(.download, .code(first), ida, in: town)
            await hall.refuses(.download, first, ida, in: town)
            let second = try await hall.code(for: .download, ida, in: town)
            let third = try await hall.code(for: .download, ida, in: town)
            await hall.refuses(.download, second, ida, in: town)
            hall.clock.advance(.hours(1))
            await hall.refuses(.download, third, ida, in: town)
            await hall.refuses(.download, "", ida, in: town)
        }
    }

    @Test("A code of another resident opens nothing", arguments: Engine.available)
    func foreign(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            let eda = try await hall.residentOfService("eda@example.org", in: town)
            let code = try await hall.code(for: .erasure, eda, in: town)
            await hall.refuses(.erasure, code, ida, in: town)
            #expect(try await hall.residents.account(eda.resident.id, in: town.id) != nil)
        }
    }

    @Test("Of two who send a code in the same moment one gets through", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            let code = try await hall.code(for: .download, ida, in: town)
            let done = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        (try? await hall.run(.download, .code(code), ida, in: town)) == nil ? 0 : 1
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(done == 1)
        }
    }

    @Test("Who guesses a code waits, and the log says so", arguments: Engine.available)
    func guessing(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            let code = try await hall.code(for: .erasure, ida, in: town)
            hall.clock.advance(.minutes(1))
            for _ in 0..<6 { await hall.refuses(.erasure, "00000-00000", ida, in: town) }
            await #expect(throws: AccountFailure.paused(for: .seconds(1))) {
                try await hall.run(.erasure, .code(code), ida, in: town)
            }
            let lines = try await hall.readAccountLog(of: ida, after: nil, limit: 10, in: town).elements
            #expect(lines.map(\.kind) == Array(repeating: .refused, count: 6) + [.signedInByService])
        }
    }

    @Test("An account with a password is sent no code and opens by none", arguments: Engine.available)
    func password(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            let code = try await hall.code(for: .download, ida, in: town)
            try await hall.residentPassword.forgotten(email: "ida@example.org", in: town, at: hall.now)
            let link = try await hall.accountLink()
            let passwords = hall.residentPassword
            let (id, token) = (link.id, link.token)
            try await passwords.reset(id, token: token, to: .sample, from: .sample, in: town, at: hall.now)
            await hall.refuses(.download, code, ida, in: town)
            let signIn = try await hall.signIn("ida@example.org", .sample, in: town)
            let now = try await hall.signInResident.session(signIn, in: town, at: hall.now)
            await #expect(throws: AccountFailure.hasPassword) {
                try await hall.proveOwner.sendCode(for: .download, to: now, in: town, at: hall.now)
            }
            try await hall.run(.download, .password(.sample), now, in: town)
        }
    }

    @Test("An address gets three letters in an hour", arguments: Engine.available)
    func share(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            for _ in 0..<RegisterResident.mostLetters { _ = try await hall.code(for: .address, ida, in: town) }
            await #expect(throws: AccountFailure.lettersUsedUp) {
                try await hall.proveOwner.sendCode(for: .address, to: ida, in: town, at: hall.now)
            }
            #expect(try await hall.mail() == [])
        }
    }
}

extension TestTownHall {
    fileprivate func code(for act: OwnerAct, _ signed: SignInResident.Signed, in town: Municipality) async throws
        -> String
    {
        try await proveOwner.sendCode(for: act, to: signed, in: town, at: now)
        return try await ownerCode()
    }

    fileprivate func run(
        _ act: OwnerAct,
        _ proof: OwnerProof,
        _ signed: SignInResident.Signed,
        in town: Municipality
    ) async throws {
        switch act {
        case .address: try await changeAddress.ask(signed, for: "new@example.org", proof: proof, in: town, at: now)
        case .erasure: try await eraseResident(signed, proof: proof, in: town, at: now)
        case .download: _ = try await downloadData(signed, proof: proof, in: town, at: now)
        case .factor: try await protectAccount.allow(proof, of: signed, in: town, at: now)
        }
    }

    fileprivate func refuses(
        _ act: OwnerAct,
        _ code: String,
        _ signed: SignInResident.Signed,
        in town: Municipality
    ) async {
        await #expect(throws: AccountFailure.wrongLetterCode) {
            try await run(act, .code(code), signed, in: town)
        }
    }
}
