import CityDomain
import CityKit

/// A page of the office's open reports.
struct InboxAPI: APIValue {
    struct Line: Encodable {
        let number: String
        let status: String
        let category: String
        let receivedAt: String
        let description: String
        let address: String?
        let nextTerm: String?
        let due: String?
        let persons: Int
    }

    let reports: [Line]
    let next: String?

    init(_ page: Page<ReportInbox.Line>) {
        reports = page.elements.map(Line.init)
        next = page.next
    }

    static let schema = JSONSchema.object(
        "Inbox",
        "A page of the office’s open reports.",
        [
            .required("reports", .list(of: line)),
            .optional("next", .text, "For `after`; absent on the last page."),
        ]
    )

    private static let line = JSONSchema.object(
        "InboxLine",
        "An open report in brief.",
        [
            .required("number", .reportNumber),
            .required("status", .word(ReportStatus.self)),
            .required("category", .id),
            .required("receivedAt", .moment),
            .required("description", .text, "The reporter’s words."),
            .optional("address", .text),
            .optional("nextTerm", .text, "The term that ends first."),
            .optional("due", .day, "Its last day."),
            .required(
                "persons",
                .count,
                "Who sent it or a report that is joined to it, and who says “me too”; each once."
            ),
        ]
    )
}

extension InboxAPI.Line {
    fileprivate init(_ line: ReportInbox.Line) {
        number = line.entry.report.number.description
        status = line.entry.report.status.rawValue
        category = line.entry.report.category.rawValue
        receivedAt = line.entry.report.receivedAt.rfc3339
        description = line.content.description
        address = line.content.place.address
        nextTerm = line.entry.nextDeadline?.name.rawValue
        due = line.entry.nextDeadline?.due.description
        persons = line.persons
    }
}

/// How many reports are open.
struct InboxCountsAPI: APIValue {
    let open: Int
    let new: Int
    let overdue: Int
    let waiting: Int
    let unassigned: Int

    init(_ counts: InboxCounts) {
        open = counts[.open]
        new = counts[.new]
        overdue = counts[.overdue]
        waiting = counts[.waiting]
        unassigned = counts[.unassigned]
    }

    static let schema = JSONSchema.object(
        "InboxCounts",
        "How many reports are open.",
        [
            .required("open", .count),
            .required("new", .count, "Of them, those that nobody has decided about."),
            .required("overdue", .count, "Of them, those whose next term has passed."),
            .required("waiting", .count, "Of them, those whose reporter has to answer first."),
            .required("unassigned", .count, "Of them, those that nobody of the office leads."),
        ]
    )
}
