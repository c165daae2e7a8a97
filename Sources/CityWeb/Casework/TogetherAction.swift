import CityDomain
import CityKit

/// What can be done with several cases at once, with one justification.
enum TogetherAction: String, CaseIterable {
    case decide, assign, handOver

    var right: OfficeRight {
        switch self {
        case .decide: .decideReports
        case .assign: .assignReports
        case .handOver: .handOverReports
        }
    }
}

/// What was chosen for several cases: the same for all of them, but for the words that each makes public.
struct TogetherForm {
    let action: TogetherAction
    let numbers: [ReportNumber]
    private let fields: FormData
    private(set) var errors = ErrorFields.none

    /// A page of the inbox has no more.
    static let most = 50

    /// - Returns: nil where no action was chosen.
    init?(_ fields: FormData) {
        guard let action = TogetherAction(rawValue: fields["act"]) else { return nil }
        self.action = action
        self.fields = fields
        var seen: Set<ReportNumber> = []
        numbers = fields.all("case").prefix(Self.most).compactMap { ReportNumber($0) }.filter {
            seen.insert($0).inserted
        }
    }

    subscript(field: String) -> String { fields[field] }

    /// The view of the inbox in which the cases were ticked.
    func view(in town: Municipality) -> InboxView { InboxView(fields, in: town) }

    /// How many lines the history of a case had on the page.
    func seen(_ number: ReportNumber) -> Int { Int(fields["seen-\(number)"]) ?? 0 }

    /// Who led a case on the page.
    func lead(_ number: ReportNumber) -> ID<Staff>? {
        let lead = fields["lead-\(number)"]
        return lead.isEmpty ? nil : ID(lead)
    }

    /// The words that a case makes public; nil where the page did not ask for them.
    func publicText(_ number: ReportNumber) -> String? {
        let name = "publicText-\(number)"
        return fields.names.contains(name) ? fields[name].trimmingSpaces() : nil
    }

    /// The form of one case, as if it had been sent from its page.
    func caseForm(_ number: ReportNumber, at place: Place) -> CaseForm {
        let names = ["move", "justification", "solution", "rejection"]
        var one = Dictionary(uniqueKeysWithValues: names.map { ($0, fields[$0]) })
        one["seen"] = fields["seen-\(number)"]
        one["publicText"] = publicText(number)
        one["publicAddress"] = place.address
        return CaseForm(action: .decide, FormData(one))
    }

    func faulty(_ failure: any Failure, _ words: Words) -> Self {
        var form = self
        form.errors = ErrorFields([failure], words)
        return form
    }
}

/// What became of one of several cases.
struct TogetherOutcome {
    let number: ReportNumber
    /// Nil where it was done.
    let failure: (any Failure)?
}
