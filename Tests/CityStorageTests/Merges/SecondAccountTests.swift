import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Which accounts look like those of one person, and where that is asked at all.
@Suite struct SecondAccountTests {
    private static func with(
        _ engine: Engine,
        _ name: String = "demo",
        _ body: (TestTownHall, SignInResident.Signed, SignInResident.Signed, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(name)
            let hall = try TestTownHall(database, town)
            let ida = try await hall.resident(in: town)
            hall.clock.advance(.minutes(1))
            try await body(hall, ida, try await hall.resident("eda@example.org", in: town), town)
        }
    }

    @Test(
        "Accounts with the same names and phone number are found, the older one first",
        .clause("kremenchuk/A2.4.1"),
        arguments: Engine.available,
        ["kremenchuk", "demo"]
    )
    func found(_ engine: Engine, name: String) async throws {
        try await Self.with(engine, name) { hall, ida, eda, town in
            for _ in 0..<2 {
                try await hall.findSecondAccounts(in: town, at: hall.now)
                let pairs = try await hall.secondAccounts.suspicions(limit: 9, in: town.id)
                #expect(pairs.map { [$0.older, $0.newer] } == [[ida.resident.id, eda.resident.id]])
            }
        }
    }

    @Test(
        "Spelling and order of the names do not count, the number does, and names alone find nobody",
        arguments: Engine.available,
        [
            ("IDA", "przykladowa", "600 100 200", true), ("Przykładowa", "Ida", "+48 600-100-200", true),
            ("Ida", "Przykładowa", "600 100 201", false), ("Ada", "Przykładowa", "600 100 200", false),
            ("Ida", "Przykładowa", "", false),
        ]
    )
    func alike(_ engine: Engine, row: (String, String, String, Bool)) async throws {
        try await Self.with(engine) { hall, _, eda, town in
            let (given, surname, phone, isFound) = row
            let now = hall.now
            try await hall.changeProfile(eda, givenName: given, surname: surname, phone: phone, in: town, at: now)
            try await hall.findSecondAccounts(in: town, at: now)
            #expect(try await hall.secondAccounts.suspicions(limit: 9, in: town.id).isEmpty == !isFound)
        }
    }

    @Test("Two accounts without a phone number are not compared", arguments: Engine.available)
    func withoutPhone(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, eda, town in
            for signed in [ida, eda] {
                let name = signed.profile
                try await hall.changeProfile(
                    signed,
                    givenName: name.givenName.text,
                    surname: name.surname.text,
                    phone: "",
                    in: town,
                    at: hall.now
                )
            }
            try await hall.findSecondAccounts(in: town, at: hall.now)
            #expect(try await hall.secondAccounts.suspicions(limit: 9, in: town.id) == [])
        }
    }

    @Test("A suspicion goes when the data change, and one that was dismissed does not come back")
    func changes() async throws {
        try await Self.with(.sqlite) { hall, _, eda, town in
            let token = try await hall.signInResident.begin(eda.resident.id, from: .sample, in: town, at: hall.now)
                .session
            func change(phone: String) async throws -> [SecondAccount] {
                hall.clock.advance(.minutes(1))
                let now = hall.now
                try await hall.changeProfile(
                    hall.signInResident.session(token, in: town, at: now),
                    givenName: "Ida",
                    surname: "Przykładowa",
                    phone: phone,
                    in: town,
                    at: now
                )
                try await hall.findSecondAccounts(in: town, at: now)
                return try await hall.secondAccounts.suspicions(limit: 9, in: town.id)
            }
            let (first, none) = (try await change(phone: "600 100 200"), try await change(phone: "600 100 201"))
            #expect(first.count == 1 && none.isEmpty)
            let again = try #require(try await change(phone: "600 100 200").first)
            try await hall.reviewSecondAccounts.dismiss(again.id, by: .administrator, in: town, at: hall.now)
            let (other, back) = (try await change(phone: "600 100 201"), try await change(phone: "600 100 200"))
            #expect(other.isEmpty && back.isEmpty)
        }
    }

    @Test("Where no rule gives each person one account nothing is compared or kept", arguments: Engine.available)
    func withoutRule(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, _, _, town in
            try await hall.findSecondAccounts(in: town, at: hall.now)
            let without = try ProjectTown.named("demo", .init("rules.json5", "    onePerPerson: {", "    // {"))
            try await hall.findSecondAccounts(in: without, at: hall.now)
            #expect(try await hall.secondAccounts.suspicions(limit: 9, in: town.id) == [])
            let indexes = try await hall.database.town(town.id).read { transaction in
                try transaction.query(
                    "SELECT id FROM residents WHERE municipality = {town} AND person_index IS NOT NULL"
                )
            }
            #expect(indexes.isEmpty)
            try await hall.findSecondAccounts(in: town, at: hall.now)
            #expect(try await hall.secondAccounts.suspicions(limit: 9, in: town.id).count == 1)
        }
    }

    @Test("The index has eleven bits, so that it tells little of a number", arguments: Engine.available)
    func index(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, _, _, town in
            try await hall.findSecondAccounts(in: town, at: hall.now)
            let indexes = try await hall.database.town(town.id).read { transaction in
                try transaction.query("SELECT person_index FROM residents WHERE municipality = {town}")
                    .map { try $0.blob("person_index") }
            }
            #expect(indexes.count == 2 && Set(indexes).count == 1 && indexes[0].count == 2)
            #expect(IndexedColumn.person.length == .bits(11))
        }
    }

    @Test("The office sees the pair after the look is in the audit log, and nobody else does")
    func review() async throws {
        try await Self.with(.sqlite) { hall, _, _, town in
            try await hall.findSecondAccounts(in: town, at: hall.now)
            await #expect(throws: AccountFailure.rightMissing(.manageResidents)) {
                try await hall.reviewSecondAccounts(by: .officer, in: town, at: hall.now)
            }
            let pairs = try await hall.reviewSecondAccounts(by: .administrator, in: town, at: hall.now)
            let emails = pairs.map { [$0.older.profile.email.text, $0.newer.profile.email.text] }
            #expect(emails == [["ida@example.org", "eda@example.org"]])
            let kinds = try await hall.auditStore.queue(limit: 9).waiting.map(\.kind)
            #expect(kinds == ["secondAccounts.viewed"])
        }
    }
}
