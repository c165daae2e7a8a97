import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct SubmitReportTests {
    @Test(
        "What was submitted opens again, sealed in between, with its terms and its number",
        .clause("kielce/III.19", "kielce/III.11"),
        arguments: Engine.available
    )
    func whole(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let receipt = try await hall.submit(.personal(in: town), key: "k", language: .ukrainian, in: town)
            #expect(receipt.number == ReportNumber(year: 2026, sequence: 1))
            #expect(receipt.receivedAt == .monday)
            #expect(receipt.isRepeated == false)
            let open = try await hall.open(receipt.number, receipt.secret, in: town)
            let place = Place(
                address: "ul. Zmyślona 21",
                point: Coordinate(latitude: 50.87033, longitude: 20.62752),
                hint: "trzecia latarnia od skrzyżowania"
            )
            let words = "Przy przejściu nie świeci latarnia. Po zmroku nic tu nie widać."
            #expect(open.content == ReportContent(description: words, place: place))
            #expect(open.contact.email == (try EmailAddress(typed: "zaneta.wymyslona@poczta.example")))
            #expect(open.contact.phone?.e164 == "+48600123456")
            #expect(open.report.status == .new)
            #expect(open.report.deadlines.map(\.due) == [CivilDate(2026, 4, 30)])
            #expect([open.language.rawValue, open.termsVersion, open.clientKey.rawValue] == ["uk", "2025-01", "k"])
            #expect(open.emailConfirmedAt == nil)
            #expect(open.answers.isEmpty)
        }
    }

    @Test(
        "The same key and body give the same receipt again, later and from another browser",
        arguments: Engine.available
    )
    func repeating(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            let first = try await hall.submit(key: "k", in: town)
            hall.clock.advance(.days(2))
            let again = try await hall.submit(key: "k", language: .english, in: town)
            #expect(again.isRepeated)
            #expect([again.number] == [first.number])
            #expect([again.secret] == [first.secret])
            #expect([again.receivedAt] == [first.receivedAt])
            let next = try await hall.submit(key: "k2", in: town)
            #expect(next.number.sequence == 2)
            #expect(next.secret != first.secret)
        }
    }

    @Test("The same key with another body is refused, whatever part differs", arguments: Engine.available)
    func reusing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            _ = try await hall.submit(.personal(in: town), key: "k", in: town)
            let changes: [@Sendable (inout Submission) -> Void] = [
                { $0.category = "pavement" }, { $0.description += "!" }, { $0.address += " m. 2" }, { $0.hint = "" },
                { ($0.latitude, $0.longitude) = ("", "") }, { $0.name = "Jan Próbny" },
                { $0.email = "jan@poczta.example" },
                { $0.phone = "" }, { $0.termsVersion = "" }, { $0.declaresAge = false },
                // Wrong as well: still no second report under this key.
                { $0.description = "" },
            ]
            for change in changes {
                var other = Submission.personal(in: town)
                change(&other)
                await #expect(throws: ReportFailure.clientKeyReused) {
                    try await hall.submit(other, key: "k", in: town)
                }
            }
            let list = try await hall.cases.inbox(.page(), in: town.id)
            #expect(list.elements.count == 1)
        }
    }

    @Test("A repetition is answered although the terms have changed since", arguments: Engine.available)
    func repeatingAfterNewTerms(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            let first = try await hall.submit(key: "k", in: town)
            let newTerms = ProjectTown.Change(
                "municipality.json5",
                #"{ version: "2025-01", effective: "2025-01-01","#,
                #"{ version: "2026-05", effective: "2025-02-01","#
            )
            let changed = try ProjectTown.named("suprasl", revision: 2, newTerms)
            let again = try await hall.submit(.sample(in: town), key: "k", in: changed)
            #expect([again.number] == [first.number])
            await #expect {
                try await hall.submit(.sample(in: town), key: "k2", in: changed)
            } throws: { error in
                (error as? Failures)?.all.map { $0 as? ReportFailure } == [.termsOutdated]
            }
        }
    }

    @Test("A wrong submission stores nothing and takes no number", arguments: Engine.available)
    func wrong(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            await #expect(throws: Failures.self) { try await hall.submit(Submission(), in: town) }
            #expect(try await hall.cases.inbox(.page(), in: town.id).elements.isEmpty)
            #expect(try await hall.submit(in: town).number.sequence == 1)
        }
    }

    @Test(
        "Where only accounts report, the page takes nothing from visitors",
        .clause("biale-blota/§4 a1", "siedlce/§3.1.4"),
        arguments: Engine.available,
        ["biale-blota", "siedlce"]
    )
    func accountsOnly(_ engine: Engine, name: String) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(name)
            let hall = try TestTownHall(database, town)
            await #expect(throws: ReportFailure.accountNeeded) { try await hall.submit(in: town) }
            _ = try await hall.submit(origin: .api(ID("k1")), in: town)
        }
    }

    @Test(
        "The year of a number is the year in the town, not in Greenwich",
        arguments: Engine.available,
        [(22, 59, "2026/1"), (23, 0, "2027/1")]
    )
    func year(_ engine: Engine, row: (hour: Int, minute: Int, number: String)) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town, at: .utc(CivilDate(2026, 12, 31), row.hour, row.minute))
            #expect(try await hall.submit(in: town).number.description == row.number)
        }
    }

    @Test("A hundred people at once get a hundred numbers", arguments: Engine.available)
    func crowd(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let receipts = try await withThrowingTaskGroup(of: SubmitReport.Receipt.self) { group in
                for _ in 0..<100 { group.addTask { try await hall.submit(.personal(in: town), in: town) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(receipts.map(\.number.sequence).sorted() == Array(1...100))
            #expect(Set(receipts.map(\.secret)).count == 100)
        }
    }
}
