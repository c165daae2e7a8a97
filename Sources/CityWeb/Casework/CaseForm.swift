import CityDomain
import CityKit

/// What an officer can send from the page of a case.
enum CaseAction: String, CaseIterable {
    /// Moves the case to another status.
    case decide
    case handOver, ask, reply, correct, reopen, publish, takeDown, place
    /// Joins the case to another one that says the same, and takes them apart.
    case join, part
    /// What the office keeps for itself.
    case assign, note, watch
    /// Asks further units to take part, and answers for one.
    case askUnit, releaseUnit, answerUnit
    /// Gives the case back to those who give cases to units, or leaves it with its unit.
    case giveBack, keep
    /// Splits a part off the case, and looks past the end of the last part.
    case split, seeParts

    /// What it takes.
    var right: OfficeRight {
        switch self {
        case .decide, .correct, .reopen, .join, .part, .askUnit, .releaseUnit, .giveBack, .split,
            .seeParts:
            .decideReports
        case .handOver, .keep: .handOverReports
        case .ask, .reply: .askReporters
        case .publish, .takeDown, .place: .publishReports
        case .assign: .assignReports
        case .note, .answerUnit: .noteReports
        case .watch: .viewReports
        }
    }

    /// Where it is sent.
    func path(of number: ReportNumber) -> String {
        let base = "office/reports/\(number.path)"
        return self == .decide ? base : "\(base)/\(rawValue)"
    }

    /// The names of its fields.
    var fields: [String] {
        switch self {
        case .decide: ["move", "justification", "solution", "rejection", "earlier", "publicText", "publicAddress"]
        case .handOver, .askUnit, .releaseUnit: ["unit", "note"]
        case .answerUnit: ["unit", "answer", "note"]
        case .ask: ["question"]
        case .reply: ["reply"]
        case .join: ["leading", "justification"]
        case .correct, .reopen, .takeDown, .part: ["reason"]
        case .publish: ["publicText", "publicAddress"]
        case .place: ["address", "latitude", "longitude"]
        case .assign: ["assignee", "lead", "note"]
        case .note: ["note", "files"]
        case .giveBack, .keep: ["note"]
        case .split: ["category", "description", "key"]
        case .seeParts: []
        case .watch: ["watch"]
        }
    }
}

extension CaseAction {
    /// The ids of its controls by the field that a failure names. Those of a decision are named like their fields.
    fileprivate var controls: [String: String] {
        guard self != .decide else { return [:] }
        let own = Dictionary(uniqueKeysWithValues: fields.map { ($0, "\(rawValue)-\($0)") })
        return own.merging(["point": "\(rawValue)-latitude"]) { own, _ in own }
    }
}

/// What an officer typed on the page of a case.
struct CaseForm {
    /// Nil when nothing was sent.
    let action: CaseAction?
    /// How many lines the history had on the page.
    let seen: Int
    private let fields: FormData
    private(set) var errors = ErrorFields.none
    /// Whether it was refused because the case has moved on since the page was opened.
    private(set) var isOutdated = false

    /// The move that accepts an idea in part.
    static let doneInPart = "doneInPart"

    static let empty = CaseForm(action: nil, FormData())

    init(action: CaseAction?, _ fields: FormData) {
        self.action = action
        self.fields = fields
        seen = Int(fields["seen"]) ?? 0
    }

    /// The form that another page carried along.
    init(carriedBy fields: FormData) { self.init(action: CaseAction(rawValue: fields["action"]) ?? .decide, fields) }

    subscript(field: String) -> String { fields[field] }

    /// The template whose words are to be put into an answer; nil where another button was pressed, or none was chosen.
    var inserted: ID<AnswerTemplate>? {
        fields["insert"].isEmpty || fields["template"].isEmpty ? nil : ID(fields["template"])
    }

    /// Whether nothing is decided, because the words of a template are asked for.
    var asksForWords: Bool { !fields["insert"].isEmpty }

    /// The form with further words at the end of an answer.
    func adding(_ words: String, to field: String) -> Self {
        let typed = fields[field].trimmingSpaces()
        return Self(action: action, fields.setting(field, to: typed.isEmpty ? words : "\(typed)\n\n\(words)"))
    }

    /// The form without a name of its own: it is another one from now on.
    var renamed: Self { Self(action: action, fields.setting("key", to: "")) }

    /// Whether the reader goes on in the answer of an action, into which the words of a template have just come.
    func start(of action: CaseAction) -> TextArea.Start {
        self.action == action && inserted != nil ? .here : .elsewhere
    }

    /// What was typed for one action; `fallback` where nothing was sent, not even an empty field.
    func value(_ field: String, of action: CaseAction, fallback: String = "") -> String {
        self.action == action && fields.names.contains(field) ? fields[field] : fallback
    }

    /// What was written by hand, in the order of the form.
    var typedWords: [String] {
        (action?.fields ?? []).filter(Self.written.contains).map { fields[$0].trimmingSpaces() }.filter { !$0.isEmpty }
    }

    private static let written: Set = [
        "justification", "solution", "note", "question", "reply", "reason", "description",
    ]

    /// What is wrong with a field of one action.
    func error(_ field: String, of action: CaseAction) -> String? { self.action == action ? errors[field] : nil }

    /// - Throws: `ReportFailure` when no move was chosen, a text to publish is missing, or a number is none.
    func decision(about report: Report, in town: Municipality) throws(ReportFailure) -> Decision {
        let isInPart = fields["move"] == Self.doneInPart
        guard let to = isInPart ? .done : ReportStatus(rawValue: fields["move"]) else { throw .fieldMissing("move") }
        // A question is published in other words, once it is answered.
        if to == .accepted, publicDescription.isEmpty, !town.takesQuestions(report.kind) {
            throw .fieldMissing("publicText")
        }
        let typed = fields["earlier"].trimmingSpaces()
        let earlier = ReportNumber(typed)
        if to == .rejected, !typed.isEmpty, earlier == nil { throw .earlierReportUnknown }
        return Decision(
            to: to,
            justification: fields["justification"],
            solution: to == .closed ? fields["solution"] : "",
            rejection: RejectionReason(rawValue: fields["rejection"]),
            earlier: earlier,
            extent: isInPart ? .inPart : .whole
        )
    }

    /// What the office releases: its own wording, at the place the reporter gave.
    func publicText(at place: Place) -> PublicText {
        let address = fields["publicAddress"].trimmingSpaces()
        return PublicText(
            title: PublicText.title(of: publicDescription),
            description: publicDescription,
            address: address.isEmpty ? nil : address,
            point: place.point
        )
    }

    private var publicDescription: String { fields["publicText"].trimmingSpaces() }

    /// The point that was typed; where none was, that of the house which the address names.
    ///
    /// - Throws: `ReportFailure.pointOutOfRange`.
    func point(among addresses: SearchAddresses) throws(ReportFailure) -> Coordinate {
        let isTyped = !(fields["latitude"] + fields["longitude"]).trimmingSpaces().isEmpty
        if !isTyped, case .house(let match) = addresses.resolve(fields["address"]), let point = match.point {
            return point
        }
        guard let point = Coordinate(typedLatitude: fields["latitude"], longitude: fields["longitude"]) else {
            throw .pointOutOfRange
        }
        return point
    }

    /// The fields, to go along with another form.
    static func carried(from form: FormData) -> [(name: String, value: String)] {
        let names = Set(CaseAction.allCases.flatMap(\.fields)).sorted() + ["seen", "case", "action"]
        return names.filter(form.names.contains).map { (name: $0, value: form[$0]) }
    }

    func faulty(_ failures: [any Failure], _ words: Words) -> Self {
        var form = self
        form.errors = ErrorFields(failures, words, ids: action?.controls ?? [:])
        form.isOutdated = failures.contains { failure in
            failure as? ReportFailure == .movedMeanwhile || (failure as? CaseworkFailure)?.endsForm == true
                || (failure as? SplitFailure).map { $0.kind == .conflict } == true
        }
        return form
    }
}

extension CaseworkFailure {
    /// Whether the page has no form any more for what was tried.
    fileprivate var endsForm: Bool {
        switch self {
        case .finished, .unitNotAsked, .nobodyDispatches, .returnedAlready, .notReturned: true
        default: false
        }
    }
}
