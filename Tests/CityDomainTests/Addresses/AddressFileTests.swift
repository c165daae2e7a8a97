import CityKit
import Testing

@testable import CityDomain

/// Lists of addresses as they come: what is read, and what is said of the rest.
@Suite struct AddressFileTests {
    private static func source(_ text: String, in chunks: Int = .max) -> () throws -> [UInt8]? {
        var rest = Array(text.utf8)[...]
        return {
            guard !rest.isEmpty else { return nil }
            defer { rest = rest.dropFirst(chunks) }
            return Array(rest.prefix(chunks))
        }
    }

    private static func all(_ rows: some AddressRows) throws -> (rows: [AddressRow], faults: [AddressFault]) {
        var rows = rows
        var all: ([AddressRow], [AddressFault]) = ([], [])
        while let row = try rows.next() {
            switch row {
            case .success(let row): all.0.append(row)
            case .failure(let fault): all.1.append(fault)
            }
        }
        return all
    }

    private static func csv(_ text: String) throws -> DelimitedAddresses {
        var rows = DelimitedReader(separator: UInt8(ascii: ";"), source: source(text))
        let names = try rows.next()
        return try DelimitedAddresses(rows, columns: names.map { row in (0..<row.count).map(row.readable) } ?? [])
    }

    private static func row(_ line: Int, street: String, number: String, east: String, north: String) -> AddressRow {
        var row = AddressRow(line: line)
        (row.street, row.number, row.east, row.north) = ([nil: street], number, east, north)
        return row
    }

    @Test(
        "Columns are known by their names in three languages",
        arguments: [
            "street;number;longitude;latitude\nul. Próbna;1;20.1;50.1", "ulica;numer;x;y\nul. Próbna;1;20.1;50.1",
            "вулиця;номер;довгота;широта\nul. Próbna;1;20.1;50.1", "CECHA;ULICA;NR;lon;lat\nul.;Próbna;1;20.1;50.1",
            "addr:street;addr:housenumber;east;north;opis\nul. Próbna;1;20.1;50.1;dom",
        ]
    )
    func columns(text: String) throws {
        let all = try Self.all(Self.csv(text))
        #expect(all.rows == [Self.row(2, street: "ul. Próbna", number: "1", east: "20.1", north: "50.1")])
        #expect(all.faults.isEmpty)
    }

    @Test("Two languages stand side by side")
    func languages() throws {
        let all = try Self.all(Self.csv("street_pl;street_uk;number;x;y\nPróbna;Пробна;1;20;50"))
        #expect(all.rows.first?.street == [.polish: "Próbna", .ukrainian: "Пробна"])
    }

    @Test(
        "A file without the columns that make an address says which are missing",
        arguments: [
            ("street;number\nA;1", "the file has no column latitude, longitude; its columns are: street, number"),
            ("a;b\n1;2", "the file has no column number, latitude, longitude; its columns are: a, b"),
            ("ulica;street;number;x;y\nA;B;1;2;3", "two columns of the file say the same: ulica, street, number, x, y"),
        ]
    )
    func missingColumns(text: String, fault: String) {
        #expect(throws: AddressFileFault(fault)) { _ = try Self.csv(text) }
    }

    @Test("A row of another width, and one that is no text, are named by their line")
    func brokenRows() throws {
        let all = try Self.all(Self.csv("ulica;numer;x;y\nA;1;20\nB;2;20;50\nC;\"3;20;50"))
        #expect(all.rows.map(\.line) == [3])
        #expect(
            all.faults.map(\.description) == [
                "line 2: the row must have 4 fields like the first line",
                "line 4: the row must have 4 fields like the first line",
            ]
        )
    }

    private static let house = """
        {"type":"Feature","properties":{"addr:street":"Próbna","addr:housenumber":"7"},\
        "geometry":{"type":"Point","coordinates":[20.5,50.5]}}
        """

    @Test(
        "Features are read from a collection and from a sequence, however the file is cut",
        arguments: [
            (
                "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\"},\"features\":[\n\(house),\n\(house)]}",
                [2, 3]
            ),
            ("\(house)\n\(house)\n", [1, 2]), ("\u{1E}\(house)\n\u{1E}\(house)\n", [1, 2]),
        ],
        [1, 7, 4_096]
    )
    func features(file: (text: String, lines: [Int]), chunk: Int) throws {
        // The type of a collection stands in what is read first.
        let chunk = file.text.contains("FeatureCollection") ? max(chunk, 64) : chunk
        let all = try Self.all(GeoJSONAddresses(source: Self.source(file.text, in: chunk)))
        #expect(all.rows == file.lines.map { Self.row($0, street: "Próbna", number: "7", east: "20.5", north: "50.5") })
        #expect(all.faults.isEmpty)
    }

    @Test("A house that is an area stands in its middle, a road is a street, and what is neither is passed over")
    func geometries() throws {
        let text = """
            {"type":"Feature","properties":{"addr:housenumber":7,"addr:city":"Wzorowo"},"geometry":{"type":"Polygon",\
            "coordinates":[[[20,50],[20.2,50],[20.2,50.2],[20,50.2]]]}}
            {"type":"Feature","properties":{"highway":"residential","name":"вулиця Пробна","name:pl":"Próbna"},\
            "geometry":{"type":"LineString","coordinates":[[20,50],[21,51]]}}
            {"type":"Feature","properties":{"amenity":"bench"},"geometry":null}
            {"type":"Feature","geometry":null}
            {"type":}
            """
        let all = try Self.all(GeoJSONAddresses(source: Self.source(text)))
        #expect(all.rows.count == 2)
        #expect(all.rows[0].number == "7" && all.rows[0].settlement == [nil: "Wzorowo"])
        #expect(Double(all.rows[0].east).map { abs($0 - 20.1) < 1e-9 } == true)
        #expect(all.rows[1].street == [nil: "вулиця Пробна", .polish: "Próbna"])
        #expect(
            all.faults.map(\.description) == [
                "line 4: is no object that can be read: it has no properties",
                "line 5: is no object that can be read: it is no JSON",
            ]
        )
    }

    @Test(
        "A name keeps a word of a kind that belongs to it",
        arguments: [
            ("Stary Rynek", StreetKind.street, "Stary Rynek"), ("ul. Stary Rynek", .street, "Stary Rynek"),
            ("Rynek", .other, "Rynek"), ("Соборна вулиця", .street, "Соборна"), ("просп. Миру", .avenue, "Миру"),
            ("aleja Róż", .avenue, "Róż"), ("Próbna", .street, "Próbna"),
        ]
    )
    func kinds(text: String, kind: StreetKind, name: String) {
        let read = StreetName(typed: text)
        #expect(read?.kind == kind && read?.text == name)
    }

    @Test("A file that ends within an object is refused as a whole")
    func brokenOff() {
        let cut = String(Self.house.dropLast(3))
        #expect(throws: AddressFileFault("the file ends within the object that begins on line 1")) {
            _ = try Self.all(GeoJSONAddresses(source: Self.source(cut)))
        }
    }

    @Test("Renamed streets are read from open data of a city and from a table")
    func renamed() throws {
        let json = """
            {"lastUpdate":"1","r1":{"oldAreaName":"A","newAreaName":"B","objects":[
            {"type":"lane","oldName":"Стара","newName":"Нова","link":{"href":"x","type":2}}]}}
            """
        var lane = StreetRenaming(line: 1)
        (lane.kind, lane.old, lane.new) = (.lane, "Стара", "Нова")
        #expect(try StreetRenaming.ofAreas(Array(json.utf8)) == [lane])

        var rows = DelimitedReader(
            separator: UInt8(ascii: ";"),
            source: Self.source("old;new;type;date;decision\nStara;Nowa;ul.;2024-05-01;Nr 1/24\nX;Y;;1.5.2024;\nZ\n")
        )
        let names = try rows.next()
        var faults: [AddressFault] = []
        let columns = names.map { row in (0..<row.count).map(row.readable) } ?? []
        let read = try StreetRenaming.of(rows, columns: columns) { faults.append($0) }
        #expect(read.map(\.old) == ["Stara"])
        #expect(read.first?.day == CivilDate(2024, 5, 1) && read.first?.kind == .street)
        #expect(faults.map(\.line) == [3, 4])
        #expect(throws: AddressFileFault.self) { _ = try StreetRenaming.ofAreas(Array("[1]".utf8)) }
    }

    private static func settlements(_ text: String, within code: String) throws -> [String] {
        var rows = DelimitedReader(separator: UInt8(ascii: ";"), source: source(text))
        let names = try rows.next()
        let columns = names.map { row in (0..<row.count).map(row.readable) } ?? []
        return try SettlementList(rows, columns: columns, within: code).entries.map { "\($0.code) \($0.name[.polish])" }
    }

    @Test(
        "Settlements of a commune are taken from the lists of both states",
        arguments: [
            (
                """
                Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;Категорія об’єкта;Назва об’єкта
                UA1;UA2;UA3;;;H;Громада
                UA1;UA2;UA3;UA4;;M;Місто
                UA1;UA2;UA3;UA4;UA5;B;Район міста
                UA1;UA2;UA9;UA8;;C;Село
                """, "UA3", ["UA4 Місто"]
            ),
            (
                """
                WOJ;POW;GMI;RODZ_GMI;RM;MZ;NAZWA;SYM;SYMPOD;STAN_NA
                20;02;09;2;01;1;Wieś;0001;0001;2026-01-01
                20;02;09;2;00;1;Część wsi;0002;0001;2026-01-01
                20;02;10;2;01;1;Inna;0003;0003;2026-01-01
                """, "2002092", ["0001 Wieś"]
            ),
            (
                """
                WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA
                26;61;01;1;Miasto;miasto;2026-01-01
                26;61;01;2;Gmina;gmina wiejska;2026-01-01
                """, "2661011", ["2661011 Miasto"]
            ),
        ]
    )
    func settlements(text: String, code: String, found: [String]) throws {
        #expect(try Self.settlements(text, within: code) == found)
    }

    @Test("A list of another kind, and a commune that is not in it, are refused")
    func wrongSettlements() {
        #expect(throws: AddressFileFault.self) { _ = try Self.settlements("a;b\n1;2", within: "1") }
        #expect(throws: AddressFileFault.self) {
            _ = try Self.settlements("WOJ;POW;GMI;RODZ;NAZWA\n26;61;01;1;Miasto", within: "9999999")
        }
    }
}
