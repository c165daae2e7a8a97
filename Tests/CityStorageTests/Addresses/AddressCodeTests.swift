import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Codes of settlements and streets while lists come and go.
@Suite struct AddressCodeTests {
    private static func row(
        _ line: Int,
        _ street: String,
        _ number: String,
        ulic: String = "",
        simc: String = "",
        in settlement: String = ""
    ) -> AddressRow {
        var row = AddressRow(line: line)
        (row.street, row.number, row.streetCode) = ([nil: street], number, ulic)
        (row.settlement, row.settlementCode) = (settlement.isEmpty ? [:] : [nil: settlement], simc)
        (row.north, row.east) = ("\(52.1 + Double(line) / 10_000)", "19.3")
        return row
    }

    private func load(_ rows: [AddressRow], into hall: TestTownHall, told: @escaping (String) -> Void = { _ in })
        async throws -> AddressCounts
    {
        try await hall.importAddresses(
            ListedRows(rows, system: nil),
            by: ImportAddresses.Order(source: "PRG", system: nil, mode: .store, endings: .any, axes: .asNamed),
            orderedBy: .test,
            in: hall.towns[0],
            at: hall.now,
            ImportAddresses.Listener(rejected: { told("\($0)") }, noticed: { told("\($0)") })
        )
    }

    private func rename(_ old: String, _ new: String, in hall: TestTownHall) async throws -> AddressCounts {
        var renaming = StreetRenaming(line: 1)
        (renaming.old, renaming.new, renaming.day) = (old, new, CivilDate(2024, 5, 1))
        return try await hall.renameStreets(
            [renaming],
            from: "list",
            mode: .store,
            orderedBy: .test,
            in: hall.towns[0],
            at: hall.now
        )
    }

    private func with(_ engine: Engine, _ body: (TestTownHall) async throws -> Void) async throws {
        try await engine.withDatabase { try await body(TestTownHall($0, ProjectTown.named("demo"))) }
    }

    /// Each street with its houses, as “id: name, former name: numbers”.
    private func streets(_ hall: TestTownHall) async throws -> [String] {
        let register = try await hall.addressStore.register(in: hall.towns[0].id)
        return register.streets.map { street in
            let numbers = register.points.filter { $0.street == street.id }.map(\.number.description)
            let names = street.names.map { $0.isCurrent ? $0.text : "(\($0.text))" }.joined(separator: " ")
            let id = street.id.rawValue.replacing("przykladow-", with: "")
            return "\(id): \(names) \(street.code ?? "–"): \(numbers.joined(separator: " "))"
        }
    }

    @Test(
        "A row that names its settlement by the code belongs to that one, and to none where nobody knows the code",
        arguments: Engine.available
    )
    func settlements(_ engine: Engine) async throws {
        try await with(engine) { hall in
            var told: [String] = []
            let counts = try await load(
                [
                    Self.row(2, "ul. Polna", "1", simc: "01", in: "Wzorowo"), Self.row(3, "ul. Polna", "2", simc: "01"),
                    Self.row(4, "ul. Polna", "3", simc: "99"), Self.row(5, "ul. Polna", "4"),
                ],
                into: hall
            ) { told.append($0) }
            #expect((counts.added, counts.rejected, counts.settlements) == (3, 1, 2))
            #expect(
                told == [
                    "line 4: names no settlement, and no settlement has the code “99”; add the name, or take in the settlements first"
                ]
            )
            let all = try await hall.addressStore.register(in: hall.towns[0].id)
            let wzorowo = try #require(all.settlements.first { $0.code == "01" })
            let street = try #require(all.streets.first { $0.settlement == wzorowo.id })
            #expect(all.points.filter { $0.street == street.id }.map(\.number.description) == ["1", "2"])
        }
    }

    @Test(
        "Two ways to write one street in one file are no renaming: the first is kept, and the other is told",
        arguments: Engine.available
    )
    func spellings(_ engine: Engine) async throws {
        try await with(engine) { hall in
            let rows = [
                Self.row(2, "ul. Gen. Guzika", "1", ulic: "7"), Self.row(3, "ul. Antoniego Guzika", "2", ulic: "7"),
                Self.row(4, "ul. Antoniego Guzika", "3", ulic: "7"),
            ]
            var told: [String] = []
            let counts = try await load(rows, into: hall) { told.append($0) }
            #expect((counts.added, counts.rejected, counts.spelt, counts.streets) == (3, 0, 1, 1))
            #expect(
                told == [
                    """
                    line 3: calls the street “ul. Antoniego Guzika”, which line 2 calls “ul. Gen. Guzika” under the same code; that \
                    name is kept
                    """
                ]
            )
            #expect(try await streets(hall) == ["gen-guzika: Gen. Guzika 7: 1 2 3"])
            let again = try await load(rows, into: hall)
            #expect(again.isNothing)
            let last = try await hall.addressStore.imports(limit: 1, in: hall.towns[0].id).first
            #expect(last?.counts.spelt == 1)
        }
    }

    @Test("The next file may give a street a new name under its code", arguments: Engine.available)
    func newName(_ engine: Engine) async throws {
        try await with(engine) { hall in
            _ = try await load([Self.row(2, "ul. Dawna", "1", ulic: "7")], into: hall)
            _ = try await load([Self.row(2, "ul. Nowa", "1", ulic: "7")], into: hall)
            #expect(try await streets(hall) == ["dawna: Nowa (Dawna) 7: 1"])
        }
    }

    @Test(
        "A renamed street that comes back under a new code keeps its houses, whichever was known first",
        arguments: Engine.available,
        ["the renaming", "the new code"]
    )
    func newCode(_ engine: Engine, first: String) async throws {
        try await with(engine) { hall in
            let old = [Self.row(2, "ul. Dawna", "1", ulic: "7"), Self.row(3, "ul. Dawna", "2", ulic: "7")]
            let new = [Self.row(2, "ul. Nowa", "1", ulic: "8"), Self.row(3, "ul. Nowa", "2", ulic: "8")]
            _ = try await load(old, into: hall)
            if first == "the renaming" { _ = try await rename("ul. Dawna", "ul. Nowa", in: hall) }
            _ = try await load(new, into: hall)
            if first == "the new code" {
                #expect(try await rename("ul. Dawna", "ul. Nowa", in: hall).changed == 1)
            }
            let all = try await streets(hall).filter { $0.hasPrefix("dawna") }
            let code = first == "the renaming" ? "7" : "8"
            #expect(all == ["dawna: Nowa (Dawna) \(code): 1 2"])
            let search = SearchAddresses(AddressIndex(try await hall.addressStore.register(in: hall.towns[0].id)))
            for typed in ["dawna 2", "nowa 2"] {
                #expect(search(typed).first?.line(in: .polish) == "ul. Nowa 2, Przykładów")
                #expect(Set(search(typed).map(\.street?.id)).count == 1)
            }
            #expect(search.renamedStreets.count == 1)
            let again = try await load(new, into: hall)
            let renamed = try await rename("ul. Dawna", "ul. Nowa", in: hall)
            #expect(again.isNothing && renamed.unchanged == 1)
        }
    }

    @Test("A street of the old name that has houses is another one, and stays", arguments: Engine.available)
    func namesakes(_ engine: Engine) async throws {
        try await with(engine) { hall in
            _ = try await load(
                [Self.row(2, "ul. Szkolna", "1", ulic: "7"), Self.row(3, "ul. Nowa", "1", ulic: "8")],
                into: hall
            )
            _ = try await rename("ul. Szkolna", "ul. Nowa", in: hall)
            let all = try await streets(hall)
            #expect(all == ["nowa: Nowa (Szkolna) 8: 1", "szkolna: Szkolna 7: 1"])
        }
    }
}
