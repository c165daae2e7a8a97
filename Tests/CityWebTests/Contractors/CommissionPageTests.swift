import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// Work that the office gives to a firm, on the pages of both.
@Suite struct CommissionPageTests {
    private static let number = ReportNumber(year: 2026, sequence: 1)
    private static let path = "/demo/office/reports/2026-1"

    private static func with(_ body: @Sendable (TestSite, Browser, ID<Contractor>) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            _ = try await site.hall.submit(.personal(in: site.town), in: site.town)
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            let firm = try await site.hall.contractor(in: site.town)
            try await body(site, try await site.officer(), firm)
        }
    }

    private static func order(_ firm: ID<Contractor>, _ officer: Browser, words: String = "Proszę załatać dziurę.")
        async throws -> Answer
    {
        let form: KeyValuePairs = ["contractor": firm.rawValue, "order": words, "due": ""]
        return try await officer.post("\(path)/commissions/new", form)
    }

    /// The path of the link in the letter that was written last.
    private static func link(_ site: TestSite) async throws -> String {
        let letters = try await site.hall.mail()
        let letter = try #require(letters.last { $0.text.contains("/commission/") })
        let found = try #require(letter.text.firstMatch(of: #/\/demo\/commission\/[^\s]+/#))
        return String(found.output)
    }

    @Test("The office orders, the firm opens the link, asks, reports with a photo, and the office sees it")
    func journey() async throws {
        try await Self.with { site, officer, firm in
            let words = site.words()
            let form = try await officer.get("\(Self.path)/commissions/new").page
            #expect(form.text.contains("Zmyślone Drogi sp. z o.o."))
            _ = try await officer.follow(try await Self.order(firm, officer))
            let link = try await Self.link(site)
            let stranger = site.browser()
            let door = try await stranger.get(link)
            #expect(door.status == 200)
            #expect(!door.page.text.contains("Proszę załatać dziurę."))
            #expect(try await !officer.get(Self.path).page.text.contains(words("commission.act.opened")))
            let page = try await stranger.post(link, [:])
            #expect(page.page.text.contains("Proszę załatać dziurę."))
            #expect(!page.body.contains("Żaneta"))
            #expect(try await officer.get(Self.path).page.text.contains(words("commission.act.opened")))
            let empty = try await stranger.post("\(link)/ask", ["words": " "])
            #expect(empty.status == 422)
            #expect(try await stranger.post("\(link)/ask", ["words": "Od której strony?"]).status == 200)
            let queue = try await officer.get("/demo/office?queue=commissioned").page
            #expect(queue.links.contains(Self.path))
            let done = try await stranger.postFiles(
                "\(link)/done",
                [("words", "Załatane.")],
                files: [("a.jpg", SamplePhoto.jpeg)]
            )
            #expect(done.status == 200, "\(done.page.text)")
            let after = try await officer.get(Self.path)
            #expect(after.page.text.contains("Od której strony?") && after.page.text.contains("Załatane."))
            let image = try #require(
                after.body.firstMatch(of: #/\/demo\/office\/reports\/2026-1\/commissions\/[^"]+\/thumbnail/#)
            )
            #expect(try await officer.get(String(image.output)).status == 200)
        }
    }

    @Test("What was typed stays when an order is refused", arguments: ["", "Pisać do Żaneta Wymyślona"])
    func refused(words: String) async throws {
        try await Self.with { site, officer, firm in
            let answer = try await Self.order(firm, officer, words: words)
            #expect(answer.status == 422)
            #expect(answer.page.text.contains(words))
            let failure: ContractorFailure = words.isEmpty ? .orderMissing : .namesReporter
            #expect(answer.page.text.contains(site.words()(failure.text)))
        }
    }

    @Test("A link that was cut while somebody wrote keeps the words on the page and takes none of them")
    func cut() async throws {
        try await Self.with { site, officer, firm in
            _ = try await Self.order(firm, officer)
            let link = try await Self.link(site)
            let commission = try #require(link.split(separator: "/").dropLast().last)
            let back = try await officer.post("\(Self.path)/commissions/\(commission)/withdraw", ["words": "Pomyłka."])
            #expect(back.status == 303)
            let late = try await site.browser().post("\(link)/ask", ["words": "Od której strony?"])
            #expect(late.status == 410)
            #expect(late.page.text.contains("Od której strony?"))
            #expect(try await site.browser().get(link).status == 410)
            let again = try await officer.post("\(Self.path)/commissions/\(commission)/reply", ["words": "Halo?"])
            #expect(again.status == 409)
            #expect(try await !officer.get(Self.path).page.text.contains("Od której strony?"))
        }
    }

    @Test("A link that nobody gave out is not found, and says nothing", arguments: ["", "x"])
    func wrong(token: String) async throws {
        try await Self.with { site, officer, firm in
            _ = try await Self.order(firm, officer)
            let link = try await Self.link(site)
            let wrong = link.dropLast(52) + (token.isEmpty ? String(repeating: "0", count: 52) : token)
            #expect(try await site.browser().get(String(wrong)).status == 404)
            #expect(try await site.browser().post(String(wrong), [:]).status == 404)
        }
    }

    @Test("Photos that came with an answer that was not taken do not stay, and no stranger leaves any")
    func photosForgotten() async throws {
        try await Self.with { site, officer, firm in
            _ = try await Self.order(firm, officer)
            let link = try await Self.link(site)
            let files = [(name: "a.jpg", content: SamplePhoto.jpeg), (name: "b.jpg", content: [UInt8]([1, 2]))]
            let wrong = try await site.browser().postFiles("\(link)/done", [("words", "Gotowe.")], files: files)
            #expect(wrong.status == 422)
            #expect(wrong.page.text.contains("Gotowe."))
            let long = String(repeating: "a", count: CommissionLine.longestWords + 1)
            let tooLong = try await site.browser().postFiles("\(link)/done", [("words", long)], files: [files[0]])
            #expect(tooLong.status == 422)
            let stranger = String(link.dropLast(52)) + String(repeating: "0", count: 52)
            #expect(try await site.browser().postFiles("\(stranger)/done", [], files: [files[0]]).status == 404)
            let token = try #require(Token(typed: String(link.suffix(52))))
            #expect(try await site.hall.readPhotos.waiting(for: .commission(token), in: site.town.id).isEmpty)
            let done = try await site.browser().postFiles("\(link)/done", [], files: [files[0]])
            #expect(done.status == 200)
            #expect(try await site.browser().postFiles("\(link)/done", [], files: [files[0]]).status == 409)
        }
    }

    @Test("Neither the reporter nor the public sees what a firm was given or sent")
    func hidden() async throws {
        try await Self.with { site, _, firm in
            _ = try await site.hall.doneWork(of: firm, on: Self.number, in: site.town)
            let page = try await site.get("/demo/reports/2026-1")
            #expect(!page.body.contains("załatać") && !page.body.contains("Gotowe.") && !page.body.contains("<img"))
            let photos = try await site.hall.readPhotos.all(
                of: site.hall.readReport.unseen(Self.number, in: site.town).report.id,
                in: site.town.id
            )
            #expect(photos.isEmpty)
        }
    }

    @Test("Only who keeps the register reaches it")
    func register() async throws {
        try await Self.with { site, officer, _ in
            #expect(try await officer.get("/demo/office/contractors").status == 403)
            _ = try await site.hall.hire("ada@urzad.example", [StaffGrant(.administrator)], in: site.town)
            let ada = site.browser()
            _ = try await ada.signIn(at: site.town, login: "ada@urzad.example")
            let wrong = try await ada.post(
                "/demo/office/contractors/new",
                ["name": "Zmyślona", "email": "x", "language": "pl"]
            )
            #expect(wrong.status == 422)
            #expect(wrong.page.value("name") == "Zmyślona")
            let form: KeyValuePairs = [
                "name": "Zmyślona", "email": "x@firma.example", "language": "pl", "unit": "roads",
            ]
            let list = try await ada.follow(try await ada.post("/demo/office/contractors/new", form))
            #expect(list.page.text.contains("Zmyślona"))
        }
    }

    @Test(
        "The pages are as they were recorded",
        arguments: Language.allCases,
        ["door", "work", "over", "case", "order", "register", "contractor"]
    )
    func snapshots(language: Language, page: String) async throws {
        try await Self.with { site, officer, firm in
            let header: HTTPFields = [.acceptLanguage: language.rawValue]
            _ = try await Self.order(firm, officer)
            let link = try await Self.link(site)
            _ = try await site.hall.hire("ada@urzad.example", [StaffGrant(.administrator)], in: site.town)
            let ada = site.browser()
            _ = try await ada.signIn(at: site.town, login: "ada@urzad.example")
            if page == "case" || page == "work" {
                _ = try await site.browser().post("\(link)/ask", ["words": "Kiedy?"])
            }
            let commission = try #require(link.split(separator: "/").dropLast().last)
            if page == "over" { _ = try await officer.post("\(Self.path)/commissions/\(commission)/withdraw", [:]) }
            let answer =
                switch page {
                case "work": try await site.browser().post(link, [:], header)
                case "case": try await officer.get(Self.path, header)
                case "order": try await officer.get("\(Self.path)/commissions/new", header)
                case "register": try await ada.get("/demo/office/contractors", header)
                case "contractor": try await ada.get("/demo/office/contractors/\(firm)", header)
                default: try await site.browser().get(link, header)
                }
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            try expectSnapshot(HTML(trusted: markup), named: "page-commission-\(page)-\(language.rawValue)")
        }
    }
}
