import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct AddressStoreTests {
    /// A house of the demonstration, some metres from the one before.
    private static func row(_ line: Int, _ street: String, _ number: String, metres: Int = 0) -> AddressRow {
        var row = AddressRow(line: line)
        (row.street, row.number) = ([nil: street], number)
        (row.north, row.east) = ("\(52.1 + Double(metres) / 111_000)", "19.3")
        return row
    }

    private static let first = [
        row(2, "ul. Próbna", "1"), row(3, "ul. Próbna", "2"), row(4, "ul. Próbna", "3"), row(5, "al. Wzorowa", "1"),
        row(6, "ul. Próbna", "4"), row(7, "ul. Próbna", "5"), row(8, "ul. Próbna", "6"),
    ]

    private func load(
        _ rows: [AddressRow],
        source: String = "PRG",
        _ mode: ImportAddresses.Order.Mode = .store,
        endings: ImportAddresses.Order.Endings = .few,
        axes: ImportAddresses.Order.Axes = .asNamed,
        system: CoordinateSystem? = nil,
        into hall: TestTownHall,
        rejected: @escaping (AddressFault) -> Void = { _ in }
    ) async throws -> AddressCounts {
        try await hall.importAddresses(
            ListedRows(rows, system: nil),
            by: ImportAddresses.Order(source: source, system: system, mode: mode, endings: endings, axes: axes),
            orderedBy: .test,
            in: hall.towns[0],
            at: hall.now,
            ImportAddresses.Listener(rejected: rejected)
        )
    }

    private func hall(_ database: any Database) throws -> TestTownHall {
        try TestTownHall(database, ProjectTown.named("demo"))
    }

    private func register(_ hall: TestTownHall) async throws -> AddressRegister {
        try await hall.addressStore.register(in: hall.towns[0].id)
    }

    private func lines(_ register: AddressRegister) -> [String] {
        let streets = Dictionary(register.streets.map { ($0.id, $0) }) { first, _ in first }
        return register.points.map { "\(streets[$0.street]?.name(in: .polish)?.full ?? "?") \($0.number)" }
    }

    @Test(
        "A list is taken in, the same list again changes nothing, and a dry run never does",
        arguments: Engine.available
    )
    func twice(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try hall(database)
            let dry = try await load(Self.first, .dryRun, into: hall)
            #expect(dry.added == 7 && dry.streets == 2)
            let isEmpty = try await register(hall).points.isEmpty
            #expect(isEmpty)
            let counts = try await load(Self.first, into: hall)
            #expect(counts == dry)
            let register = try await register(hall)
            #expect(
                Set(lines(register)) == [
                    "al. Wzorowa 1", "ul. Próbna 1", "ul. Próbna 2", "ul. Próbna 3", "ul. Próbna 4", "ul. Próbna 5",
                    "ul. Próbna 6",
                ]
            )
            #expect(register.settlements.map(\.name) == [hall.towns[0].profile.name])
            let again = try await load(Self.first, into: hall)
            #expect(again.isNothing && again.unchanged == 7)
            let revisions = try await hall.addressStore.revisions()
            #expect(revisions == [hall.towns[0].id: 1])
            let kinds = try await hall.auditStore.queue(limit: 10).waiting.map(\.kind)
            #expect(kinds.filter { $0 == AuditKind.addressesImported.rawValue }.count == 1)
        }
    }

    @Test("What differs is changed, what the source has no longer ends, and it comes back", arguments: Engine.available)
    func changed(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try hall(database)
            _ = try await load(Self.first, into: hall)
            _ = try await load([Self.row(2, "ul. Próbna", "99")], source: "other", into: hall)
            var next = Array(Self.first.dropLast())
            next[0].postalCode = "00-001"
            next[1].north = "52.1002"
            let counts = try await load(next, into: hall)
            #expect((counts.changed, counts.ended, counts.unchanged, counts.added) == (2, 1, 4, 0))
            var lines = lines(try await register(hall))
            #expect(!lines.contains("ul. Próbna 6") && lines.contains("ul. Próbna 99"))
            let back = try await load(Self.first, into: hall)
            #expect((back.added, back.changed) == (1, 2))
            lines = self.lines(try await register(hall))
            #expect(lines.contains("ul. Próbna 6"))
        }
    }

    @Test("A file that looks cut off ends nothing unless it is said to be whole", arguments: Engine.available)
    func cutOff(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try hall(database)
            _ = try await load(Self.first, into: hall)
            await #expect(throws: AddressFileFault.self) { _ = try await load([Self.first[0]], into: hall) }
            let kept = try await register(hall).points.count
            #expect(kept == 7)
            let counts = try await load([Self.first[0]], endings: .any, into: hall)
            #expect(counts.ended == 6)
            let left = try await register(hall).points.count
            #expect(left == 1)
        }
    }

    @Test(
        "Rows that are no address are named by line and reason, and the others are taken",
        arguments: Engine.available
    )
    func rejected(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try hall(database)
            var far = Self.row(10, "ul. Daleka", "1")
            far.north = "48.0"
            var none = Self.row(11, "ul. Próbna", "7")
            none.east = "tu"
            var empty = AddressRow(line: 12)
            empty.east = "1"
            let odd = [
                Self.row(8, "ul. Próbna", "dom"), Self.row(9, "ul. Próbna", "1", metres: 400), far, none, empty,
                Self.row(13, "ul. Próbna", "2", metres: 10), Self.row(14, String(repeating: "x", count: 200), "1"),
            ]
            var faults: [String] = []
            let counts = try await load(Array(Self.first.prefix(6)) + odd, into: hall) { faults.append("\($0)") }
            #expect((counts.added, counts.rejected, counts.repeated, counts.read) == (6, 6, 1, 13))
            #expect(
                faults.sorted() == [
                    "line 10: lies outside of the town and its surroundings",
                    "line 11: has no place; it needs two coordinates that are numbers",
                    "line 12: has neither a street nor a number",
                    "line 14: the street is longer than 120 characters",
                    "line 8: “dom” is no number of a house; write 12, 12A, 7/9 or 3K2",
                    "line 9: is the house of line 2, 400 m from there; one of them is wrong",
                ]
            )
        }
    }

    @Test("Swapped coordinates and another system are found out and said", arguments: Engine.available)
    func systems(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try hall(database)
            let swapped = Self.first.map { row in
                var row = row
                (row.east, row.north) = (row.north, row.east)
                return row
            }
            await #expect(
                throws: AddressFileFault(
                    "the two coordinates are swapped: the other way round they lie in the town; add --swapped"
                )
            ) {
                _ = try await load(swapped, into: hall)
            }
            let turned = try await load(swapped, .dryRun, axes: .either, into: hall).added
            #expect(turned == 7)
            let metres = Self.first.map { row in
                var row = row
                (row.east, row.north) = ("520543", "470470")
                return row
            }
            await #expect(
                throws: AddressFileFault(
                    "as WGS 84 the places lie far from the town, as PUWG 1992 in it; add --system EPSG:2180"
                )
            ) {
                _ = try await load([metres[0]], into: hall)
            }
            let placed = try await load([metres[0]], .dryRun, system: CoordinateSystem(epsg: 2180), into: hall).added
            #expect(placed == 1)
            let nowhere = Self.first.map { row in
                var row = row
                (row.east, row.north) = ("-70", "-40")
                return row
            }
            await #expect(throws: AddressFileFault.self) { _ = try await load(nowhere, into: hall) }
        }
    }

    private func renaming(_ old: String, _ new: String) -> StreetRenaming {
        var renaming = StreetRenaming(line: 1)
        (renaming.old, renaming.new, renaming.day) = (old, new, CivilDate(2024, 5, 1))
        renaming.decision = "Uchwała 1/24"
        return renaming
    }

    private func rename(_ renamings: [StreetRenaming], in hall: TestTownHall) async throws -> AddressCounts {
        try await hall.renameStreets(
            renamings,
            from: "list",
            mode: .store,
            orderedBy: .test,
            in: hall.towns[0],
            at: hall.now
        )
    }

    @Test(
        "A street keeps its houses under a new name, whichever name the register knew",
        .clause("kremenchuk/A1.2.8"),
        arguments: Engine.available
    )
    func renamed(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try hall(database)
            _ = try await load(Self.first, into: hall)
            let list = [
                renaming("ul. Próbna", "ul. Nowa"), renaming("al. Dawna", "al. Wzorowa"),
                renaming("pl. Znikły", "pl. Obecny"),
            ]
            let counts = try await rename(list, in: hall)
            #expect((counts.changed, counts.added) == (2, 1))
            let unchanged = try await rename(list, in: hall).unchanged
            #expect(unchanged == 3)
            let search = SearchAddresses(AddressIndex(try await register(hall)))
            for (typed, line, former) in [
                ("próbna 3", "ul. Nowa 3, Przykładów", "ul. Próbna"), ("nowa 3", "ul. Nowa 3, Przykładów", nil),
                ("al. Dawna 1", "al. Wzorowa 1, Przykładów", "al. Dawna"),
                ("znikły", "pl. Obecny, Przykładów", "pl. Znikły"),
            ] {
                let answer = search(typed).first
                #expect(answer?.line(in: .polish) == line)
                #expect(answer?.formerName?.full == former)
            }
            let former = try #require(
                search.renamedStreets.flatMap(\.street.earlierNames).first { $0.text == "Próbna" }
            )
            #expect(former.until == CivilDate(2024, 5, 1) && former.decision == "Uchwała 1/24")
            // The list of addresses is older than the decision: it names the street as it was.
            let again = try await load(Self.first, into: hall)
            #expect(again.isNothing)
        }
    }

    @Test(
        "Of two changes that began at one register the second is refused, and nothing of it is seen",
        arguments: Engine.available
    )
    func race(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try hall(database)
            _ = try await load(Self.first, into: hall)
            let (store, town) = (hall.addressStore, hall.towns[0].id)
            let change = AddressImport(at: hall.now, source: "PRG", counts: AddressCounts())
            await #expect(throws: AddressFailure.changedMeanwhile) {
                try await store.begin(change, after: .nothing, in: town)
            }
            let state = try await store.state(in: town)
            try await store.begin(change, after: state, in: town)
            let open = try await store.state(in: town)
            #expect(open == AddressState(revision: 2, isWhole: false, writtenAt: hall.now))
            hall.clock.advance(AddressImport.patience)
            // One that was stopped on its way: servers do not see it, and the next one ends it.
            let before = try await store.revisions()
            #expect(before == [town: 1])
            let again = try await load(Self.first, into: hall)
            #expect(again.isNothing)
            let entry = try hall.audit.entry(
                .init(.addressesImported, .source("PRG")),
                by: .test,
                in: town,
                at: hall.now
            )
            await #expect(throws: AddressFailure.changedMeanwhile) {
                try await store.take(AddressPart(at: hall.now), of: 2, at: hall.now, in: town)
            }
            await #expect(throws: AddressFailure.changedMeanwhile) {
                try await store.finish(change, after: state, noting: entry, in: town)
            }
            let revisions = try await hall.addressStore.revisions()
            #expect(revisions == [hall.towns[0].id: 3])
            let added = try await hall.addressStore.imports(limit: 5, in: hall.towns[0].id).map(\.counts.added)
            #expect(added == [0, 7])
        }
    }

    @Test("While a change goes on another one stores nothing, whatever it knows of it", arguments: Engine.available)
    func running(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try hall(database)
            _ = try await load(Self.first, into: hall)
            let (store, town) = (hall.addressStore, hall.towns[0].id)
            let change = AddressImport(at: hall.now, source: "PRG", counts: AddressCounts())
            try await store.begin(change, after: store.state(in: town), in: town)
            hall.clock.advance(.seconds(20))
            try await store.take(AddressPart(at: hall.now), of: 2, at: hall.now, in: town)
            hall.clock.advance(.seconds(29))
            await #expect(throws: AddressFailure.running) {
                _ = try await load([Self.row(2, "ul. Inna", "1")], source: "OSM", into: hall)
            }
            let kept = lines(try await register(hall))
            #expect(!kept.contains("ul. Inna 1"))
            hall.clock.advance(.seconds(1))
            let counts = try await load([Self.row(2, "ul. Inna", "1")], source: "OSM", into: hall)
            #expect(counts.added == 1)
        }
    }

    @Test("Towns do not see each other's addresses", arguments: Engine.available)
    func apart(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, ProjectTown.named("demo"), ProjectTown.named("kielce"))
            _ = try await load(Self.first, into: hall)
            let isEmpty = try await hall.addressStore.register(in: hall.towns[1].id).streets.isEmpty
            #expect(isEmpty)
        }
    }

    @Test("A house belongs to the list that had it first, and a spoilt row ends nothing", arguments: Engine.available)
    func otherSources(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try hall(database)
            _ = try await load(Self.first, into: hall)
            let other = try await load([Self.row(2, "ul. Próbna", "1", metres: 5)], source: "OSM", into: hall)
            #expect(other.isNothing && other.unchanged == 1)
            _ = try await load([Self.row(2, "ul. Inna", "1")], source: "OSM", into: hall)
            #expect(lines(try await register(hall)).contains("ul. Próbna 1"))
            var spoilt = Self.first
            spoilt[2].east = "tu"
            let counts = try await load(spoilt, into: hall)
            #expect((counts.ended, counts.rejected) == (0, 1))
        }
    }

    @Test("Villages of one name stay apart by their codes", arguments: Engine.available)
    func villages(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try hall(database)
            let rows = ["01", "02"].enumerated().map { index, code in
                var row = Self.row(index + 2, "ul. Polna", "1", metres: index * 3_000)
                (row.settlement, row.settlementCode) = ([nil: "Nowa Wieś"], code)
                return row
            }
            let counts = try await load(rows, into: hall)
            #expect((counts.settlements, counts.streets, counts.added, counts.rejected) == (2, 2, 2, 0))
        }
    }

    @Test(
        "A name that comes back is taken, an older list does not take it away, and a day is filled in",
        arguments: Engine.available
    )
    func namesComeBack(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try hall(database)
            _ = try await load(Self.first, into: hall)
            var there = renaming("ul. Próbna", "ul. Nowa")
            there.day = nil
            _ = try await rename([there], in: hall)
            _ = try await rename([renaming("ul. Próbna", "ul. Nowa")], in: hall)
            let filled = try await register(hall).streets.flatMap(\.earlierNames).map(\.until)
            #expect(filled == [CivilDate(2024, 5, 1)])
            var back = renaming("ul. Nowa", "ul. Próbna")
            back.day = CivilDate(2025, 1, 1)
            let counts = try await rename([back], in: hall)
            #expect(counts.changed == 1)
            let again = try await rename([renaming("ul. Próbna", "ul. Nowa")], in: hall)
            #expect(again.unchanged == 1)
            let names = try await register(hall).streets.first { $0.names.contains { $0.text == "Próbna" } }?.names.map(
                \.full
            )
            #expect(names == ["ul. Próbna", "ul. Nowa"])
        }
    }
}
