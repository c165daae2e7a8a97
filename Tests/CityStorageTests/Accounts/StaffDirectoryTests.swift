import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct StaffDirectoryTests {
    private static let here = "sześć-słów-na-próbę"
    private static let there = "hasło z katalogu urzędu"

    /// A town hall whose directory knows Ida; Jan is kept here with a password of his own.
    private static func with(
        _ engine: Engine,
        of town: String = "kielce",
        _ body: (TestTownHall, Municipality, FakeStaffDirectory) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let municipality = try ProjectTown.named("kielce")
            let people = ["ida@urzad.example": there, "jan@urzad.example": there, "ewa@urzad.example": there]
            let directory = FakeStaffDirectory(people, of: ID(town))
            var hall = try TestTownHall(database, municipality)
            hall.directory = directory
            let rights = StaffRights([StaffGrant(.operator)])
            let ida = NewStaff(
                name: try PersonName(typed: "Ida Zmyślona"),
                login: try EmailAddress(typed: "ida@urzad.example"),
                rights: rights
            )
            _ = try await hall.manageStaff.invite(
                ida,
                by: StaffAuthority(command: "test"),
                in: municipality,
                at: hall.now
            )
            _ = try await hall.createStaff(
                name: PersonName(typed: "Jan Zmyślony"),
                login: EmailAddress(typed: "jan@urzad.example"),
                password: Password(typed: here),
                roles: [.operator],
                by: .test,
                in: municipality.id,
                at: hall.now
            )
            try await body(hall, municipality, directory)
        }
    }

    private static func signIn(_ login: String, _ password: String, _ hall: TestTownHall, _ town: Municipality)
        async throws -> SignInStep
    {
        let typed = Password(typed: password)
        return try await hall.signIn(
            login: login,
            password: typed,
            network: "192.0.2.1",
            request: "test",
            in: town,
            at: hall.now
        )
    }

    @Test("Who has no password here signs in with that of the directory", arguments: Engine.available)
    func people(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, directory in
            guard case .session(let token) = try await Self.signIn(" IDA@urzad.example", Self.there, hall, town) else {
                Issue.record("the test spares everybody the second factor")
                return
            }
            let signed = try await hall.signIn.session(token, in: town, at: hall.now)
            #expect(signed.name.text == "Ida Zmyślona")
            #expect(directory.logins.count == 1)
        }
    }

    @Test(
        "The directory opens nothing else, and no password that is kept here is told to it",
        arguments: [
            ("ida@urzad.example", here, 1), ("ida@urzad.example", "", 1), ("jan@urzad.example", there, 0),
            // In the directory, and nobody of the office.
            ("ewa@urzad.example", there, 1),
            ("nobody@urzad.example", there, 1), ("no address", there, 0),
        ]
    )
    func refused(login: String, password: String, asked: Int) async throws {
        try await Self.with(.sqlite) { hall, town, directory in
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await Self.signIn(login, password, hall, town)
            }
            #expect(directory.logins.count == asked)
        }
    }

    @Test("The directory of another office is not asked")
    func elsewhere() async throws {
        try await Self.with(.sqlite, of: "suprasl") { hall, town, directory in
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await Self.signIn("ida@urzad.example", Self.there, hall, town)
            }
            #expect(directory.logins == [])
        }
    }

    @Test("Without the directory those still come in whose password is kept here; no failure is counted")
    func away() async throws {
        try await Self.with(.sqlite) { hall, town, directory in
            directory.goAway()
            for _ in 0..<8 {
                await #expect(throws: AccountFailure.directoryAway) {
                    try await Self.signIn("ida@urzad.example", Self.there, hall, town)
                }
            }
            _ = try await Self.signIn("jan@urzad.example", Self.here, hall, town)
        }
    }
}
