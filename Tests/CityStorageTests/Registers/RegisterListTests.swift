import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// The lists of disclosures and of processors on both engines.
@Suite struct RegisterListTests {
    private static let disclosure = [
        "recipient": "Police, Kielce", "ground": "Article 15 of the Police Act", "data": "Contact data of 2026/1",
        "note": "",
    ]

    @Test(
        "A disclosure is written down with ground and day, sealed, and each look is in the audit log",
        .clause("biale-blota/§7 a4•2", "kielce/VIII.4"),
        arguments: Engine.available,
        ["kielce", "biale-blota"]
    )
    func disclosures(_ engine: Engine, name: String) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(name)
            let hall = try TestTownHall(database, town)
            let (keep, today) = (hall.keepRegisters, town.clock.date(of: hall.now))
            try await keep.add(Self.disclosure, on: today, to: .disclosures, by: .dataOfficer, in: town, at: hall.now)
            let lines = try await keep.entries(of: .disclosures, by: .dataOfficer, in: town, at: hall.now)
            #expect(lines.map(\.words) == [Self.disclosure] && lines.map(\.from) == [today])
            #expect(try await keep.entries(of: .processors, by: .dataOfficer, in: town, at: hall.now) == [])
            let sealed = try await database.town(town.id).read { transaction in
                try transaction.query("SELECT words FROM register_entries WHERE municipality = {town}")
                    .map { String(decoding: try $0.blob("words"), as: UTF8.self) }
            }
            #expect(sealed.allSatisfy { !$0.contains("Police") })
            let entries = try await hall.auditStore.queue(limit: 9).waiting.map { "\($0.kind) \($0.object)" }
            #expect(
                entries.sorted() == [
                    "register.changed register/disclosures", "register.viewed register/disclosures",
                    "register.viewed register/processors",
                ]
            )
        }
    }

    @Test("A processor is ended once, from today on, and a disclosure never", arguments: Engine.available)
    func processors(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let (keep, today) = (hall.keepRegisters, town.clock.date(of: hall.now))
            let firm = ["name": "Host", "task": "Keeps the server", "contract": "12/2026"]
            try await keep.add(firm, on: today - 9, to: .processors, by: .dataOfficer, in: town, at: hall.now)
            try await keep.add(Self.disclosure, on: today, to: .disclosures, by: .dataOfficer, in: town, at: hall.now)
            let id = try await keep.entries(of: .processors, by: .dataOfficer, in: town, at: hall.now)[0].id
            try await keep.endProcessor(id, by: .dataOfficer, in: town, at: hall.now)
            #expect(try await keep.entries(of: .processors, by: .dataOfficer, in: town, at: hall.now)[0].until == today)
            let other = try await keep.entries(of: .disclosures, by: .dataOfficer, in: town, at: hall.now)[0].id
            for line in [id, other] {
                await #expect(throws: RegisterFailure.unknownEntry) {
                    try await keep.endProcessor(line, by: .dataOfficer, in: town, at: hall.now)
                }
            }
        }
    }

    @Test("What a line needs is told together, and nobody writes without the right", arguments: Register.allCases)
    func refusals(register: Register) async throws {
        try await Engine.sqlite.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let today = town.clock.date(of: hall.now)
            var failures: [RegisterFailure] = []
            do {
                try await hall.keepRegisters.add(
                    [:],
                    on: today + 1,
                    to: register,
                    by: .dataOfficer,
                    in: town,
                    at: hall.now
                )
            } catch let told as Failures {
                failures = told.all.compactMap { $0 as? RegisterFailure }
            }
            #expect(failures == register.fields.dropLast().map { .fieldMissing($0) } + [.dayInFuture])
            await #expect(throws: AccountFailure.rightMissing(.handleRights)) {
                try await hall.keepRegisters.entries(of: register, by: .officer, in: town, at: hall.now)
            }
        }
    }
}
