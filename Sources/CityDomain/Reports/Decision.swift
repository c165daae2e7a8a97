import CityKit

/// A move the office wants to make, in the words of the person who makes it.
public struct Decision: Sendable, Equatable {
    public let to: ReportStatus
    /// Empty when nothing was said.
    public let justification: String
    public let solution: String
    /// The ground, when the report is rejected.
    public let rejection: RejectionReason?

    public init(to: ReportStatus, justification: String = "", solution: String = "", rejection: RejectionReason? = nil)
    {
        self.to = to
        self.justification = justification.trimmingSpaces()
        self.solution = solution.trimmingSpaces()
        self.rejection = rejection
    }

    /// The words to be sealed; nil when there are none.
    public var answer: Answer? {
        justification.isEmpty && solution.isEmpty
            ? nil : Answer(justification: justification, solution: solution.isEmpty ? nil : solution)
    }

    /// - Throws: what the rules demand and the decision lacks.
    public func check(from status: ReportStatus, by rules: ReportRules) throws(ReportFailure) {
        guard let transition = rules.transitions.first(where: { $0.from == status && $0.to == to }) else {
            throw .moveNotAllowed(from: status, to: to)
        }
        let needs = transition.needs ?? []
        if needs.contains(.justification), justification.isEmpty {
            throw .justificationMissing(to: to, transition.clause)
        }
        if needs.contains(.solution), solution.isEmpty { throw .solutionMissing(to: to, transition.clause) }
        if justification.unicodeScalars.count > Self.longestText {
            throw .textTooLong(field: "justification", limit: Self.longestText)
        }
        if solution.unicodeScalars.count > Self.longestText {
            throw .textTooLong(field: "solution", limit: Self.longestText)
        }
        guard to == .rejected else { return }
        guard let rejection else { throw .rejectionReasonMissing }
        guard rules.rejection.reasons.contains(where: { $0.id == rejection }) else {
            throw .rejectionReasonUnknown(rejection)
        }
    }

    /// Unicode scalars in one answer, as the pages count them.
    public static let longestText = 4_000
}
