import CityDomain
import CityKit
import HTTPTypes

/// Complaints about the system, for programs: what the town wants in one, a way to send one, the office's register.
struct ComplaintAPI: APIValue {
    let number: String
    let receivedOn: String
    let due: String?
    let link: String

    static let schema = JSONSchema.object(
        "ComplaintReceipt",
        "What the person keeps.",
        [
            .required("number", .complaintNumber),
            .required("receivedOn", .day, "The terms run from this day."),
            .optional("due", .day, "The last day to answer; absent where the regulation counts none."),
            .required("link", .url, "The page that says where the complaint stands."),
        ]
    )

    static let operations = [rules, file, register]

    private static let rules = APIOperation(
        "getComplaintRules",
        .get,
        "complaints",
        .complaints,
        "What the regulation of the town wants in a complaint about the working of the system.",
        access: .everybody,
        answers: [.ok: "The rules."],
        failures: [.notFound: "The town takes no complaints here."]
    ) { call in .ok(ComplaintRulesAPI(try call.visit.complaintRules)) }

    private static let file = APIOperation(
        "fileComplaint",
        .post,
        "complaints",
        .complaints,
        "A complaint about the working of the system. A letter confirms it.",
        details: "A photo is taken by the page alone.",
        access: .everybody,
        body: .object(
            "NewComplaint",
            "What the rules of the town ask for; a field with null or an empty text is a field that is not there.",
            [
                .required("subject", .word(ComplaintSubject.self), "What it is about."),
                .optional("name", .text.orNull, "Contact data and words are stored sealed."),
                .optional("email", .text.orNull, "Where the answer goes."),
                .optional("phone", .text.orNull),
                .optional("matter", .text(most: ComplaintForm.longestMatter).orNull),
                .optional("description", .text(most: ComplaintForm.longestText).orNull),
                .optional("eventDay", .day.orNull, "The day on which it happened."),
                .optional("demand", .text(most: ComplaintForm.longestText).orNull),
                .optional("justification", .text(most: ComplaintForm.longestText).orNull),
                .optional("language", .word(Language.self).orNull, "Of the letters; else the caller’s."),
            ]
        ),
        answers: [.created: "The complaint is on disk."],
        failures: [.notFound: "The town takes no complaints here."]
    ) { call in try await call.fileComplaint() }

    private static let register = APIOperation(
        "listComplaints",
        .get,
        "office/complaints",
        .complaints,
        "The register: complaints that wait, by their last day, without one the oldest first; then those that are answered.",
        access: .key(.readComplaints),
        answers: [.ok: "At most \(HandleComplaints.most) complaints. None says who complained, or of what."]
    ) { call in
        let work = HandleComplaints.Work(by: try call.caller(), in: call.town, at: call.now)
        let complaints = try await call.useCases.complaints.handle.register(work)
        return .ok(ComplaintRegisterAPI(complaints, on: call.visit.today))
    }
}

/// What a complaint contains and by when it comes and is answered.
struct ComplaintRulesAPI: APIValue {
    let email: String
    let fields: [String]
    let subjects: [String]
    let within: String?
    let answeredWithin: String?

    init(_ rules: ComplaintRules) {
        email = rules.address.email
        fields = rules.form.fields.map(\.rawValue)
        subjects = ComplaintSubject.allCases.filter(rules.takes).map(\.rawValue)
        within = rules.filing?.within.description
        answeredWithin = rules.answer.within?.description
    }

    static let schema = JSONSchema.object(
        "ComplaintRules",
        "What a complaint contains, and its terms.",
        [
            .required("email", .text, "The address that takes complaints as well."),
            .required("fields", .list(of: .word(ComplaintField.self)), "All but `photo` are needed."),
            .required("subjects", .list(of: .word(ComplaintSubject.self)), "What it may be about."),
            .optional("within", .text, "How long after the event it may come, such as `7 days`."),
            .optional("answeredWithin", .text, "Such as `14 working days`; absent where no days are counted."),
        ]
    )
}

/// The office's register of complaints.
struct ComplaintRegisterAPI: APIValue {
    struct Line: Encodable {
        let id: String
        let number: String
        let subject: String
        let origin: String
        let receivedOn: String
        let due: String?
        let isOverdue: Bool
        let outcome: String?
        let answeredAt: String?
    }

    let complaints: [Line]

    init(_ complaints: [Complaint], on today: CivilDate) {
        self.complaints = complaints.map { Line($0, on: today) }
    }

    static let schema = JSONSchema.object(
        "ComplaintRegister",
        "The register of complaints.",
        [.required("complaints", .list(of: line))]
    )

    private static let line = JSONSchema.object(
        "ComplaintLine",
        "A complaint in brief.",
        [
            .required("id", .id),
            .required("number", .complaintNumber),
            .required("subject", .word(ComplaintSubject.self)),
            .required("origin", .word(Complaint.Origin.self), "How it came."),
            .required("receivedOn", .day),
            .optional("due", .day, "The last day to answer; absent where the regulation counts none."),
            .required("isOverdue", .flag),
            .optional("outcome", .word(Complaint.Outcome.self), "Absent while it waits."),
            .optional("answeredAt", .moment),
        ]
    )
}

extension ComplaintRegisterAPI.Line {
    fileprivate init(_ complaint: Complaint, on today: CivilDate) {
        id = complaint.id.rawValue
        number = complaint.number.description
        subject = complaint.subject.rawValue
        origin = complaint.origin.rawValue
        receivedOn = complaint.receivedOn.description
        due = complaint.due?.description
        isOverdue = complaint.isOverdue(on: today)
        outcome = complaint.answer?.outcome.rawValue
        answeredAt = complaint.answer?.at.rfc3339
    }
}

extension JSONSchema {
    fileprivate static let complaintNumber = Self.text(pattern: "^R/[0-9]{4}/[1-9][0-9]*$", example: "R/2026/3")
}

extension APICall {
    fileprivate func fileComplaint() async throws -> APIAnswer<ComplaintAPI> {
        var fields = try fields()
        let language = fields.language("language")
        let form = ComplaintForm(&fields)
        try fields.finish()
        let complaints = useCases.complaints
        let sender = FileComplaint.Sender(
            .program,
            from: visit.network,
            language: language ?? visit.language
        )
        let receipt = try await complaints.file(
            form,
            key: complaints.file.newKey(),
            by: sender,
            in: town,
            at: now
        )
        let complaint = try await complaints.read.receipt(receipt.id, token: receipt.token, in: town)
        return .created(
            ComplaintAPI(
                number: complaint.number.description,
                receivedOn: complaint.receivedOn.description,
                due: complaint.due?.description,
                link: visit.link("complaints/sent/\(receipt.id)/\(receipt.token.text)")
            )
        )
    }
}

extension ComplaintForm {
    fileprivate init(_ fields: inout JSONFields) {
        self.init()
        subject = fields.word(ComplaintSubject.self, "subject")?.rawValue ?? ""
        for field in ComplaintField.allCases where field != .photo { self[field] = fields.text(field.rawValue) }
    }
}
