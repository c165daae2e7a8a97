import CityKit

/// A move the office wants to make, in the words of the person who makes it.
public struct Decision: Sendable, Equatable {
    public let to: ReportStatus
    /// Empty when nothing was said.
    public let justification: String
    public let solution: String
    /// The ground, when the report is rejected.
    public let rejection: RejectionReason?
    /// The report that says the same, when this one is rejected as its duplicate.
    public let earlier: ReportNumber?
    /// How far an idea is taken up, when it is; of no other report.
    public let extent: IdeaExtent

    public init(
        to: ReportStatus,
        justification: String = "",
        solution: String = "",
        rejection: RejectionReason? = nil,
        earlier: ReportNumber? = nil,
        extent: IdeaExtent = .whole
    ) {
        self.to = to
        self.justification = justification.trimmingSpaces()
        self.solution = solution.trimmingSpaces()
        self.rejection = to == .rejected ? rejection : nil
        self.earlier = self.rejection == .duplicate ? earlier : nil
        self.extent = extent
    }

    /// The line of the history it makes.
    func act(about report: Report, in town: Municipality) -> ReportEvent.Act {
        let isIdea = town.takesIdeas(report.kind, in: report.category)
        return switch (to, rejection) {
        case (.rejected, let rejection?): .rejected(rejection, earlier: earlier)
        case (.done, _) where isIdea: .takenUp(extent)
        case (.closed, _) where isIdea: .closed(.notAccepted)
        case (.closed, _): .closed(.notFeasible)
        default: .moved
        }
    }

    /// The words to be sealed; nil when there are none.
    public var answer: Answer? {
        justification.isEmpty && solution.isEmpty
            ? nil : Answer(justification: justification, solution: solution.isEmpty ? nil : solution)
    }

    /// - Throws: what the rules demand of a report of this kind and the decision lacks.
    public func check(from status: ReportStatus, of kind: ReportKind, by rules: ReportRules) throws(ReportFailure) {
        let transition = rules.transitions.first { $0.from == status && $0.to == to && $0.binds(kind) }
        guard let transition else { throw .moveNotAllowed(from: status, to: to) }
        let needs = transition.needs ?? []
        if needs.contains(.justification), justification.isEmpty {
            throw .justificationMissing(to: to, transition.clause)
        }
        if needs.contains(.solution), solution.isEmpty { throw .solutionMissing(to: to, transition.clause) }
        try checkTexts()
        guard to == .rejected else { return }
        guard let rejection else { throw .rejectionReasonMissing }
        guard rules.rejection.reasons.contains(where: { $0.id == rejection }) else {
            throw .rejectionReasonUnknown(rejection)
        }
        if rejection == .duplicate, earlier == nil, let rule = rules.rejection.linkToEarlier {
            throw .earlierReportMissing(rule.clause)
        }
    }

    /// - Throws: `ReportFailure.textTooLong`, `.gapLeft`.
    func checkTexts() throws(ReportFailure) {
        for (field, text) in [("justification", justification), ("solution", solution)] {
            let length = text.unicodeScalars.count
            if length > Self.longestText { throw .textTooLong(field: field, length: length, limit: Self.longestText) }
            if let gap = TemplateGap.left(in: text) { throw .gapLeft(field: field, gap) }
        }
    }

    /// Unicode scalars in one answer, as the pages count them.
    public static let longestText = 4_000
}
