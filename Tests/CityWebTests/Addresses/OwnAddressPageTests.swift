import CityKit
import CityTestSupport
import Testing

@testable import CityDomain
@testable import CityWeb

@Suite struct OwnAddressPageTests {
    private static let path = "/demo/account/addresses"

    private static func row(_ line: Int, _ street: String, _ number: String, in settlement: String) -> AddressRow {
        var row = AddressRow(line: line)
        (row.street, row.number, row.settlement) = ([nil: street], number, [nil: settlement])
        (row.north, row.east) = ("\(52.1 + Double(line) / 10_000)", "19.3")
        return row
    }

    /// A resident of the demonstration, whose register has two streets of one name.
    private func withResident(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            let hall = site.hall
            _ = try await hall.importAddresses(
                ListedRows(
                    [
                        Self.row(2, "ul. Próbna", "1", in: "Przykładów"),
                        Self.row(3, "ul. Łąkowa", "7", in: "Przykładów"),
                        Self.row(4, "ul. Łąkowa", "7", in: "Wzorowo"),
                    ],
                    system: nil
                ),
                by: ImportAddresses.Order(source: "t", system: nil, mode: .store, endings: .few, axes: .asNamed),
                orderedBy: .test,
                in: hall.towns[0],
                at: hall.now
            )
            try await hall.addressCache.refresh()
            try await body(site, try await site.resident())
        }
    }

    @Test("Without a script an address is added, changed and removed, and the page asks which house was meant")
    func journey() async throws {
        try await withResident { site, browser in
            let empty = try await browser.get(Self.path)
            try expectSnapshot(HTML(trusted: empty.body), named: "page-own-addresses-none")
            let form = try await browser.get("\(Self.path)/new")
            try expectSnapshot(HTML(trusted: form.body), named: "page-own-address-new")
            let added = try await browser.post(
                "\(Self.path)/new",
                ["kind": "home", "words": "", "address": "probna 1 m. 4", "flat": ""]
            )
            #expect(added.location == "\(Self.path)?done=added")
            let question = try await browser.post(
                "\(Self.path)/new",
                ["kind": "other", "words": "Działka", "address": "Łąkowa 7", "flat": "2"]
            )
            try expectSnapshot(HTML(trusted: question.body), named: "page-own-address-choice")
            let answered = try await browser.post(
                "\(Self.path)/new",
                [
                    "kind": "other", "words": "Działka", "typed": "Łąkowa 7", "flat": "2",
                    "chosen": "ul. Łąkowa 7, Wzorowo",
                ]
            )
            #expect(answered.location == "\(Self.path)?done=added")
            let kept = try await browser.post(
                "\(Self.path)/new",
                ["kind": "parents", "words": "", "address": "ul. Daleka 9, Innowo", "flat": ""]
            )
            try expectSnapshot(HTML(trusted: try await browser.follow(kept).body), named: "page-own-addresses")
            let account = try await browser.get("/demo/account").page.text
            #expect(account.contains(site.words()("ownAddress.title")))
        }
    }

    @Test("What is wrong stands at its field, and what was typed stays")
    func faults() async throws {
        try await withResident { _, browser in
            let answer = try await browser.post(
                "\(Self.path)/new",
                ["kind": "other", "words": "", "address": "ul. Daleka 9", "flat": "12345678901"]
            )
            #expect(answer.status == 422)
            for part in ["id=\"words-error\"", "id=\"flat-error\"", "value=\"ul. Daleka 9\""] {
                #expect(answer.page.markup.contains(part), "\(part)")
            }
        }
    }

    @Test("An address is changed, and removed after a question")
    func change() async throws {
        try await withResident { site, browser in
            let add: KeyValuePairs = ["kind": "home", "words": "", "address": "ul. Próbna 1, Przykładów", "flat": "4"]
            _ = try await browser.post("\(Self.path)/new", add)
            let list = try await browser.get(Self.path).body
            let id = try #require(list.firstMatch(of: /account\/addresses\/(\w+)"/)?.1)
            let form = try await browser.get("\(Self.path)/\(id)").body
            #expect(form.contains("value=\"ul. Próbna 1, Przykładów\"") && form.contains("value=\"4\""))
            let change: KeyValuePairs = [
                "kind": "work", "words": "", "address": "ul. Próbna 1, Przykładów", "flat": "5",
            ]
            #expect(try await browser.post("\(Self.path)/\(id)", change).location == "\(Self.path)?done=changed")
            let question = try await browser.get("\(Self.path)/\(id)/remove")
            #expect(question.page.text.contains("ul. Próbna 1, Przykładów, m. 5"))
            let gone = try await browser.post("\(Self.path)/\(id)/remove", [:] as KeyValuePairs<String, String>)
            #expect(try await browser.follow(gone).page.text.contains(site.words()("ownAddress.none.title")))
            #expect(try await browser.get("\(Self.path)/\(id)").status == 404)
        }
    }

    @Test("The form of a report offers the addresses that have a place, and takes one by a link")
    func places() async throws {
        try await withResident { site, browser in
            let none = try await browser.get("/demo/report/place").body
            #expect(!none.contains("own-places"))
            for (kind, address) in [("home", "probna 1"), ("parents", "ul. Daleka 9, Innowo")] {
                _ = try await browser.post(
                    "\(Self.path)/new",
                    [("kind", kind), ("words", ""), ("address", address), ("flat", "")]
                )
            }
            let page = try await browser.get("/demo/report/place").body
            #expect(page.contains("Dom: ul. Próbna 1, Przykładów") && !page.contains("Daleka"))
            let link = try #require(page.firstMatch(of: /href="([^"]+own=\w+)"/)?.1)
            let filled = try await browser.get(String(link)).body
            #expect(filled.contains("value=\"ul. Próbna 1, Przykładów\"") && filled.contains("value=\"52.1002\""))
            let stranger = try await site.browser().get(String(link)).body
            #expect(!stranger.contains("Próbna"), "the link alone names no address")
        }
    }

    @Test("A town that takes no reports says nothing of them")
    func quiet() async throws {
        try await TestSite.with("kremenchuk") { site in
            let browser = try await site.resident()
            let page = try await browser.get("/kremenchuk/account/addresses").page.text
            let words = site.words(site.town.profile.languages[0])
            #expect(page.contains(words("ownAddress.lead.quiet")) && !page.contains(words("ownAddress.lead")))
        }
    }

    @Test("Whoever is not signed in is sent to the door")
    func door() async throws {
        try await TestSite.with("demo") { site in
            let answer = try await site.browser().get(Self.path)
            #expect(answer.location == "/demo/account/sign-in")
        }
    }
}
