import CityDomain
import CityKit
import HTTPTypes

extension ReportAPI {
    /// What a reporter does with a report of theirs, by its secret.
    static let reporterOperations = [reply, amend, giveEmail, withdraw, reopen]

    private static let reply = APIOperation(
        "replyToOffice",
        .post,
        "reports/{number}/reply",
        .reporter,
        "Answers the office’s question; the terms run on.",
        access: .reporter,
        parameters: [.number],
        body: .object("Reply", "The answer.", [.required("answer", .words(most: Decision.longestText))]),
        answers: [.ok: "The report."],
        failures: [.conflict: "There is no open question."]
    ) { call in
        try await call.byReporter("answer") { try await call.useCases.followUpReport.reply($0, answer: $1) }
    }

    private static let amend = APIOperation(
        "amendReport",
        .put,
        "reports/{number}/description",
        .reporter,
        "Changes the words until the office has decided. What they were before stays in the history.",
        access: .reporter,
        parameters: [.number],
        body: .object(
            "Amendment",
            "The new words.",
            [.required("description", .words(most: Submission.longestDescription))]
        ),
        answers: [.ok: "The report."],
        failures: [.conflict: "The office has decided."]
    ) { call in
        try await call.byReporter("description") { try await call.useCases.followUpReport.amend($0, description: $1) }
    }

    private static let giveEmail = APIOperation(
        "giveEmail",
        .put,
        "reports/{number}/email",
        .reporter,
        "Takes an address for news where the report has none. Its owner is asked first.",
        access: .reporter,
        parameters: [.number],
        body: .object("NewEmail", "The address.", [.required("email", .text)]),
        answers: [.ok: "The report."],
        failures: [.conflict: "There is an address already, or nothing more will happen to the report."]
    ) { call in
        try await call.byReporter("email") { try await call.useCases.email.give($0, email: $1) }
    }

    private static let withdraw = APIOperation(
        "withdrawReport",
        .post,
        "reports/{number}/withdrawal",
        .reporter,
        "Takes the report back until the office has decided.",
        access: .reporter,
        parameters: [.number],
        answers: [.ok: "The report."],
        failures: [.conflict: "The office has decided."]
    ) { call in
        try await call.useCases.followUpReport.withdraw(call.link())
        return try await call.answer(call.report())
    }

    private static let reopen = APIOperation(
        "reopenReport",
        .post,
        "reports/{number}/reopening",
        .reporter,
        "Opens the finished report again, once, where the town has a rule for it.",
        access: .reporter,
        parameters: [.number],
        body: .object(
            "Reopening",
            "What is still wrong.",
            [.required("reason", .words(most: Decision.longestText))]
        ),
        answers: [.ok: "The report."],
        failures: [.conflict: "It is open, its end lasts, its time is over, or it was opened again before."]
    ) { call in
        try await call.byReporter("reason") { try await call.useCases.followUpReport.reopen($0, reason: $1) }
    }
}

extension APICall {
    /// Lets the reporter do something with the one text of the body, and answers with the report.
    fileprivate func byReporter(
        _ field: String,
        _ act: (ReportLink, String) async throws -> Void
    ) async throws -> APIAnswer<ReportAPI> {
        var fields = try fields()
        let text = fields.text(field)
        try fields.finish()
        try await act(try link(), text)
        return try await answer(report())
    }
}
