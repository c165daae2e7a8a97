import CityDomain
import CityKit
import HTTPTypes

extension ReportAPI {
    /// The office's work on reports. What the rules of the town or the status of the report bar is a conflict.
    static let officeOperations =
        [
            inbox, counts, decide, handOver, ask, noteReply, correct, reopen, publish, takeDown, place, judgePhoto,
            redactPhoto,
        ] + joinOperations + [split]

    private static let inbox = APIOperation(
        "listInbox",
        .get,
        "office/reports",
        .office,
        "Open reports, the one whose term ends first before the others.",
        access: .key(.readReports),
        parameters: [
            .query("status", .word(ReportStatus.self), "With this status."),
            .query("overdue", .word(["1"]), "Only those whose next term has passed."),
            .after,
            .query("limit", .plain(["type": "integer", "minimum": 1, "maximum": 100]), "Reports on a page; 50 else."),
        ],
        answers: [.ok: "A page."]
    ) { call in
        let page = try await call.useCases.casework.inbox(
            try call.inboxView(),
            after: call.query["after"].isEmpty ? nil : call.query["after"],
            limit: try call.limit(fallback: 50),
            by: call.caller(),
            in: call.town,
            at: call.now
        )
        return .ok(InboxAPI(page))
    }

    private static let counts = APIOperation(
        "countInbox",
        .get,
        "office/counts",
        .office,
        "How many reports are open.",
        access: .key(.readReports),
        answers: [.ok: "The counts."]
    ) { call in
        let counts = try await call.useCases.casework.inbox.counts(
            on: call.visit.today,
            for: call.caller(),
            in: call.town
        )
        return .ok(InboxCountsAPI(counts))
    }

    private static let decide = act(
        "decideReport",
        "decision",
        "Moves the report to another status: accepts, rejects, goes on, finishes.",
        body: .object(
            "Decision",
            "A move and its reasons; what each move needs, the rules of the town say.",
            [
                .required("status", .word(ReportStatus.self), "The status to move to."),
                .optional("justification", .text(most: Decision.longestText).orNull),
                .optional(
                    "solution",
                    .text(most: Decision.longestText).orNull,
                    "Another way, when it is not feasible."
                ),
                .optional("rejection", .word(RejectionReason.self).orNull, "The ground, when it is rejected."),
                .optional("earlier", .text.orNull, "The number of the report of which this one is a duplicate."),
                .optional(
                    "publicText",
                    .text(most: Submission.longestDescription).orNull,
                    "What everybody will read where acceptance publishes; else the reporter’s words stay unpublished."
                ),
                .optional("publicAddress", .text(most: 250).orNull),
                .optional(
                    "extent",
                    .word(IdeaExtent.self).orNull,
                    "How far an idea is accepted; the whole of it else."
                ),
            ]
        )
    ) { call, work, fields in
        let (decision, text) = try Decision.read(&fields)
        try fields.finish()
        let report = try await call.useCases.readReport.unseen(work.number, in: call.town)
        if decision.publishes(report.report.kind, in: call.town), text.description.isEmpty {
            throw ReportFailure.fieldMissing("publicText")
        }
        _ = try await call.useCases.decideReport(
            decision,
            about: work.number,
            publicText: text.at(report.content.place.point),
            seen: work.seen,
            by: work.caller,
            in: work.town,
            at: work.now,
            as: work.update
        )
    }

    private static let handOver = act(
        "handOverReport",
        "handover",
        "Gives the report to another unit. Its terms run on.",
        body: .object(
            "HandOver",
            "Where it goes.",
            [
                .required("unit", .id, "An id of the town’s units."),
                .optional("note", .text(most: Decision.longestText).orNull, "A word for the unit."),
            ]
        )
    ) { call, work, fields in
        let (unit, note) = (fields.text("unit"), fields.text("note"))
        try fields.finish()
        try await call.useCases.handleReport.handOver(work, to: ID(unit), note: note)
    }

    private static let ask = words("askReporter", "question", "Asks the reporter; the terms stand still.", "question") {
        try await $0.useCases.handleReport.ask($1, question: $2)
    }

    private static let noteReply = words(
        "noteReply",
        "noted-reply",
        "Writes down an answer of the reporter that came by mail or by phone.",
        "reply"
    ) { try await $0.useCases.handleReport.noteReply($1, answer: $2) }

    private static let correct = words(
        "correctReport",
        "correction",
        "Takes back the office’s last change of the status, which was a mistake.",
        "reason"
    ) { try await $0.useCases.handleReport.correct($1, reason: $2) }

    private static let reopen = words(
        "reopenCase",
        "case-reopening",
        "Opens a finished report again, where the town has a rule for it; the office has a term of its own then.",
        "reason"
    ) { try await $0.useCases.handleReport.reopen($1, reason: $2) }

    private static let takeDown = words(
        "takeDownReport",
        "takedown",
        "Takes the public text down at once.",
        "reason"
    ) { try await $0.useCases.handleReport.takeDown($1, reason: $2) }

    private static let publish = act(
        "publishReport",
        "publication",
        "Makes a text public, or another one in its place.",
        body: .object(
            "Publication",
            "The office’s words.",
            [
                .required("publicText", .words(most: Submission.longestDescription)),
                .optional("publicAddress", .text(most: 250).orNull),
            ]
        )
    ) { call, work, fields in
        let text = PublicWords(&fields)
        try fields.finish()
        let report = try await call.useCases.readReport.unseen(work.number, in: call.town)
        try await call.useCases.handleReport.publish(work, text: text.at(report.content.place.point))
    }

    private static let place = act(
        "placeReport",
        "place",
        "Puts the report on the map, or corrects its place.",
        body: .object(
            "NewPlace",
            "The place, WGS 84.",
            [.required("latitude", .latitude), .required("longitude", .longitude)]
        )
    ) { call, work, fields in
        let typed = (fields.number("latitude"), fields.number("longitude"))
        try fields.finish()
        guard let point = Coordinate(typedLatitude: typed.0, longitude: typed.1) else {
            throw ReportFailure.pointOutOfRange
        }
        try await call.useCases.handleReport.place(work, at: point)
    }

    private static let judgePhoto = APIOperation(
        "judgePhoto",
        .put,
        "reports/{number}/photos/{photo}/decision",
        .office,
        "Decides whether everybody may see a photo. The same decision again changes nothing.",
        access: .key(.handleReports),
        parameters: [.number, .path("photo", .id, "Its id.")],
        body: .object(
            "PhotoDecision",
            "The decision.",
            [.required("decision", .word(ReleasePhoto.Decision.self))]
        ),
        answers: [.ok: "The report."],
        failures: [.forbidden: "The key is not good for this, or the town publishes no photos."]
    ) { call in
        var fields = try call.fields()
        let decision = fields.word(ReleasePhoto.Decision.self, "decision")
        try fields.finish()
        guard let decision else { throw RequestFailure.mistypedField("decision", expected: "release, withhold") }
        let report = try await call.useCases.readReport.unseen(call.number(), in: call.town)
        try await call.useCases.photos.release(
            ID(call.visit.parameter("photo")),
            of: report.report,
            decision,
            by: call.caller(),
            in: call.town,
            at: call.now
        )
        return try await call.answer(call.officeReport())
    }
}

// MARK: - What acts on a report have in common

extension ReportAPI {
    typealias Act = @Sendable (APICall, HandleReport.Work, inout JSONFields) async throws -> Void

    static func act(
        _ id: String,
        _ place: String,
        _ summary: String,
        body: JSONSchema,
        _ act: @escaping Act
    ) -> APIOperation {
        APIOperation(
            id,
            .post,
            "reports/{number}/\(place)",
            .office,
            summary,
            access: .key(.handleReports),
            parameters: [.number, .ifMatch],
            body: body,
            answers: [.ok: "The report as it is now."],
            failures: [
                .conflict: "The rules of the town, the status of the report or what happened meanwhile bar it.",
                .preconditionFailed: "The report is no longer as `If-Match` says.",
            ]
        ) { call in
            var fields = try call.fields()
            if try await !call.wasMade() { try await act(call, call.work(), &fields) }
            return try await call.answer(call.officeReport())
        }
    }

    /// An act that takes nothing but words.
    static func words(
        _ id: String,
        _ place: String,
        _ summary: String,
        _ field: String,
        _ run: @escaping @Sendable (APICall, HandleReport.Work, String) async throws -> Void
    ) -> APIOperation {
        let name = id.prefix(1).uppercased() + id.dropFirst()
        let body = JSONSchema.object(
            "\(name)Words",
            "What is said with it.",
            [.required(field, .words(most: Decision.longestText))]
        )
        return act(id, place, summary, body: body) { call, work, fields in
            let words = fields.text(field)
            try fields.finish()
            try await run(call, work, words)
        }
    }
}

extension APICall {
    /// The work of this program on the report as it stands.
    ///
    /// - Throws: `RequestFailure.changedMeanwhile` when it has changed since the caller read it.
    fileprivate func work() async throws -> HandleReport.Work {
        let report = try await useCases.readReport.unseen(number(), in: town).report
        if let demanded = try visit.request.demandedVersion(), demanded != report.history.count {
            throw RequestFailure.changedMeanwhile
        }
        return HandleReport.Work(
            report.number,
            seen: report.history.count,
            by: try caller(),
            in: town,
            at: now,
            as: try update()
        )
    }

    /// The report as the office sees it, after an act.
    func officeReport() async throws -> OpenReport {
        try await useCases.readReport(number(), by: caller(), in: town, at: now)
    }

    /// What the change is named when the request has a name: the line of the history and the name are stored together.
    private func update() throws -> TakenUpdate? {
        try ticket.map { TakenUpdate(of: $0.id, key: try neededKey().id) }
    }

    /// Whether the change was made before the answer to it was lost.
    fileprivate func wasMade() async throws -> Bool {
        guard ticket?.attempt == .again, let update = try update() else { return false }
        return try await useCases.updates.take.isMade(update, in: town)
    }

    fileprivate func inboxView() throws -> InboxView {
        let typed = query["status"]
        let status = ReportStatus(rawValue: typed)
        guard typed.isEmpty || status != nil else {
            let words = ReportStatus.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestFailure.mistypedField("status", expected: words)
        }
        guard ["", "1"].contains(query["overdue"]) else { throw RequestFailure.mistypedField("overdue", expected: "1") }
        return InboxView(queue: query["overdue"] == "1" ? .overdue : .open, status: status)
    }
}

/// The words that the office makes public.
private struct PublicWords {
    let description: String
    let address: String?

    init(_ fields: inout JSONFields) {
        description = fields.text("publicText").trimmingSpaces()
        let address = fields.text("publicAddress").trimmingSpaces()
        self.address = address.isEmpty ? nil : address
    }

    func at(_ point: Coordinate?) -> PublicText {
        PublicText(title: PublicText.title(of: description), description: description, address: address, point: point)
    }
}

extension Decision {
    fileprivate static func read(_ fields: inout JSONFields) throws -> (Decision, PublicWords) {
        let to = fields.word(ReportStatus.self, "status")
        let reason = fields.word(RejectionReason.self, "rejection")
        let typed = fields.text("earlier").trimmingSpaces()
        let earlier = ReportNumber(typed)
        let (justification, solution) = (fields.text("justification"), fields.text("solution"))
        let words = PublicWords(&fields)
        let extent = fields.word(IdeaExtent.self, "extent")
        guard let to else { try fields.finish(); throw ReportFailure.fieldMissing("status") }
        guard typed.isEmpty || earlier != nil else { throw ReportFailure.earlierReportUnknown }
        let decision = Decision(
            to: to,
            justification: justification,
            solution: solution,
            rejection: reason,
            earlier: earlier,
            extent: extent ?? .whole
        )
        return (decision, words)
    }
}
