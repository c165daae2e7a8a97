import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityDomain

@Suite struct ExportFormatTests {
    private static let report = ExportedReport(
        number: ReportNumber(year: 2026, sequence: 7),
        kind: .issue,
        category: .init(id: "lamp", name: "Oświetlenie"),
        status: .init(id: "done", name: "Zrobione"),
        unit: .init(id: "roads", name: "Drogi, mosty"),
        text: PublicText(
            title: "=HYPERLINK(\"x\")",
            description: "Lampa „przy szkole”\nnie świeci",
            address: "-Rynek",
            point: Coordinate(latitude: 50.25 + 1e-9, longitude: -0.5)
        ),
        receivedAt: .monday,
        publishedAt: .monday + .hours(1),
        updatedAt: .monday + .hours(3),
        finishedAt: .monday + .hours(2),
        expectedOn: CivilDate(2026, 4, 30),
        answer: "+48 zrobione",
        photos: ["https://x.example/a", "https://x.example/b"],
        captions: ["Słup", "=Lampa"],
        link: "https://x.example/reports/2026-7"
    )

    /// Open, without anything that may be missing.
    private static let bare = ExportedReport(
        number: ReportNumber(year: 2026, sequence: 8),
        kind: .idea,
        category: .init(id: "wish", name: "wish"),
        status: .init(id: "new", name: "Nowe"),
        unit: .init(id: "roads", name: "Drogi, mosty"),
        text: PublicText(title: "Ławka", description: "Ławka", address: nil, point: nil),
        receivedAt: .monday,
        publishedAt: nil,
        updatedAt: .monday,
        finishedAt: nil,
        expectedOn: nil,
        answer: nil,
        photos: [],
        captions: [],
        link: "https://x.example/reports/2026-8"
    )

    @Test("CSV has a heading, quotes where they are needed, and nothing that a spreadsheet would run")
    func csv() throws {
        let rows = try ExportFormat.csv.start + [Self.report, Self.bare].map(ExportFormat.csv.text(of:)).joined()
        #expect(
            rows == """
                number,kind,category,categoryName,status,statusName,unit,unitName,title,description,address,latitude,\
                longitude,receivedAt,publishedAt,updatedAt,finishedAt,expectedOn,answer,photos,link,captions\r
                2026/7,issue,lamp,Oświetlenie,done,Zrobione,roads,"Drogi, mosty","'=HYPERLINK(""x"")",\
                "Lampa „przy szkole”\nnie świeci",'-Rynek,50.25,-0.5,2026-04-27T08:15:00Z,2026-04-27T09:15:00Z,\
                2026-04-27T11:15:00Z,2026-04-27T10:15:00Z,2026-04-30,'+48 zrobione,\
                https://x.example/a https://x.example/b,https://x.example/reports/2026-7,\
                "Słup\n=Lampa"\r
                2026/8,idea,wish,wish,new,Nowe,roads,"Drogi, mosty",Ławka,Ławka,,,,2026-04-27T08:15:00Z,,\
                2026-04-27T08:15:00Z,,,,,https://x.example/reports/2026-8,\r

                """
        )
    }

    @Test("GeoJSON is a collection of features with their words as they are; without a point the geometry is null")
    func geoJSON() throws {
        let document = try Self.document(.geoJSON)
        let features = try #require(document["features"] as? [[String: Any]])
        #expect(features.map { $0["id"] as? String } == ["2026/7", "2026/8"])
        let geometry = try #require(features[0]["geometry"] as? [String: Any])
        #expect(geometry["type"] as? String == "Point")
        #expect(geometry["coordinates"] as? [Double] == [-0.5, 50.25])
        #expect(features[1]["geometry"] is NSNull)
        let properties = try #require(features[0]["properties"] as? [String: Any])
        let expected = Set(ExportField.allCases.map(\.rawValue)).subtracting(["latitude", "longitude"])
        #expect(Set(properties.keys) == expected)
        #expect(properties["title"] as? String == "=HYPERLINK(\"x\")")
        #expect(properties["description"] as? String == "Lampa „przy szkole”\nnie świeci")
        #expect((features[1]["properties"] as? [String: Any])?["answer"] is NSNull)
    }

    @Test("Open311 Bulk has the fields of its table, a closed request changed last when it was closed")
    func open311() throws {
        let rows = try [Self.report, Self.bare].map(ExportFormat.open311CSV.text(of:)).joined()
        #expect(
            ExportFormat.open311CSV.start + rows == """
                service_request_id,requested_datetime,updated_datetime,closed_date,status_description,status_notes,\
                service_name,description,agency_responsible,address,lat,long\r
                2026-7,2026-04-27T08:15:00Z,2026-04-27T10:15:00Z,2026-04-27T10:15:00Z,Zrobione,'+48 zrobione,\
                Oświetlenie,"Lampa „przy szkole”\nnie świeci","Drogi, mosty",'-Rynek,50.25,-0.5\r
                2026-8,2026-04-27T08:15:00Z,2026-04-27T08:15:00Z,,Nowe,,wish,Ławka,"Drogi, mosty",,,\r

                """
        )
        let text = try Self.text(.open311JSON)
        let requests = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
        #expect(requests?.map { $0["service_request_id"] as? String } == ["2026-7", "2026-8"])
        #expect(requests?[0]["lat"] as? Double == 50.25)
        #expect(requests?[1]["lat"] is NSNull)
    }

    @Test("Without reports a file is still whole", arguments: ExportFormat.allCases)
    func empty(format: ExportFormat) throws {
        let text = format.start + format.end
        switch format {
        case .csv, .open311CSV: #expect(text.split(separator: "\r\n").count == 1)
        case .geoJSON, .open311JSON:
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
        }
    }

    @Test("No word of a person is left in what is printed of it")
    func printing() { #expect("\(Self.report)" == "‹personal›") }

    private static func text(_ format: ExportFormat) throws -> String {
        try format.start + [report, bare].map(format.text(of:)).joined(separator: format.separator) + format.end
    }

    private static func document(_ format: ExportFormat) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(try text(format).utf8))
        return try #require(object as? [String: Any])
    }
}
