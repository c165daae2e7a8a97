import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct ImportRowTests {
    private static let now = Instant.monday

    private func outcome(_ text: String, _ mapping: ImportMapping? = nil) throws -> RowOutcome {
        let town = try ProjectTown.named("demo")
        return try ImportSample.plan(mapping, in: town).outcome(of: ImportSample.record(text), at: Self.now)
    }

    @Test("A row becomes a report in the words of the town")
    func row() throws {
        let text =
            "7|01.07.2024 10:30|03.07.2024 08:00|lamp|Nie świeci.|Zmyślona|21|20,6|50.8|ended well|Naprawione.|a@b.example"
        guard case .row(let row) = try outcome(text) else { return #expect(Bool(false), "no row") }
        #expect(row.foreign == ForeignNumber(source: "old-system", number: "7"))
        #expect(row.receivedAt.rfc3339 == "2024-07-01T08:30:00Z")
        #expect(row.category.id == ID("street-light"))
        #expect(row.unit == ID("lighting"))
        #expect(row.content.description == "Nie świeci.")
        #expect(row.content.place.address == "Zmyślona 21, Przykładów")
        #expect(row.content.place.point == Coordinate(latitude: 50.8, longitude: 20.6))
        #expect(row.state.status == .done)
        #expect(row.state.endedAt?.rfc3339 == "2024-07-03T06:00:00Z")
        #expect(row.state.answer == Answer(justification: "Naprawione."))
        #expect(row.contact.email?.text == "a@b.example")
    }

    @Test(
        "Every reason for which a row is left out is told at once",
        arguments: [
            ("1|01.07.2024 10:30||pothole|Dziura|Z|1|||seen||", []),
            ("1|2024-07-01||pothole|Dziura|Z|1|||seen||", ["received: noTime"]),
            (
                "1|2024-07-01",
                [
                    "row: fields(wanted: 12)"
                ]
            ),
            (
                "|||||||||no||",
                [
                    "number: missing", "received: missing", "category: missing", "description: missing",
                ]
            ),
            (
                "1|01.07.2030 10:30||x|D|Z|1|1||end||",
                [
                    "received: wrongEra", "category: unknownCategory", "coordinates: noNumber",
                ]
            ),
            ("1|01.07.2024 10:30||pothole|D|Z|1|20|95|end||", ["coordinates: outOfArea(LV95)", "ended: missing"]),
            ("1|01.07.2024 10:30|30.06.2024 10:00|pothole|D|Z|1|||end||", ["ended: beforeReceipt"]),
            ("1|01.07.2024 10:30|30.06.2031 10:00|pothole|D|Z|1|||end||", ["ended: wrongEra"]),
            ("1|01.07.2024 10:30||pothole|D|Z|1|||other||nobody", ["contact.email: noEmail", "status: noStatus"]),
            ("1|01.07.2024 10:30||pothole|D|?|1|abc||seen||", []),
        ] as [(String, [String])]
    )
    func faults(text: String, faults: [String]) throws {
        var found: [String] = []
        if case .rejected(let all) = try outcome(text) { found = all.map { "\($0.key): \($0.problem)" } }
        #expect(found == faults)
    }

    @Test("Texts that are too long are told, not cut")
    func length() throws {
        let long = String(repeating: "ż", count: 4_001)
        let text = "1|01.07.2024 10:30||pothole|\(long)|\(long)|1|||seen||"
        guard case .rejected(let faults) = try outcome(text) else { return #expect(Bool(false), "taken") }
        #expect(faults == [RowFault("description", .tooLong(limit: 4_000)), RowFault("address", .tooLong(limit: 250))])
    }

    @Test("Rows that the mapping passes over are not looked at any further")
    func skipped() throws {
        guard case .skipped = try outcome("|||test||||||||") else {
            return #expect(Bool(false), "not skipped")
        }
    }

    @Test(
        "The end of a finished report may be taken from its receipt or from the import",
        arguments: [("received", "2024-07-01T08:30:00Z"), ("imported", Self.now.rfc3339)]
    )
    func orElse(fallback: String, ended: String) throws {
        let mapping = try ImportSample.mapping(("column: \"end\",", "orElse: \"\(fallback)\", column: \"end\","))
        let outcome = try outcome("1|01.07.2024 10:30||pothole|D|Z|1|||end||", mapping)
        guard case .row(let row) = outcome else { return #expect(Bool(false), "no row") }
        #expect(row.state.endedAt?.rfc3339 == ended)
    }
}
