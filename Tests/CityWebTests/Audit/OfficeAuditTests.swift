import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Hummingbird
import Testing

@testable import CityWeb

/// No way leads to the office's work, or to data that only the office sees, that leaves no entry in the audit log.
@Suite struct OfficeAuditTests {
    /// What an operation of the interface leaves, for a key that is good for it. An act shows the report afterwards.
    private static let operations: [String: [AuditKind]] = [
        "listInbox": [.inboxViewed],
        // Three numbers, and nothing of anybody.
        "countInbox": [],
        "decideReport": [.reportDecided, .reportViewed],
        "handOverReport": [.reportHandedOver, .reportViewed],
        "askReporter": [.reporterAsked, .reportViewed],
        "noteReply": [.replyNoted, .reportViewed],
        "correctReport": [.reportCorrected, .reportViewed],
        "reopenCase": [.reportReopened, .reportViewed],
        "publishReport": [.reportPublished, .reportViewed],
        "takeDownReport": [.reportTakenDown, .reportViewed],
        "placeReport": [.reportPlaced, .reportViewed],
        "judgePhoto": [.photoReleased, .reportViewed],
        // An entry of each of the two.
        "joinReport": [.reportJoined, .reportJoined, .reportViewed],
        "partReport": [.reportParted, .reportParted, .reportViewed],
        "splitReport": [.reportSplit, .reportSplit, .reportViewed],
        "redactPhoto": [.photoCaptioned, .photoCovered, .reportViewed],
        // Addresses of programs, which are nobody's data, and no change.
        "listWebhooks": [],
        "createWebhook": [.webhookCreated],
        "updateWebhook": [.webhookChanged],
        "testWebhook": [.webhookTested],
        "listWebhookDeliveries": [.webhookLogViewed],
        "retryWebhookDelivery": [.deliveryRetried],
        "retryWebhook": [.deliveryRetried],
        "deleteWebhook": [.webhookRemoved],
        // Open to residents' programs as well; with a key that reads every report they show what the office sees.
        "getReport": [.reportViewed],
        "getPhoto": [.photoViewed],
        // A submission is no act of the office.
        "submitReport": [], "addPhoto": [],
        "listComplaints": [.complaintViewed],
        "listWaitingComments": [.commentViewed],
        "listPutAsideReports": [.asideViewed], "judgePutAsideReport": [.asideReleased, .asideViewed],
        "decideComment": [.commentRefused, .commentViewed],
        "answerComments": [.commentAnswered],
        "publishAnswer": [.answerPublished], "takeDownAnswer": [.answerTakenDown],
    ]

    /// Calls in an order in which each is allowed. What differs from town to town is written in capitals.
    private static let number = ["number": "2026-1"]
    private static let calls: [(String, [String: String], String?)] = [
        ("listInbox", [:], nil), ("countInbox", [:], nil), ("getReport", number, nil),
        ("getPhoto", number.merging(["photo": "PHOTO", "size": "large"]) { $1 }, nil),
        ("askReporter", number, #"{"question": "Gdzie?"}"#), ("noteReply", number, #"{"reply": "Tu."}"#),
        ("handOverReport", number, #"{"unit": "UNIT"}"#),
        ("decideReport", number, #"{"status": "accepted", "publicText": "Latarnia."}"#),
        ("correctReport", number, #"{"reason": "Pomyłka."}"#),
        ("decideReport", number, #"{"status": "accepted", "publicText": "Latarnia."}"#),
        ("placeReport", number, #"{"latitude": 50.8703, "longitude": 20.6275}"#),
        ("publishReport", number, #"{"publicText": "Latarnia nie świeci."}"#),
        ("takeDownReport", number, #"{"reason": "Dane."}"#),
        ("decideReport", number, #"{"status": "closed", "justification": "Nie.", "solution": "Inaczej."}"#),
        ("reopenCase", number, #"{"reason": "Jednak tak."}"#),
        (
            "judgePhoto", number.merging(["photo": "PHOTO"]) { $1 },
            #"{"decision": "release"}"#
        ),
        (
            "redactPhoto", number.merging(["photo": "PHOTO"]) { $1 },
            #"{"version": 0, "areas": ["box 10 10 20 20"], "caption": "Słup"}"#
        ),
        ("createWebhook", [:], #"{"url": "https://receiver.example/hook", "topics": ["report.moved"]}"#),
        ("listWebhooks", [:], nil), ("updateWebhook", [:], #"{"topics": ["report.moved"], "state": "on"}"#),
        ("testWebhook", [:], nil), ("listWebhookDeliveries", [:], nil),
        ("retryWebhookDelivery", ["delivery": "d1"], nil), ("retryWebhook", [:], nil),
        ("deleteWebhook", [:], nil),
        (
            "submitReport", [:],
            #"{"category": "CATEGORY", "description": "x", "address": "y"}"#
        ),
        ("joinReport", number, #"{"leading": "2026/2"}"#), ("partReport", number, #"{"reason": "Pomyłka."}"#),
        ("splitReport", number, #"{"category": "CATEGORY", "description": "Dziura."}"#),
        ("addPhoto", [:], nil), ("listComplaints", [:], nil),
        ("listWaitingComments", [:], nil),
        ("listPutAsideReports", [:], nil),
        ("judgePutAsideReport", ["number": "PUTBY"], #"{"verdict": "release", "seen": 1}"#),
        ("decideComment", ["comment": "SAYING"], #"{"decision": "refuse", "reason": "Obelgi."}"#),
        ("answerComments", ["number": "COMMENTED"], #"{"words": "Dziękujemy."}"#),
        ("publishAnswer", ["number": "ASKED"], #"{"question": "Kiedy?", "answer": "Jutro."}"#),
        ("takeDownAnswer", ["number": "ASKED"], #"{"reason": "Dane."}"#),
    ]

    @Test("Every operation of the interface for the office leaves its entry")
    func interface() async throws {
        let guarded = APIRoutes.operations.filter {
            switch $0.access {
            case .key, .reader: true
            case .everybody, .reporter: false
            }
        }
        #expect(Set(guarded.map(\.id)) == Set(Self.operations.keys))
        try await Self.withSite { site, photo in
            let program = try await Program(.administrator, site)
            let said = try await site.sayings(by: try await site.hall.resident("eda@example.org", in: site.town))
            let log = FreshEntries(site)
            _ = try await log.new()
            var webhook = ""
            #expect(Set(Self.calls.map(\.0)) == Set(Self.operations.keys))
            for (id, values, body) in Self.calls {
                if id.hasPrefix("retry") { try await Self.failDelivery(to: webhook, site) }
                let answer = try await program.call(
                    id,
                    values.mapValues { site.filled($0, photo).replacing(each: said) }.merging(["webhook": webhook]) {
                        $1
                    },
                    body: body.map { site.filled($0, photo) }
                )
                if id != "addPhoto" { #expect((200...299).contains(answer.status), "\(id): \(answer.body)") }
                if id == "createWebhook" {
                    webhook = try #require(answer.body.firstMatch(of: /"id":"([^"]+)"/)).1.description
                }
                #expect(try await log.new() == Self.operations[id], "\(id)")
            }
        }
    }

    @Test("Every page of the office leaves its entry")
    func pages() async throws {
        try await Self.withSite { site, photo in
            let (routes, steps) = (Self.allRoutes, Self.allSteps)
            let known = cityRouter(site.site, metrics: RequestMetrics()).routes
                .filter { $0.path.description.contains("/office") && !$0.path.description.contains("/api/") }
                .filter { $0.method != .head }
                .map { "\($0.method.rawValue) \($0.path.description.routerForm)" }
            #expect(Set(known) == Set(routes.keys))
            let officer = try await site.administrator()
            let resident = try await site.protectedResident()
            let log = FreshEntries(site)
            let ids = try await site.ids(resident)
            _ = try await log.new()
            #expect(Set(steps.map(\.0)) == Set(routes.keys))
            var newcomer = try Newcomer()
            let jan = ProvedIdentity.sample(at: ID("urzad"), email: "jan@urzad.example")
            site.hall.providers.knows(jan, .twoFactors, by: "code")
            for (route, path, form) in steps {
                if route.contains("/queue/") { try await Self.failDelivery(to: "w", site) }
                let seen = try await site.hall.readReport.unseen(ReportNumber(year: 2026, sequence: 1), in: site.town)
                    .report.history.count
                let state = site.hall.providers.requests.last?.state.text ?? ""
                let place = newcomer.filled(site.filled(path, photo)).replacing("STATE", with: state)
                    .replacing(each: ids)
                let address = "/kielce/office\(place)"
                let fields = try form.map { form in
                    try newcomer.filled(
                        form.map {
                            (
                                name: $0.name.replacing(each: ids),
                                value: site.filled($0.value, photo).replacing(each: ids)
                            )
                        }
                    )
                }
                let answer = try await officer.send(route, to: address, fields, seen: seen)
                #expect((200...399).contains(answer.status), "\(route): \(answer.status)")
                #expect(try await log.new() == routes[route], "\(route)")
                try newcomer.read(answer.body, at: site.hall.now)
            }
        }
    }

    @Test("Who does not get in leaves an entry that names nobody")
    func refused() async throws {
        try await TestSite.with("kielce") { site in
            let log = FreshEntries(site)
            _ = try await site.browser().post(
                "/kielce/office/sign-in",
                ["login": "nikt@urzad.example", "password": "nie-to-hasło-wcale"]
            )
            #expect(try await log.new() == [.signInRefused])
        }
    }

    @Test("What everybody may see leaves no entry, with a key neither")
    func everybody() async throws {
        try await TestSite.with("kielce") { site in
            let number = try await site.hall.submit(in: site.town).number
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            let program = try await Program(.reporter, site)
            let log = FreshEntries(site)
            _ = try await log.new()
            _ = try await program.call("getReport", ["number": number.path])
            _ = try await site.get("/kielce/reports/\(number.path)")
            #expect(try await log.new().isEmpty)
        }
    }

    @Test("What Open311 tells and takes with a key of the office leaves an entry")
    func open311() async throws {
        try await Open311Site.with { site in
            let number = try await site.site.hall.submit(in: site.site.town).number
            let log = FreshEntries(site.site)
            _ = try await log.new()
            _ = try await site.get("requests/\(number.path).json", by: .vendor)
            #expect(try await log.new() == [.reportViewed])
            _ = try await site.get("servicerequestupdates.json", by: .vendor)
            #expect(try await log.new() == [.updatesViewed])
            let update = [("update_id", "u1"), ("service_request_id", number.path), ("status", "IN_PROGRESS")]
            let answer = try await site.post(pairs: update, to: "servicerequestupdates.json", by: .vendor)
            #expect(try await log.new() == (answer.status == 200 ? [.reportDecided] : []))
            _ = try await site.get("requests.json")
            #expect(try await log.new().isEmpty)
        }
    }

    @Test("Every kind of entry is one that some page, interface or command leaves")
    func kinds() {
        let inTables = Set(Self.operations.values.joined()).union(Self.allRoutes.values.joined())
        let elsewhere: [AuditKind] = [
            // The tests above, and those of the commands in MaintenanceAuditTests.
            .updatesViewed, .similarViewed, .signInRefused, .photoWithheld, .photoUncovered, .keyCreated, .keyRevoked,
            .reportsImported, .reportsExported, .backupCreated, .backupRestored, .masterKeyRotated, .databasePurged,
            .auditExported, .indexesRenewed, .addressesImported,
            // What residents do about their own data: the tests of erasure, rights and merges. What time does: those of retention.
            .dataDownloaded, .accountsMerged, .dataDiscarded, .auditDiscarded, .rightAsked, .objectionsChanged,
            .restrictionEnded, .representationAsked, .representationGivenUp,
            // What contractors do behind a link: CommissionTests.
            .commissionOpened, .commissionAnswered,
            // That the end of the parts of a case is known: SplitReportTests.
            .partsSeen,
        ]
        #expect(inTables.union(elsewhere) == Set(AuditKind.allCases))
        #expect(inTables.isDisjoint(with: elsewhere))
    }

    // MARK: - What the tests have in common

    /// A town whose rules let everything be tried.
    private static var town: Municipality {
        get throws {
            try ProjectTown.commenting(
                "kielce",
                ProjectTown.acting,
                ProjectTown.asking[0],
                ProjectTown.asking[1],
                ProjectTown.writing,
                ProjectTown.Change(
                    "rules.json5",
                    "    hiding: {",
                    #"    \#(OfficeAuditTests.abuse) reopening: { from: ["closed"], to: "accepted", within: "7 days", clause: "III.25" }, hiding: {"#
                )
            )
        }
    }

    private static func withSite(_ body: @Sendable (TestSite, ID<ReportPhoto>) async throws -> Void) async throws {
        let rule = FactorRule.required { $0.text != "ela@urzad.example" }
        try await TestSite.with([try town], factorRule: rule) { site in
            try await site.hall.seedSettings(of: "kielce")
            let photo = try await site.hall.submitWithPhoto(in: site.town)
            try await body(site, photo)
        }
    }

    /// Makes a delivery that ended without success.
    private static func failDelivery(to webhook: String, _ site: TestSite) async throws {
        let report = try await site.hall.readReport.unseen(ReportNumber(year: 2026, sequence: 1), in: site.town).report
            .id
        try await site.hall.database.town(site.town.id).write { transaction in
            try transaction.execute("DELETE FROM deliveries WHERE municipality = {town} AND id = 'd1'")
            try transaction.execute(
                """
                INSERT INTO deliveries (
                    municipality, id, message, subject, recipient, channel, state, attempt, due_at, created_at, updated_at
                )
                VALUES ({town}, 'd1', 'report.moved-1', ?, ?, 'webhook', 'failed', 1, 0, 0, 0)
                """,
                report,
                Recipient.webhook(ID(webhook)).rawValue
            )
        }
    }
}

extension String {
    /// With each of the words in the place of its name.
    fileprivate func replacing(each words: [String: String]) -> String {
        words.reduce(self) { $0.replacing($1.key, with: $1.value) }
    }
}

extension TestSite {
    /// A resident with a second step of signing in.
    fileprivate func protectedResident() async throws -> ID<Resident> {
        let ida = try await hall.resident(in: town)
        _ = try await hall.protect(ida, in: town)
        return ida.resident.id
    }

    /// What the capitals in the tables stand for.
    fileprivate func ids(_ resident: ID<Resident>) async throws -> [String: String] {
        let officer = try await hall.manageStaff.find(EmailAddress(typed: "jan@urzad.example"), in: town)
        var ids = [
            "OFFICER": try #require(officer).rawValue, "RESIDENT": resident.rawValue,
            "REQUEST": try await hall.rightsRequest(in: town).rawValue,
            "BREACH": try await hall.breach(in: town).rawValue, "ENTRY": try await hall.processor(in: town).rawValue,
            "BREAK": try await hall.announce(.upcoming, in: town).rawValue,
            "FAULT": try await hall.announce(.sample(.unplanned, from: "", until: ""), in: town).rawValue,
            "PAIR": try await hall.secondAccount(of: resident, in: town).rawValue,
            "AUTHORITY": try await hall.representation(of: resident, in: town).rawValue,
            "WISH": try await hall.representation(of: resident, in: town).rawValue,
        ]
        let absence = try await hall.substitution(of: try #require(officer), in: town)
        (ids["ABSENCE"], ids["COLLEAGUE"]) = (absence.id.rawValue, absence.substitute.rawValue)
        ids["TERMS"] = Submission.sample(in: town).termsVersion
        ids["WORDS"] = try await hall.template("Lampa", "Naprawimy.", in: town).rawValue
        // So that the letter of the account is the only one.
        _ = try await hall.mail()
        let eda = try await hall.resident("olga@example.org", in: town)
        ids.merge(try await sayings(by: eda)) { $1 }
        for (name, firm) in [("FIRM", "Firma"), ("SPARE", "Druga")] {
            ids[name] = try await hall.contractor(firm, in: town).rawValue
        }
        let first = ReportNumber(year: 2026, sequence: 1)
        let (given, proof) = try await hall.doneWork(of: ID(ids["FIRM"] ?? ""), on: first, in: town)
        (ids["GIVEN"], ids["PROOF"]) = (given.rawValue, proof.rawValue)
        let (mail, enclosed) = try await hall.repliedByMail(about: first, in: town)
        (ids["MAIL"], ids["ENCLOSED"]) = (mail.rawValue, enclosed.rawValue)
        ids["NOTEFILE"] = try await hall.noteWithFile(
            on: first,
            by: try #require(officer),
            in: town
        ).rawValue
        _ = try await hall.mail()
        ids.merge(try await pairedRecipient().ids) { $1 }
        // The last of all, because the others look for their letters.
        let (complaint, image) = try await hall.complainWithPhoto(in: town)
        (ids["GRIEVANCE"], ids["IMAGE"]) = (complaint.rawValue, image.rawValue)
        return ids
    }

    /// Comments under a report that everybody reads, and a question that the office answered.
    fileprivate func sayings(by writer: SignInResident.Signed) async throws -> [String: String] {
        let number = try await hall.publicReport(in: town)
        var ids = ["COMMENTED": number.path, "ASKED": try await hall.askedAndAnswered(in: town).path]
        ids.merge(try await putAside(by: writer)) { $1 }
        for name in ["SAYING", "INSULT", "FLAGGED"] {
            ids[name] = try await hall.comment(on: number, by: writer, in: town).rawValue
        }
        let flagged: ID<ReportComment> = ID(ids["FLAGGED"] ?? "")
        try await hall.moderateComments.publish(flagged, words: "Tak.", hall.moderation(in: town))
        #expect(try await hall.comments.flag(flagged, .spam, at: hall.now, in: town.id))
        return ids
    }

    /// The words of a table, with what differs from town to town in them.
    fileprivate func filled(_ text: String, _ photo: ID<ReportPhoto>) -> String {
        text.replacing("PHOTO", with: photo.rawValue)
            .replacing("UNIT", with: town.units.last?.id.rawValue ?? "")
            .replacing("CATEGORY", with: town.categories.first?.id.rawValue ?? "")
    }

    /// A browser in which an administrator of the office is signed in.
    func administrator() async throws -> Browser {
        _ = try await hall.createStaff(
            name: PersonName(typed: "Jan Próbny"),
            login: EmailAddress(typed: "jan@urzad.example"),
            password: Password(typed: Self.officerPassword),
            roles: [.administrator, .operator, .auditor, .dispatcher, .moderator, .recipientClerk],
            by: .test,
            in: town.id,
            at: hall.now
        )
        let browser = browser()
        _ = try await browser.signIn(at: town, login: "jan@urzad.example")
        return browser
    }
}

extension String {
    /// The path of a route with parameters as they are written in the program.
    fileprivate var routerForm: String { replacing("{", with: ":").replacing("}", with: "") }
}
