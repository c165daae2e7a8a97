import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Hummingbird
import Testing

@testable import CityWeb

/// One table says who may call which route, and the program keeps to it.
@Suite struct RouteTableTests {
    @Test("Every route of the program is in the table, and every line of the table is a route")
    func complete() async throws {
        try await TestSite.with("kielce", demo: Demo(mailbox: EmptyMailbox())) { site in
            let routes = cityRouter(site.site, metrics: RequestMetrics()).routes.filter { $0.method != .head }
                .map { "\($0.method.rawValue) \($0.path)" }
            let rows = RouteTable.all.map { "\($0.method) \(RouterPath($0.path))" }
            #expect(Set(routes).subtracting(rows).isEmpty, "routes that nobody decided about")
            #expect(Set(rows).subtracting(routes).isEmpty, "lines without a route")
            #expect(rows.count == Set(rows).count, "a route stands twice")
        }
    }

    private struct EmptyMailbox: DemoMailbox {
        func sentLetters() async -> [EmailMessage] { [] }
    }

    @Test("docs/rights.md is what the tables of the program say")
    func document() throws {
        let words = Words(catalogue: try ProjectFiles.texts(), language: .english)
        try expectDocument(RightsDocument(words: words).text, at: "docs/rights.md")
    }

    /// A town with a report, its photo and somebody to manage.
    private struct Office: Sendable {
        let site: TestSite
        let photo: ID<ReportPhoto>
        let person: ID<Staff>
        let resident: ID<Resident>
        let request: ID<RightsRequest>
        let breach: ID<Breach>
        let disruption: ID<Disruption>
        let processor: ID<RegisterEntry>
        let pair: ID<SecondAccount>
        let representation: ID<Representation>
        let complaint: ID<Complaint>
        let picture: ID<ReportPhoto>
        let template: ID<AnswerTemplate>
        let comment: ID<ReportComment>
        let contractor: ID<Contractor>
        /// Work that was done, and the photo that shows it.
        let done: (commission: ID<Commission>, photo: ID<ReportPhoto>)
        /// A mail of the reporter, and the photo that came with it.
        let mail: (message: ID<ReportMessage>, photo: ID<ReportPhoto>)
        let question: ReportNumber
        let noteFile: ID<NoteFile>
        /// Somebody of the register of recipients, with a device.
        let paired: PairedRecipient

        /// The path of a row, with things that are there.
        func path(_ row: RouteRow) -> String {
            let shown =
                row.path.contains("/complaints/")
                ? picture
                : row.path.contains("/commissions/") ? done.photo : row.path.contains("/thread/") ? mail.photo : photo
            let values = [
                ":town": "kielce", ":number": row.path.contains("/questions/") ? question.path : "2026-1",
                ":photo": shown.rawValue,
                ":complaint": complaint.rawValue, ":size": "large",
                ":person": person.rawValue, ":resident": resident.rawValue, ":request": request.rawValue,
                ":breach": breach.rawValue, ":disruption": disruption.rawValue, ":entry": processor.rawValue,
                ":pair": pair.rawValue, ":representation": representation.rawValue, ":template": template.rawValue,
                ":comment": comment.rawValue, ":contractor": contractor.rawValue,
                ":commission": done.commission.rawValue, ":revision": "1", ":category": "street-light",
                ":message": mail.message.rawValue, ":file": noteFile.rawValue,
                ":recipient": paired.recipient, ":device": paired.device,
            ]
            let parts = row.path.split(separator: "/").map { values[String($0)] ?? String($0) }
            return "/\(parts.joined(separator: "/"))\(row.path.hasSuffix("/find") ? "?number=2026/1" : "")"
        }

        /// What one form or another needs.
        private static let fields: KeyValuePairs = [
            "decision": "release", "email": "ida@example.org", "reason": "Obelgi.",
        ]

        func send(_ row: RouteRow, by browser: Browser, _ language: Language) async throws -> Answer {
            let headers: HTTPFields = [.acceptLanguage: language.rawValue]
            return row.method == "GET"
                ? try await browser.get(path(row), headers)
                : try await browser.post(path(row), Self.fields, headers)
        }
    }

    private static func withOffice(_ body: @Sendable (Office) async throws -> Void) async throws {
        let changes = [ProjectTown.asking[0], ProjectTown.asking[1], ProjectTown.writing]
        try await TestSite.with([try ProjectTown.commenting("kielce", changes[0], changes[1], changes[2])]) { site in
            try await site.hall.seedSettings(of: "kielce")
            let photo = try await site.hall.submitWithPhoto(in: site.town)
            let person = try await site.hall.hire("ola@urzad.example", [StaffGrant(.moderator)], in: site.town)
            let ida = try await site.hall.resident(in: site.town)
            let (resident, request) = (ida.resident.id, try await site.hall.rightsRequest(in: site.town))
            let contractor = try await site.hall.contractor(in: site.town)
            let first = ReportNumber(year: 2026, sequence: 1)
            let done = try await site.hall.doneWork(of: contractor, on: first, in: site.town)
            let (complaint, picture) = try await site.hall.complainWithPhoto(in: site.town)
            let question = try await site.hall.askedAndAnswered(in: site.town)
            try await site.hall.publish("Kiedy?", "Jutro.", of: question, in: site.town)
            try await body(
                Office(
                    site: site,
                    photo: photo,
                    person: person,
                    resident: resident,
                    request: request,
                    breach: try await site.hall.breach(in: site.town),
                    disruption: try await site.hall.announce(.upcoming, in: site.town),
                    processor: try await site.hall.processor(in: site.town),
                    pair: try await site.hall.secondAccount(of: resident, in: site.town),
                    representation: try await site.hall.representation(of: resident, in: site.town),
                    complaint: complaint,
                    picture: picture,
                    template: try await site.hall.template("Lampa", "Naprawimy.", in: site.town),
                    comment: try await site.hall.commentOnPublic(by: ida, in: site.town).comment,
                    contractor: contractor,
                    done: done,
                    mail: try await site.hall.repliedByMail(about: first, in: site.town),
                    question: question,
                    noteFile: try await site.hall.noteWithFile(on: first, by: person, in: site.town),
                    paired: try await site.pairedRecipient()
                )
            )
        }
    }

    private static let office = RouteTable.all.filter { row in
        switch row.access {
        case .staff, .right: true
        default: false
        }
    }

    @Test(
        "Each role gets where its rights lead, and is told in the reader's language where they do not",
        .clause("siedlce/§2.4", "siedlce/§2.5"),
        arguments: StaffRole.allCases
    )
    func roles(role: StaffRole) async throws {
        try await Self.withOffice { office in
            let (site, town) = (office.site, office.site.town)
            try await site.hall.hire("ida@urzad.example", [StaffGrant(role)], in: town)
            let browser = site.browser()
            _ = try await browser.signIn(at: town, login: "ida@urzad.example")
            #expect(!Self.office.isEmpty)
            for (index, row) in Self.office.enumerated() {
                let language = Language.allCases[index % Language.allCases.count]
                let answer = try await office.send(row, by: browser, language)
                guard case .right(let right) = row.access, !role.rights.contains(right) else {
                    let isIn = ![401, 403, 404].contains(answer.status) && answer.status < 500
                    #expect(
                        isIn && !answer.location.hasSuffix("sign-in"),
                        "\(row.method) \(row.path): \(answer.status)"
                    )
                    continue
                }
                #expect(answer.status == 403, "\(row.method) \(row.path)")
                let words = site.words(language)(AccountFailure.rightMissing(right).text)
                #expect(answer.page.text.contains(words), "\(row.method) \(row.path)")
            }
        }
    }

    @Test("Whoever is not signed in is led to the door of the office, from every page")
    func unsigned() async throws {
        try await Self.withOffice { office in
            for row in Self.office {
                let answer = try await office.send(row, by: office.site.browser(), .polish)
                // What was typed on the page of a case is kept on the page of the door.
                let isAsked = answer.status == 401 && answer.body.contains("type=\"password\"")
                let isLed = answer.status == 303 && answer.location == "/kielce/office/sign-in"
                #expect(isAsked || isLed, "\(row.method) \(row.path): \(answer.status)")
            }
        }
    }

    @Test(
        "Nothing but the own pages of an account needs one, and whoever signs in has those as well",
        .clause("kremenchuk/A2.3.1")
    )
    func ownPages() async throws {
        try await TestSite.with("kremenchuk") { site in
            let (stranger, resident) = (site.browser(), try await site.resident())
            let rows = RouteTable.all.filter { row in
                row.method == "GET" && row.path.hasPrefix("/:town") && row.path.split(separator: ":").count == 2
            }
            var kinds: [Bool: Int] = [:]
            for row in rows where row.access == .resident || row.access == .everybody && !row.path.contains("/account/")
            {
                let path = row.path.replacing(":town", with: "kremenchuk")
                let isOwn = row.access == .resident
                let answer = try await stranger.get(path)
                #expect((answer.location == "/kremenchuk/account/sign-in") == isOwn, "\(path): \(answer.status)")
                #expect(![401, 403].contains(answer.status), "\(path)")
                let own = try await resident.get(path)
                #expect((own.status < 400) == (isOwn || answer.status < 400), "\(path): \(own.status)")
                #expect(own.location != "/kremenchuk/account/sign-in", "\(path)")
                kinds[isOwn, default: 0] += 1
            }
            #expect(kinds[true, default: 0] >= 10 && kinds[false, default: 0] >= 10)
        }
    }

    @Test("A session of the office opens no page of a resident, and a resident's none of the office")
    func residents() async throws {
        try await TestSite.with("kielce") { site in
            let officer = try await site.officer()
            for row in RouteTable.all where row.access == .resident {
                let path = "/kielce\(row.path.dropFirst("/:town".count))"
                let answer = row.method == "GET" ? try await officer.get(path) : try await officer.post(path, [:])
                #expect(answer.location == "/kielce/account/sign-in", "\(row.method) \(row.path)")
            }
        }
    }
}
