import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct SearchAddressesTests {
    private static let polish = SearchAddresses(AddressIndex(AddressSamples.polish))
    private static let ukrainian = SearchAddresses(AddressIndex(AddressSamples.ukrainian))

    @Test(
        "The first answer is the one that was meant",
        .clause("kremenchuk/A1.2.8"),
        arguments: [
            ("sienk", "ul. Henryka Sienkiewicza, Wzorowo"),
            ("sienk 12", "ul. Henryka Sienkiewicza 12, 00-001 Wzorowo"),
            ("ul. Sienkiewicza 12", "ul. Henryka Sienkiewicza 12, 00-001 Wzorowo"),
            ("SIENKIEWICZA 12a", "ul. Henryka Sienkiewicza 12A, 00-001 Wzorowo"),
            ("ulica sienkiewicza nr 12 A", "ul. Henryka Sienkiewicza 12A, 00-001 Wzorowo"),
            ("Sienkiewicza 9/11", "ul. Henryka Sienkiewicza 9/11, 00-001 Wzorowo"),
            ("sienkeiwicza 5", "ul. Henryka Sienkiewicza 5, 00-001 Wzorowo"),
            ("Sienkewica 5", "ul. Henryka Sienkiewicza 5, 00-001 Wzorowo"),
            ("3 maja", "ul. 3 Maja, Wzorowo"),
            ("3 Maja 5", "ul. 3 Maja 5, 00-002 Wzorowo"),
            ("5 Szkolna, Nowa Wieś", "ul. Szkolna 5, 00-007 Nowa Wieś"),
            ("pl. św. Jadwigi 7", "pl. Świętej Jadwigi 7, 00-003 Wzorowo"),
            ("sw jadwigi", "pl. Świętej Jadwigi, Wzorowo"),
            ("generała Andersa 12/4", "ul. Gen. Władysława Andersa 12, 00-004 Wzorowo"),
            ("Nowa Wieś 3", "Nowa Wieś 3, 00-005"),
            ("nowa wies", "Nowa Wieś"),
            ("Rynek 1", "Rynek 1, 00-006 Wzorowo"),
            ("szkolna wzorowo 14", "ul. Szkolna 14, 00-008 Wzorowo"),
            ("Wzorowo, Szkolna 1 m. 4", "ul. Szkolna 1, 00-008 Wzorowo"),
            ("lakowa 1", "ul. Łąkowa 1, 00-009 Wzorowo"),
            ("сенкевича 12", "ul. Henryka Sienkiewicza 12, 00-001 Wzorowo"),
        ]
    )
    func polish(typed: String, first: String) {
        #expect(Self.polish(typed).first?.line(in: .polish) == first)
    }

    @Test(
        "Ukrainian names are found in both scripts, with slips of the keyboard, and by what they were",
        arguments: [
            ("вул. Мазепи 12", "вул. Івана Мазепи 12, 00-001 Місто", nil),
            ("ывана мазепы", "вул. Івана Мазепи, Місто", nil),
            ("ivana mazepy 3", "вул. Івана Мазепи 3, 00-001 Місто", nil),
            ("iwana mazepy", "вул. Івана Мазепи, Місто", nil),
            ("Леніна 5", "вул. Івана Мазепи 5, 00-001 Місто", "вул. Леніна"),
            ("ленина, 5", "вул. Івана Мазепи 5, 00-001 Місто", "вул. Леніна"),
            ("пр-т ім. газети Правда", "просп. Слобожанський, Місто", "просп. ім. Газети Правда"),
            ("пров. Весніна 1-й", "пров. Джанкойський, Місто", "пров. Весніна 1-й"),
            ("пров. Весніна 1", "пров. Перекопський 1, 00-003 Місто", "пров. Весніна"),
            ("підїзна", "вул. Під’їзна, Місто", nil),
            ("під'їзна", "вул. Під’їзна, Місто", nil),
            ("pidizna 7", "вул. Під’їзна 7, 00-005 Місто", nil),
            ("гонти", "вул. Ґонти, Місто", nil),
            ("shchaslyva", "вул. Щаслива, Місто", nil),
            ("szczasływa", "вул. Щаслива, Місто", nil),
            ("ак. Яворницького", "вул. Академіка Яворницького, Місто", nil),
            ("вул. Щаслива, буд. 12А", "вул. Щаслива 12A, 00-007 Місто", nil),
            ("Щаслыва 12", "вул. Щаслива 12, 00-007 Місто", nil),
        ]
    )
    func ukrainian(typed: String, first: String, former: String?) {
        let answer = Self.ukrainian(typed).first
        #expect(answer?.line(in: .ukrainian) == first)
        #expect(answer?.formerName?.full == former)
    }

    @Test(
        "What is nothing like an address has no answer",
        arguments: [
            "", " ", "12", "x", "ul.", "-/-", "fontanna w parku przy ławce", "zażółć",
            String(repeating: "a", count: 5_000),
            String(repeating: "1 ", count: 500), "\u{0}\u{FEFF}", "'; DROP TABLE addresses; --",
        ]
    )
    func nothing(typed: String) {
        #expect(Self.polish(typed).isEmpty)
    }

    @Test(
        "A number that is not there is answered with the house beside it, and says so",
        arguments: [
            ("sienkiewicza 8", "7", "8"), ("sienkiewicza 13", "12", "13"), ("sienkiewicza 400", "14", "400"),
            ("sienkiewicza 12B", "12", "12B"), ("sienkiewicza 12", "12", nil),
        ]
    )
    func beside(typed: String, number: String, missing: String?) {
        let answer = Self.polish(typed).first
        #expect(answer?.house?.number.description == number)
        #expect(answer?.fit == missing.flatMap { HouseNumber($0) }.map(AddressMatch.Fit.nextTo) ?? .whole)
    }

    @Test("Numbers are completed while one types, and not once a flat follows")
    func completed() {
        let open = Self.polish("sienkiewicza 1").compactMap { $0.house?.number.description }
        #expect(open == ["1", "12", "12A", "14"])
        let closed = Self.polish("sienkiewicza 1 m. 2").compactMap { $0.house?.number.description }
        #expect(closed == ["1"])
    }

    @Test("Of answers that fit alike, the nearest to the place comes first")
    func near() throws {
        let south = try #require(Coordinate(latitude: 50.86, longitude: 20.6))
        let north = try #require(Coordinate(latitude: 50.9, longitude: 20.6))
        #expect(Self.polish("szkolna", near: south).first?.settlement.id == ID("nowa-wies"))
        #expect(Self.polish("szkolna", near: north).first?.settlement.id == ID("wzorowo"))
    }

    @Test(
        "An address that names one house is resolved; one that may be several is not",
        arguments: [
            ("Sienkiewicza 12", "ul. Henryka Sienkiewicza 12, 00-001 Wzorowo", 0),
            ("Szkolna 5", nil, 2),
            ("Szkolna 5, Nowa Wieś", "ul. Szkolna 5, 00-007 Nowa Wieś", 0),
            ("Sienkeiwicza 12", nil, 2),
            ("przy fontannie", nil, 0), ("pl. Szkolna 5, Nowa Wieś", nil, 1),
        ]
    )
    func resolved(typed: String, line: String?, choices: Int) {
        switch Self.polish.resolve(typed) {
        case .house(let match): #expect(match.line(in: .polish) == line)
        case .choices(let matches):
            #expect(line == nil)
            #expect(matches.count >= choices)
        case .unknown: #expect(line == nil && choices == 0)
        }
    }

    @Test("The nearest address of a point is that of the nearest house, and far away there is none")
    func nearest() throws {
        var dice = Dice(seed: 4)
        for _ in 0..<200 {
            let place = try #require(
                Coordinate(
                    latitude: 50.79 + Double(Int.random(in: 0..<1_200, using: &dice)) / 10_000,
                    longitude: 20.59 + Double(Int.random(in: 0..<300, using: &dice)) / 10_000
                )
            )
            let plain = AddressSamples.polish.points.map { $0.point.distance(to: place) }.min() ?? .infinity
            let found = Self.polish.nearest(to: place)
            #expect((found?.distance).map { abs($0 - plain) < 0.001 } ?? (plain > SearchAddresses.reach))
        }
        #expect(Self.polish.nearest(to: try #require(Coordinate(latitude: 51.5, longitude: 20.6))) == nil)
    }

    @Test("A town without a register answers nothing")
    func empty() throws {
        let search = SearchAddresses(.empty)
        #expect(search("Szkolna 1").isEmpty)
        #expect(search.nearest(to: try #require(Coordinate(latitude: 50, longitude: 20))) == nil)
        #expect(search.renamedStreets.isEmpty)
    }
}
