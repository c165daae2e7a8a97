import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Addresses that residents keep in their accounts.
@Suite struct OwnAddressTests {
    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, Municipality, SignInResident.Signed) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            try await body(hall, town, try await hall.resident(in: town))
        }
    }

    @Test("Addresses are kept in their order, changed and removed", arguments: Engine.available)
    func journey(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            for form in [
                OwnAddressForm.sample(), .sample(.parents, "ul. Inna 2"), .sample(.other, "Pole 3", words: "Działka"),
            ] {
                #expect(try await hall.keep(form, of: ida, in: town) == .kept)
            }
            let all = try await hall.keepOwnAddresses.all(of: ida, in: town)
            let changed = try await hall.keepOwnAddresses.change(
                all[1].id,
                to: .sample(.work, "ul. Inna 4"),
                of: ida,
                in: town,
                .polish,
                at: hall.now
            )
            #expect(changed == .kept)
            try await hall.keepOwnAddresses.remove(all[0].id, of: ida, in: town)
            try await hall.keep(.sample(.home, "ul. Nowa 5"), of: ida, in: town)
            let lines = try await hall.ownLines(of: ida, in: town)
            #expect(lines == ["work: ul. Inna 4", "other: Działka: Pole 3", "home: ul. Nowa 5"])
        }
    }

    @Test("An account keeps ten", arguments: Engine.available)
    func most(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            for _ in 0..<KeepOwnAddresses.most { try await hall.keep(of: ida, in: town) }
            await #expect(throws: OwnAddressFailure.tooMany(10)) { try await hall.keep(of: ida, in: town) }
        }
    }

    @Test("Nobody reads, changes or removes the address of another account", arguments: Engine.available)
    func strangers(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            try await hall.keep(of: ida, in: town)
            let id = try #require(try await hall.keepOwnAddresses.all(of: ida, in: town).first).id
            let eda = try await hall.resident("eda@example.org", in: town)
            let keep = hall.keepOwnAddresses
            await #expect(throws: OwnAddressFailure.unknown) { _ = try await keep.one(id, of: eda, in: town) }
            await #expect(throws: OwnAddressFailure.unknown) {
                _ = try await keep.change(id, to: .sample(), of: eda, in: town, .polish, at: hall.now)
            }
            await #expect(throws: OwnAddressFailure.unknown) { try await keep.remove(id, of: eda, in: town) }
            #expect(try await hall.ownLines(of: ida, in: town).count == 1)
        }
    }

    @Test("An account that is closed keeps nothing more", arguments: Engine.available)
    func closed(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            try await hall.blockResident.block(
                ida.resident.id,
                reason: "x",
                by: .administrator,
                in: town,
                at: hall.now
            )
            await #expect(throws: AccountFailure.residentSignedOut) { try await hall.keep(of: ida, in: town) }
        }
    }

    @Test("The database has nothing of an address that can be read", arguments: Engine.available)
    func sealed(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            try await hall.keep(of: ida, in: town)
            let stored = try await hall.ownAddresses.addresses(of: ida.resident.id, in: town.id)
            let bytes = try #require(stored.first).content.ciphertext
            #expect(!String(decoding: bytes, as: UTF8.self).contains("Zmy"))
        }
    }
}
