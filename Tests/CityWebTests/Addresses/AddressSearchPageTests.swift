import CityKit
import CityTestSupport
import Testing

@testable import CityDomain
@testable import CityWeb

@Suite struct AddressSearchPageTests {
    private static func row(_ line: Int, _ street: String, _ number: String, metres: Int = 0) -> AddressRow {
        var row = AddressRow(line: line)
        (row.street, row.number) = ([nil: street], number)
        (row.north, row.east) = ("\(52.1 + Double(metres) / 111_000)", "19.3")
        row.postalCode = "00-001"
        return row
    }

    /// The register of the demonstration, with a street that got another name.
    private func withRegister(_ body: @Sendable (TestSite) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            let (hall, town) = (site.hall, site.hall.towns[0])
            _ = try await hall.importAddresses(
                ListedRows(
                    [
                        Self.row(2, "ul. Próbna", "1"), Self.row(3, "ul. Próbna", "2", metres: 20),
                        Self.row(4, "ul. Łąkowa", "7", metres: 300), Self.row(5, "ul. Łąkowa", "9", metres: 320),
                    ],
                    system: nil
                ),
                by: ImportAddresses.Order(source: "t", system: nil, mode: .store, endings: .few, axes: .asNamed),
                orderedBy: .test,
                in: town,
                at: hall.now
            )
            var renaming = StreetRenaming(line: 1)
            (renaming.old, renaming.new) = ("ul. Dawna", "ul. Łąkowa")
            (renaming.day, renaming.decision) = (CivilDate(2024, 5, 1), "Uchwała 1/24")
            _ = try await hall.renameStreets(
                [renaming],
                from: "list",
                mode: .store,
                orderedBy: .test,
                in: town,
                at: hall.now
            )
            try await hall.addressCache.refresh()
            try await body(site)
        }
    }

    @Test(
        "The search is a page that works without a script",
        arguments: [
            ("start", "/demo/addresses"), ("found", "/demo/addresses?q=dawna%209"),
            ("near", "/demo/addresses?q=lakowa%208"),
            ("none", "/demo/addresses?q=xyzzy"),
        ]
    )
    func search(name: String, path: String) async throws {
        try await withRegister { site in
            try expectSnapshot(HTML(trusted: try await site.get(path).body), named: "page-address-search-\(name)")
        }
    }

    @Test("A town without a register says so", arguments: ["/demo/addresses", "/demo/renamed-streets"])
    func empty(path: String) async throws {
        try await TestSite.with("demo") { site in
            let name = path.split(separator: "/").last.map(String.init) ?? ""
            try expectSnapshot(HTML(trusted: try await site.get(path).body), named: "page-\(name)-empty")
        }
    }

    @Test("The city app knows renamed streets by either name, and so does its search", .clause("kremenchuk/A1.2.8"))
    func renamedInTheCityApp() async throws {
        try await TestSite.with("kremenchuk") { site in
            let (hall, town) = (site.hall, site.hall.towns[0])
            var renaming = StreetRenaming(line: 1)
            (renaming.old, renaming.new) = ("вул. Паперова", "вул. Олівцева")
            _ = try await hall.renameStreets(
                [renaming],
                from: "list",
                mode: .store,
                orderedBy: .test,
                in: town,
                at: hall.now
            )
            try await hall.addressCache.refresh()
            for query in ["paperova", "olivtseva"] {
                let page = try await site.get("/kremenchuk/renamed-streets?q=\(query)").body
                #expect(page.contains("вул. Олівцева") && page.contains("вул. Паперова"))
            }
            let answer = try await site.get("/kremenchuk/api/v1/addresses?q=paperova").body
            #expect(answer.contains("\"formerName\":\"вул. Паперова\"") && answer.contains("вул. Олівцева"))
        }
    }

    @Test("Renamed streets stand by either name, as a page and as a file")
    func renamed() async throws {
        try await withRegister { site in
            let page = try await site.get("/demo/renamed-streets?q=dawna").body
            try expectSnapshot(HTML(trusted: page), named: "page-renamed-streets")
            let byNewName = try await site.get("/demo/renamed-streets?q=lakowa").body.contains("ul. Dawna")
            #expect(byNewName)
            let another = try await site.get("/demo/renamed-streets?q=probna").body.contains("ul. Dawna")
            #expect(!another)
            let file = try await site.get("/demo/renamed-streets.csv").body
            #expect(file.contains("Dawna,Łąkowa,pl,2024-05-01,Uchwała 1/24"))
        }
    }

    @Test("A field that asks while one types gets lines, notes and places")
    func suggestions() async throws {
        try await withRegister { site in
            let text = try await site.get("/demo/addresses.json?q=dawna%207").body
            #expect(text.contains("ul. Łąkowa 7, 00-001 Przykładów"))
            #expect(text.contains("Dawniej: ul. Dawna."))
            #expect(text.contains("\"latitude\":52.1"))
        }
    }

    @Test(
        "Programs search by words and by a point",
        arguments: [
            ("?q=lakowa+7", ["\"fit\":\"whole\"", "\"number\":\"7\""]),
            ("?q=dawna+8", ["\"fit\":\"nextTo\"", "\"formerName\":\"ul. Dawna\""]),
            ("?latitude=52.1001&longitude=19.3", ["\"distance\":9", "\"number\":\"2\""]),
            ("?latitude=10&longitude=10", ["\"addresses\":[]"]), ("?q=", ["\"addresses\":[]"]),
            ("?latitude=52", ["latitude, longitude"]), ("?limit=0", ["1–20"]),
        ]
    )
    func interface(query: String, parts: [String]) async throws {
        try await withRegister { site in
            let text = try await site.get("/demo/api/v1/addresses\(query)").body
            for part in parts { #expect(text.contains(part), "\(text)") }
        }
    }
}
