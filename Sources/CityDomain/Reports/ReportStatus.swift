public import CityKit

/// Where a report stands. The words residents see are texts of the municipality; these are the names inside (K07).
public enum ReportStatus: String, Sendable, Codable, CaseIterable {
    case new, accepted, inProgress, done, closed, rejected

    /// Handling has ended: "zakończone" in the regulations.
    public var isFinished: Bool { self == .done || self == .closed || self == .rejected }
}

/// What a resident wants with a report (K15).
public enum ReportKind: String, Sendable, Codable, CaseIterable {
    case issue, idea, question
}

extension Report {
    /// The words for where it stands: a question that is done is answered, an idea is accepted.
    public var statusText: Text { (status.isFinished ? standingChanges.last?.ideaText : nil) ?? kind.text(of: status) }
}

extension ReportKind {
    /// The words for where a report of this kind stands.
    public func text(of status: ReportStatus) -> Text {
        self == .question && status == .done ? Text("report.status.answered") : status.text
    }
}

/// What a term is for; the words are texts.
public enum DeadlineName: String, Sendable, Codable, CaseIterable {
    /// The office checks a new report and accepts or rejects it.
    case verify
    /// The competent unit starts to act.
    case start
    /// The office says that it cannot be done, with another way.
    case closeAsNotFeasible
    /// Handling ends.
    case finish
    /// Handling of a report that was opened again ends anew.
    case reopened
    /// The reporter answers the office's question.
    case reply
    /// An idea collects the support that the rules ask for.
    case support
    /// The office answers an idea that has the support.
    case consider

    /// Whether the office must act by its end: not the reporter, nor those who support an idea.
    public var isOfOffice: Bool { self != .reply && self != .support }
}
