import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

/// Nobody learns from the time of an answer whether an address has an account (ASVS 5, 6.3.8).
@Suite(.serialized) struct AccountSecrecyTests {
    enum Door: CaseIterable { case register, forgotten, signIn }

    /// A missing write or hash makes one of the two at least ten times as fast; a loaded machine does not.
    private static let most = 3.0
    private static let rounds = 25

    @Test(
        "A known and an unknown address get their answer in the same time",
        arguments: Engine.available,
        Door.allCases
    )
    func time(_ engine: Engine, of door: Door) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            // As dear as a few writes, so that a hash that was left out is seen.
            let hasher = try Argon2PasswordHasher(cost: .init(memory: 8_192, passes: 2), threads: 1, waiting: 8)
            let owner = try await hall.openAccount(in: town)
            let hash = try await hasher.hash(.sample)
            try await hall.residents.replacePasswordHash(hash, of: owner, in: town.id)
            var times: [Bool: [Duration]] = [:]
            for round in 0..<Self.rounds {
                hall.clock.advance(.hours(2))
                for isKnown in [true, false] {
                    let address = isKnown ? "ida@example.org" : "nobody-\(round)@example.org"
                    let time = try await ContinuousClock().measure {
                        try await door.knock(with: address, at: hall, hasher: hasher, in: town)
                    }
                    times[isKnown, default: []].append(time)
                }
            }
            let (known, unknown) = (Self.median(times[true]), Self.median(times[false]))
            #expect(known < unknown * Self.most && unknown < known * Self.most)
        }
    }

    @Test("An address without an account is refused more letters like any other", arguments: Engine.available)
    func share(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            func letters(_ ask: () async throws -> Void) async throws -> Int {
                for _ in 0...RegisterResident.mostLetters { try await ask() }
                return try await hall.mail().count
            }
            let unknown = try await letters { try await hall.forget(in: town) }
            let new = try await letters { try await hall.register(in: town) }
            #expect(unknown == 0 && new == RegisterResident.mostLetters)
            // The account is there from then on: what was counted for its address before still counts.
            hall.clock.advance(.hours(2))
            _ = try await hall.openAccount(in: town)
            let known = try await letters { try await hall.forget(in: town) }
            let again = try await letters { try await hall.register(in: town) }
            #expect(known == RegisterResident.mostLetters && again == RegisterResident.mostLetters - 1)
        }
    }

    @Test(
        "Letters that a stranger asks for delay none that the owner asks for, of each kind an address gets three in an hour",
        arguments: Engine.available
    )
    func apart(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            let ida = try await hall.residentOfService(in: town)
            for _ in 0..<9 {
                try await hall.forget(in: town)
                try await hall.register(in: town)
            }
            #expect(try await hall.mail().count == 2 * RegisterResident.mostLetters)
            for act in OwnerAct.allCases {
                for _ in 0..<RegisterResident.mostLetters {
                    try await hall.proveOwner.sendCode(for: act, to: ida, in: town, at: hall.now)
                }
                await #expect(throws: AccountFailure.lettersUsedUp) {
                    try await hall.proveOwner.sendCode(for: act, to: ida, in: town, at: hall.now)
                }
            }
        }
    }

    private static func median(_ times: [Duration]?) -> Duration { (times ?? []).sorted()[rounds / 2] }
}

extension AccountSecrecyTests.Door {
    fileprivate func knock(
        with address: String,
        at hall: TestTownHall,
        hasher: Argon2PasswordHasher,
        in town: Municipality
    ) async throws {
        let (residents, randomness) = (hall.residents, hall.randomness)
        switch self {
        case .register:
            let register = RegisterResident(
                residents: residents,
                attempts: hall.accounts,
                vault: hall.vault,
                hasher: hasher,
                randomness: randomness
            )
            let form = RegistrationForm.sample(email: address, in: town, on: town.clock.date(of: hall.now))
            try await register(form, language: .polish, network: address, in: town, at: hall.now)
        case .forgotten: try await hall.residentPassword.forgotten(email: address, in: town, at: hall.now)
        case .signIn:
            let signIn = SignInResident(
                residents: residents,
                attempts: hall.accounts,
                vault: hall.vault,
                hasher: hasher,
                randomness: randomness,
                factor: hall.proveResidentFactor
            )
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await signIn(
                    login: address,
                    password: Password(typed: "nie to hasło"),
                    from: SignInPlace(network: address, device: ""),
                    in: town,
                    at: hall.now
                )
            }
        }
    }
}

extension TestTownHall {
    fileprivate func forget(in town: Municipality) async throws {
        try await residentPassword.forgotten(email: "ida@example.org", in: town, at: now)
    }
}
