import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Foundation
import Testing

@testable import CityApp

/// `ratusz addresses`, from files of every form to what a running server answers.
@Suite struct AddressCommandTests {
    private static let csv = """
        ulica;numer;szerokosc;dlugosc;kod_pocztowy
        ul. Próbna;1;52.1;19.3;00-001
        ul. Próbna;2;52,1001;19,3001;00-001
        """

    /// By the model of 2012: the street by reference, the place in PUWG 1992 with north first.
    private static let model2012 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:prg-ad="a" xmlns:mua="b">
        <gml:featureMember><prg-ad:PRG_PunktAdresowy gml:id="P.1">
        <prg-ad:miejscowosc>Przykładów</prg-ad:miejscowosc><prg-ad:ulica>Próbna</prg-ad:ulica>
        <prg-ad:numerPorzadkowy>1</prg-ad:numerPorzadkowy><prg-ad:kodPocztowy>00-001</prg-ad:kodPocztowy>
        <prg-ad:pozycja><gml:Point srsName="urn:ogc:def:crs:EPSG::2180"><gml:pos>470470.7 520543.1</gml:pos></gml:Point></prg-ad:pozycja>
        <prg-ad:komponent xlink:href="http://geoportal.gov.pl/PZGIK/dane/U.1"/><prg-ad:komponent xlink:href="http://geoportal.gov.pl/PZGIK/dane/M.1"/>
        </prg-ad:PRG_PunktAdresowy></gml:featureMember>
        <gml:featureMember><prg-ad:PRG_MiejscowoscNazwa gml:id="M.1"><prg-ad:nazwa>Przykładów</prg-ad:nazwa><prg-ad:idTERYT>0001</prg-ad:idTERYT></prg-ad:PRG_MiejscowoscNazwa></gml:featureMember>
        <gml:featureMember><prg-ad:PRG_UlicaNazwa gml:id="U.1"><mua:przedrostek1Czesc>ulica</mua:przedrostek1Czesc>
        <mua:nazwaGlownaCzesc>Próbna</mua:nazwaGlownaCzesc><mua:idTERYT>01234</mua:idTERYT></prg-ad:PRG_UlicaNazwa></gml:featureMember>
        </gml:FeatureCollection>
        """

    /// By the model of 2021: names by reference alone, one point whose version has ended.
    private static let model2021 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ad="c">
        <gml:featureMember><ad:AD_UlicaPlac gml:id="U.1"><ad:nazwaPelna>ulica Próbna</ad:nazwaPelna><ad:identyfikatorULIC>01234</ad:identyfikatorULIC></ad:AD_UlicaPlac></gml:featureMember>
        <gml:featureMember><ad:AD_PunktAdresowy gml:id="P.1"><ad:numerPorzadkowy>1</ad:numerPorzadkowy><ad:kodPocztowy>00-001</ad:kodPocztowy>
        <ad:georeferencja><gml:Point srsName="http://www.opengis.net/def/crs/EPSG/0/2180"><gml:pos>520543.1 470470.7</gml:pos></gml:Point></ad:georeferencja>
        <ad:miejsce xlink:href="#M.1"/><ad:ulica2 xlink:href="#U.1"/></ad:AD_PunktAdresowy></gml:featureMember>
        <gml:featureMember><ad:AD_PunktAdresowy gml:id="P.2"><ad:numerPorzadkowy>9</ad:numerPorzadkowy><ad:koniecWersjiObiektu>2025-01-01T00:00:00</ad:koniecWersjiObiektu>
        <ad:georeferencja><gml:Point><gml:pos>520543.1 470470.7</gml:pos></gml:Point></ad:georeferencja><ad:miejsce xlink:href="#M.1"/></ad:AD_PunktAdresowy></gml:featureMember>
        <gml:featureMember><ad:AD_Miejscowosc gml:id="M.1"><ad:nazwa>Przykładów</ad:nazwa><ad:identyfikatorSIMC>0001</ad:identyfikatorSIMC></ad:AD_Miejscowosc></gml:featureMember>
        </gml:FeatureCollection>
        """

    private static let osm = """
        <?xml version="1.0" encoding="UTF-8"?>
        <osm version="0.6" generator="test">
        <node id="1" version="1" lat="52.1" lon="19.3"><tag k="addr:street" v="ulica Próbna"/><tag k="addr:housenumber" v="1"/></node>
        <node id="2" version="1" lat="52.1" lon="19.3001"/><node id="3" version="1" lat="52.1001" lon="19.3001"/>
        <node id="4" version="1" lat="52.1001" lon="19.3002"/>
        <way id="5" version="1"><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="2"/><tag k="building" v="yes"/><tag k="addr:street" v="ulica Próbna"/><tag k="addr:housenumber" v="2"/></way>
        <way id="6" version="1"><nd ref="2"/><nd ref="4"/><tag k="highway" v="residential"/><tag k="name" v="ulica Pusta"/></way>
        </osm>
        """

    private func order(_ mode: ImportAddresses.Order.Mode = .store) -> ImportAddresses.Order {
        ImportAddresses.Order(source: "test", system: nil, mode: mode, endings: .few, axes: .asNamed)
    }

    private func imported(_ installation: TestInstallation, _ name: String, _ text: String, roads: Bool = false)
        async throws
        -> AddressCounts
    {
        let file = installation.folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return try await AddressCommands.importAddresses(
            .init(
                path: file.path,
                town: "demo",
                format: nil,
                rejected: installation.folder.appending(path: "rejected.csv").path,
                takesRoads: roads
            ),
            by: order(),
            installation.settings()
        )
    }

    @Test(
        "A list of every form becomes the register that the server searches",
        arguments: [
            ("a.csv", csv, 2), ("old.gml", model2012, 1), ("new.xml", model2021, 1), ("a.osm", osm, 2),
        ]
    )
    func forms(name: String, text: String, houses: Int) async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let counts = try await imported(installation, name, text)
            #expect((counts.added, counts.rejected) == (houses, 0))
            try await installation.run { composition in
                try await composition.addresses.refresh()
                let answer = composition.addresses.addresses(of: ID("demo"))("probna 1").first
                #expect(answer?.line(in: .polish).hasPrefix("ul. Próbna 1") == true)
                let place = try #require(answer?.point)
                let expected = try #require(Coordinate(latitude: 52.1, longitude: 19.3))
                #expect(place.distance(to: expected) < 300)
            }
            let again = try await imported(installation, name, text)
            #expect(again.isNothing)
        }
    }

    @Test("Roads with names become streets where that is asked for")
    func roads() async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let counts = try await imported(installation, "a.osm", Self.osm, roads: true)
            #expect(counts.streets == 2)
        }
    }

    @Test("Codes of TERYT come along with both models of GML", arguments: [model2012, model2021])
    func codes(text: String) async throws {
        try await TestInstallation.with(.sqlite) { installation in
            _ = try await imported(installation, "a.gml", text)
            try await installation.run { composition in
                let register = try await composition.addressStore.register(in: ID("demo"))
                #expect(register.streets.map(\.code) == ["01234"])
                #expect(register.settlements.map(\.code) == ["0001"])
            }
        }
    }

    @Test(
        "A file that is broken or of another kind is refused in words",
        arguments: [
            ("a.gml", "<a><b></a>"), ("a.gml", "<a/>"), ("a.gml", ""), ("a.osm", "no"), ("a.geojson", "{\"type\":"),
            ("a.geojson", "{}"), ("a.csv", ""), ("a.csv", "x;y\n1;2"), ("a.bin", "?"),
        ]
    )
    func broken(name: String, text: String) async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let error = await #expect(throws: (any Error).self) { _ = try await imported(installation, name, text) }
            #expect(error is AddressFileFault || error is Maintenance.Fault)
        }
    }

    @Test("Rows that are left out stand in a file with their lines")
    func rejected() async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let counts = try await imported(
                installation,
                "a.csv",
                Self.csv + "\nul. Próbna;dom;52.1;19.3;\nul. Zła;1;a;b;"
            )
            #expect((counts.added, counts.rejected) == (2, 2))
            let file = installation.folder.appending(path: "rejected.csv")
            let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
            #expect(
                lines.map(String.init) == [
                    "line,reason", "4,\"“dom” is no number of a house; write 12, 12A, 7/9 or 3K2\"",
                    "5,has no place; it needs two coordinates that are numbers",
                ]
            )
        }
    }

    @Test("Renamed streets and settlements are taken beside the list, and shown", arguments: Engine.available)
    func others(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            _ = try await imported(installation, "a.csv", Self.csv)
            let settings = try await installation.settings()
            func file(_ name: String, _ text: String) throws -> AddressCommands.File {
                let place = installation.folder.appending(path: name)
                try Data(text.utf8).write(to: place)
                return .init(path: place.path, town: "demo", format: nil, rejected: nil, takesRoads: false)
            }
            let renamed = try await AddressCommands.renameStreets(
                try file("renamed.csv", "old,new\nul. Próbna,ul. Nowa\n"),
                source: "list",
                .store,
                settings
            )
            #expect(renamed.changed == 1)
            let simc = "WOJ;POW;GMI;RODZ_GMI;RM;MZ;NAZWA;SYM;SYMPOD\n1;01;01;1;96;1;Przykładów;0001;0001\n"
            let settlements = try await AddressCommands.takeSettlements(
                try file("simc.csv", simc),
                within: "101011",
                .store,
                settings
            )
            #expect(settlements.settlements == 1)
            let lines = try await AddressCommands.show(settings)
            #expect(lines.contains { $0.hasPrefix("demo: 1 settlements, 1 streets, 2 houses, last changed") })
        }
    }
}
