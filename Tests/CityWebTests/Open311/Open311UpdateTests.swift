import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

@Suite struct Open311UpdateTests {
    @Test("Changes of public reports come with words for everybody and a name that stays")
    func feed() async throws {
        try await Open311Site.with { site in
            let number = try await site.publish()
            _ = try await site.send()
            site.hall.clock.advance(.hours(1))
            try await site.hall.work(number, in: site.town) { try await $0.ask($1, question: "Gdzie, Ido?") }
            let closing = Decision(to: .closed, justification: "Nie nasza.", solution: "Do sieci.")
            try await site.hall.decide(closing, about: number, in: site.town)
            let json = try await site.get("servicerequestupdates.json?lang=en")
            let lines: [(Int, String, String, String, String)] = [
                (
                    2, "open", "2026-04-27T08:15:00Z",
                    "The report is checked. Accepting it does not yet mean that everything can be done.", "accepted"
                ),
                (
                    3, "open", "2026-04-27T08:15:00Z",
                    "The office changed the text before publishing it. The original is kept.", "accepted"
                ),
                (
                    4, "open", "2026-04-27T09:15:00Z",
                    "The office needs more information. Until the answer comes, the clock stands still.", "accepted"
                ), (5, "no_further_action", "2026-04-27T09:15:00Z", #"Nie nasza.\n\nDo sieci."#, "closed"),
            ]
            let objects = lines.map { line, status, moment, words, code in
                """
                {"update_id":"2026-1-\(line)","service_request_id":"2026-1","status":"\(status)",\
                "updated_datetime":"\(moment)","description":"\(words)","media_url":null,\
                "external_status_code":"\(code)"}
                """
            }
            let body = "[\(objects.joined(separator: ","))]"
            #expect(json.facts == ["200", "application/json; charset=utf-8", body])
        }
    }

    @Test("A change has an element of its own in XML")
    func xml() async throws {
        try await Open311Site.with { site in
            _ = try await site.publish()
            let xml = try await site.get("servicerequestupdates.xml?lang=en&page_size=1")
            let update = """
                <service_request_updates><request_update><update_id>2026-1-2</update_id>\
                <service_request_id>2026-1</service_request_id><status>open</status>\
                <updated_datetime>2026-04-27T08:15:00Z</updated_datetime><description>The report is checked. Accepting it \
                does not yet mean that everything can be done.</description><media_url></media_url>\
                <external_status_code>accepted</external_status_code></request_update></service_request_updates>

                """
            #expect(xml.body == Open311Site.xmlHead + update)
        }
    }

    @Test(
        "The two dates and the pages cut the changes",
        arguments: [
            ("", ["1-2", "1-3", "1-4"]), ("start_date=2026-04-27T08:15:00Z", ["1-2", "1-3", "1-4"]),
            ("start_date=2026-04-27T08:15:01Z", ["1-4"]), ("end_date=2026-04-27T08:15:00Z", ["1-2", "1-3"]),
            ("start_date=2026-04-28&end_date=2026-04-29", []), ("page_size=2&page=2", ["1-4"]),
            ("jurisdiction_id=kielce", ["1-2", "1-3", "1-4"]),
        ]
    )
    func dates(query: String, found: [String]) async throws {
        try await Open311Site.with { site in
            let number = try await site.publish()
            site.hall.clock.advance(.hours(1))
            let started = Decision(to: .inProgress, justification: "Jedziemy.")
            try await site.hall.decide(started, about: number, in: site.town)
            let answer = try await site.get("servicerequestupdates.json?\(query)")
            let ids = try Open311Site.list(answer).compactMap { $0["update_id"] as? String }
            #expect(ids == found.map { "2026-\($0)" })
        }
    }

    @Test("Of a report that is not public its program learns the status alone, the office everything")
    func unpublished() async throws {
        try await Open311Site.with { site in
            let number = try await site.send()
            let rejection = Decision(to: .rejected, justification: "Sprawa Idy.", rejection: .outOfScope)
            try await site.hall.decide(rejection, about: number, in: site.town)
            var found: [String] = []
            for caller in Open311Site.Caller.allCases {
                let answer = try await site.get("servicerequestupdates.json?lang=en", by: caller)
                let updates = answer.status == 200 ? try Open311Site.list(answer) : []
                found.append(
                    updates.map { "\($0["status"] ?? "") \($0["description"] ?? "")" }.joined(separator: "; ")
                )
            }
            let reason = Words(catalogue: site.site.site.catalogue, language: .english)(
                "report.rejected.because",
                ["reason": .text(RejectionReason.outOfScope.text)]
            )
            let own = "not_councils_responsibility \(reason)"
            let all = "not_councils_responsibility Sprawa Idy."
            #expect(found == [own, "", all, all, "", ""])
        }
    }

    struct Move: Sendable, CustomTestStringConvertible {
        let word: String
        let town: String
        /// The status from which the word comes, by way of these.
        let before: [ReportStatus]
        let fields: [(String, String)]
        /// What becomes of the report; nil where the word is refused.
        let act: ReportEvent.Act?
        let status: ReportStatus?
        let failure: Text?

        init(
            _ word: String,
            in town: String = "kielce",
            after before: ReportStatus...,
            with fields: [(String, String)] = [("description", "Bo tak."), ("solution", "Inaczej.")],
            is status: ReportStatus? = nil,
            _ act: ReportEvent.Act = .moved,
            failure: Text? = nil
        ) {
            self.word = word
            self.town = town
            self.before = before
            self.fields = fields
            self.act = failure == nil ? act : nil
            self.status = status
            self.failure = failure
        }

        var testDescription: String { "\(word) in \(town) after \(before.map(\.rawValue))" }
    }

    private static let known = Open311StatusWord.allCases.filter { $0.wish != nil }.map { $0.rawValue.uppercased() }
        .joined(separator: ", ")

    static let moves = [
        Move("OPEN", is: .accepted), Move("open", is: .accepted),
        Move("IN_PROGRESS", after: .accepted, is: .inProgress),
        Move("INVESTIGATING", after: .accepted, is: .inProgress),
        Move("ACTION_SCHEDULED", after: .accepted, is: .inProgress),
        Move("FIXED", after: .accepted, .inProgress, is: .done),
        Move("CLOSED", after: .accepted, .inProgress, is: .done),
        Move("NO_FURTHER_ACTION", after: .accepted, is: .closed, .closed(.notFeasible)),
        Move("NOT_COUNCILS_RESPONSIBILITY", is: .rejected, .rejected(.outOfScope)),
        Move("DUPLICATE", in: "demo", is: .rejected, .rejected(.duplicate)),
        Move("DUPLICATE", failure: ReportFailure.rejectionReasonUnknown(.duplicate).text),
        Move(
            "DUPLICATE",
            in: "demo",
            with: [("description", "Bo tak."), ("duplicate_of", "2026-1")],
            is: .rejected,
            .rejected(.duplicate, earlier: ReportNumber(year: 2026, sequence: 1))
        ),
        Move(
            "DUPLICATE",
            in: "demo",
            with: [("description", "Bo tak."), ("duplicate_of", "2026-9")],
            failure: ReportFailure.earlierReportUnknown.text
        ),
        Move("FIXED", failure: ReportFailure.moveNotAllowed(from: .new, to: .done).text),
        Move(
            "IN_PROGRESS",
            after: .accepted,
            .inProgress,
            failure: ReportFailure.moveNotAllowed(from: .inProgress, to: .inProgress).text
        ),
        Move("REOPEN", after: .accepted, failure: ReportFailure.reopeningNotAllowed.text),
        Move(
            "IN_PROGRESS",
            after: .accepted,
            with: [],
            failure: ReportFailure.justificationMissing(to: .inProgress, nil).text
        ),
        Move(
            "NO_FURTHER_ACTION",
            after: .accepted,
            with: [("description", "Bo tak.")],
            failure: ReportFailure.solutionMissing(to: .closed, nil).text
        ),
        Move("INTERNAL_REFERRAL", failure: RequestFailure.mistypedField("status", expected: known).text),
        Move("FOR_TRIAGE", failure: RequestFailure.mistypedField("status", expected: known).text),
        Move("CANCELLED", failure: RequestFailure.mistypedField("status", expected: known).text),
        Move("MENDED", failure: RequestFailure.mistypedField("status", expected: known).text),
    ]

    @Test("A vendor's word is a move of the office, or refused in the words of the rules", arguments: moves)
    func taking(row: Move) async throws {
        try await Open311Site.with([try ProjectTown.named(row.town)]) { site in
            let plain: KeyValuePairs = ["service_code": "pothole", "description": "x", "address_string": "y"]
            _ = try await site.send(plain)
            let number = try await site.send(plain)
            for status in row.before {
                let decision = Decision(to: status, justification: "Bo.", solution: "Inaczej.")
                try await site.hall.decide(decision, about: number, in: site.town)
            }
            let before = try await site.hall.readReport.unseen(number, in: site.town).report
            let fields = [("update_id", "u1"), ("service_request_id", number.path), ("status", row.word)] + row.fields
            let answer = try await site.post(pairs: fields, to: "servicerequestupdates.json", by: .vendor)
            let after = try await site.hall.readReport.unseen(number, in: site.town)
            if let failure = row.failure {
                #expect(answer.status == 400)
                #expect(try Open311Site.list(answer).map { $0["description"] as? String } == [site.words(failure)])
                #expect(after.report == before)
                return
            }
            let id = "2026-2-\(before.history.count + 1)"
            #expect(answer.facts[0] == "200")
            #expect(answer.body == #"[{"update_id":"\#(id)","account_id":null}]"#)
            let key = try await site.hall.apiKeys.check(site.keys[.vendor], in: site.town.id, at: site.hall.now)
            let line = try #require(after.report.history.last)
            #expect(after.report.history.count == before.history.count + 1)
            #expect(line.act == row.act)
            #expect([line.status, after.report.status] == [row.status, row.status])
            #expect(line.actor == .office(.program(key.id)))
            #expect(after.answers[line.sequence]?.justification == row.fields.first { $0.0 == "description" }?.1)
        }
    }

    @Test("A program that accepts a report publishes nothing")
    func acceptance() async throws {
        try await Open311Site.with { site in
            let number = try await site.send()
            let fields = [("update_id", "u"), ("service_request_id", number.path), ("status", "OPEN")]
            #expect(try await site.post(pairs: fields, to: "servicerequestupdates.json", by: .vendor).status == 200)
            #expect(try await site.get("requests/\(number.path).json").status == 404)
            #expect(try await site.get("requests.json").body == "[]")
        }
    }

    @Test("The same update again changes nothing more; another one of its name is refused")
    func repetition() async throws {
        try await Open311Site.with { site in
            let number = try await site.publish()
            let fields = [
                ("update_id_ext", "7"), ("service_request_id", number.path), ("status", "IN_PROGRESS"),
                ("description", "Jedziemy."), ("updated_datetime", "2026-04-27T07:00:00Z"), ("media_url", "http://x"),
            ]
            let path = "servicerequestupdates.xml"
            let first = try await site.post(pairs: fields, to: path, by: .vendor)
            let update = """
                <service_request_updates><request_update><update_id>2026-1-4</update_id><account_id></account_id>\
                </request_update></service_request_updates>

                """
            #expect(first.facts == ["200", "text/xml; charset=utf-8", Open311Site.xmlHead + update])
            #expect(try await site.post(pairs: fields, to: path, by: .vendor).facts == first.facts)
            let other = fields.filter { $0.0 != "description" } + [("description", "Stoimy.")]
            let refused = try await site.post(pairs: other, to: path, by: .vendor)
            #expect(refused.status == 400)
            #expect(refused.body.contains(site.words(ReportFailure.updateKnown.text)))
            #expect(try await site.hall.readReport.unseen(number, in: site.town).report.history.count == 4)
            #expect(try await site.get("servicerequestupdates.json").body.contains("\"update_id\":\"2026-1-4\""))
        }
    }

    @Test(
        "Only a key that may move reports writes",
        arguments: [
            (Open311Site.Caller.sender, 403), (.stranger, 403), (.office, 200), (.vendor, 200), (.forger, 403),
            (.nobody, 403),
        ]
    )
    func callers(caller: Open311Site.Caller, status: Int) async throws {
        try await Open311Site.with { site in
            _ = try await site.publish()
            let fields = [
                ("update_id", "u"), ("service_request_id", "2026-1"), ("status", "IN_PROGRESS"), ("description", "x"),
            ]
            #expect(try await site.post(pairs: fields, to: "servicerequestupdates.json", by: caller).status == status)
        }
    }

    @Test(
        "An update without what it needs is refused",
        arguments: [
            ([("service_request_id", "2026-1"), ("status", "OPEN")], 400, "update_id_ext"),
            ([("update_id", "a b"), ("service_request_id", "2026-1"), ("status", "OPEN")], 400, "update_id"),
            ([("update_id", "u"), ("status", "OPEN")], 400, "service_request_id"),
            ([("update_id", "u"), ("service_request_id", "2026-1")], 400, "status"),
            (
                [
                    ("update_id", "u"), ("service_request_id", "2026-1"), ("status", "OPEN"),
                    ("updated_datetime", "soon"),
                ], 400, "updated_datetime"
            ), ([("update_id", "u"), ("service_request_id", "2026-9"), ("status", "OPEN")], 404, ""),
        ] as [([(String, String)], Int, String)]
    )
    func incomplete(fields: [(String, String)], status: Int, field: String) async throws {
        try await Open311Site.with { site in
            let answer = try await site.post(pairs: fields, to: "servicerequestupdates.json", by: .vendor)
            #expect(answer.status == status)
            #expect(answer.body.contains(field))
        }
    }
}
