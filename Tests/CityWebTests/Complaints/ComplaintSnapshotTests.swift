import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// What the pages of complaints look like.
@Suite struct ComplaintSnapshotTests {
    @Test(
        "A page of residents is as it was recorded",
        arguments: [
            ("scope", "complaints"), ("elsewhere", "complaints?asked=1&about=outcome"),
            ("form", "complaints/new?about=service"),
        ],
        Language.allCases
    )
    func residents(page: (name: String, path: String), language: Language) async throws {
        try await TestSite.with("demo") { site in
            let answer = try await site.get("/demo/\(page.path)", [.acceptLanguage: language.rawValue])
            try Self.expect(answer, "page-complaint-\(page.name)-\(language.rawValue)")
        }
    }

    @Test("The receipt and the page of the account are as they were recorded", arguments: Language.allCases)
    func own(language: Language) async throws {
        try await TestSite.with("demo") { site in
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            let ida = try await site.hall.resident(in: site.town)
            let receipt = try await site.hall.complain(by: ida, in: site.town)
            let path = "/demo/complaints/sent/\(receipt.id)/\(receipt.token.text)"
            let page = try await site.get(path, spoken)
            try Self.expect(page, "page-complaint-receipt-\(language.rawValue)")
        }
    }

    @Test("The pages of the office are as they were recorded", arguments: Language.allCases)
    func office(language: Language) async throws {
        try await TestSite.with("demo") { site in
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            let (hall, town) = (site.hall, site.town)
            let (open, photo) = try await hall.complainWithPhoto(in: town)
            let answered = try await hall.complain(in: town).id
            try await hall.handleComplaints.answer(answered, .notAccepted, words: "Mapa działa.", hall.desk(in: town))
            hall.clock.advance(.days(30))
            let officer = try await site.administrator()
            let list = try await officer.get("/demo/office/complaints", spoken)
            let names = [open.rawValue: "OPEN", answered.rawValue: "ANSWERED", photo.rawValue: "PHOTO"]
            try Self.expect(list, "page-complaint-list-\(language.rawValue)", names)
            for (id, name) in [(open, "open"), (answered, "answered")] {
                let page = try await officer.get("/demo/office/complaints/\(id)", spoken)
                try Self.expect(page, "page-complaint-\(name)-\(language.rawValue)", names)
            }
            let new = try await officer.get("/demo/office/complaints/new", spoken)
            try Self.expect(new, "page-complaint-new-\(language.rawValue)")
        }
    }

    /// The whole page, without what is another in every run.
    private static func expect(_ answer: Answer, _ name: String, _ names: [String: String] = [:]) throws {
        #expect(answer.status == 200)
        let markup = names.reduce(answer.body) { $0.replacing($1.key, with: $1.value) }
            .replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            .replacing(/name="key" value="[^"]+"/, with: "name=\"key\" value=\"KEY\"")
        try expectSnapshot(HTML(trusted: markup), named: name)
    }
}
