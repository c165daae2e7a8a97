import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// The register as a file, and districts of the town's own map.
@Suite struct AddressTableTests {
    private static func row(_ line: Int, _ names: [Language?: String], _ number: String, at place: (Double, Double))
        -> AddressRow
    {
        var row = AddressRow(line: line)
        (row.street, row.number, row.streetCode) = (names, number, "00\(line)")
        (row.north, row.east) = ("\(place.0)", "\(place.1)")
        return row
    }

    private func load(_ rows: some AddressRows, into hall: TestTownHall) async throws -> AddressCounts {
        try await hall.importAddresses(
            rows,
            by: ImportAddresses.Order(source: "PRG", system: nil, mode: .store, endings: .few, axes: .asNamed),
            orderedBy: .test,
            in: hall.towns[0],
            at: hall.now
        )
    }

    private func file(_ table: AddressTable) throws -> DelimitedAddresses {
        let writer = DelimitedWriter()
        let text = ([table.columns] + table.rows).map(writer.row).joined()
        var bytes: [UInt8]? = Array(text.utf8)
        var rows = DelimitedReader(separator: UInt8(ascii: ",")) {
            defer { bytes = nil }
            return bytes
        }
        let columns = try #require(try rows.next())
        return try DelimitedAddresses(rows, columns: (0..<columns.count).map(columns.readable))
    }

    private static let rows = [
        row(2, [.polish: "ul. Próbna", .ukrainian: "вул. Пробна"], "1", at: (52.1, 19.3)),
        row(3, [nil: "pl. Wzorowy, mały"], "12A", at: (52.1001, 19.3001)), row(4, [:], "7", at: (52.1002, 19.3)),
    ]

    @Test("A register that was written to a file comes back from it as it was", arguments: Engine.available)
    func roundTrip(_ engine: Engine) async throws {
        var table: AddressTable?
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, ProjectTown.named("demo"))
            var street = AddressRow(line: 5)
            street.street = [nil: "ul. Pusta"]
            _ = try await load(ListedRows(Self.rows + [street], system: nil), into: hall)
            let written = AddressTable(try await hall.addressStore.register(in: hall.towns[0].id))
            #expect(written.rows.count == 4)
            let same = try await load(try file(written), into: hall)
            #expect(same.isNothing && same.unchanged == 3)
            table = written
        }
        let written = try #require(table)
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, ProjectTown.named("demo"))
            _ = try await load(try file(written), into: hall)
            let again = AddressTable(try await hall.addressStore.register(in: hall.towns[0].id))
            #expect(again.rows == written.rows && again.columns == written.columns)
        }
    }

    @Test("A house whose source says no district has that of the town's own map", arguments: Engine.available)
    func districts(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, ProjectTown.named("demo"))
            let map = try #require(hall.towns[0].districts)
            let district = try #require(map.all.first)
            let middle = try #require(district.area.middle)
            var said = Self.row(3, [nil: "ul. Próbna"], "2", at: (middle.latitude, middle.longitude))
            said.district = "Osiedle"
            let rows = [Self.row(2, [nil: "ul. Próbna"], "1", at: (middle.latitude, middle.longitude)), said]
            _ = try await load(ListedRows(rows, system: nil), into: hall)
            let points = try await hall.addressStore.register(in: hall.towns[0].id).points
            #expect(points.map(\.district) == [map.district(at: middle)?.name, "Osiedle"])
            let again = try await load(ListedRows(rows, system: nil), into: hall)
            #expect(again.isNothing)
        }
    }
}
