import CityDomain

/// The words for a status that FixMyStreet and its adapter use beyond open and closed.
///
/// Source: https://github.com/mysociety/open311-adapter
enum Open311StatusWord: String, CaseIterable {
    case open, reopen, investigating, fixed, duplicate, closed, cancelled
    case inProgress = "in_progress"
    case actionScheduled = "action_scheduled"
    case notCouncilsResponsibility = "not_councils_responsibility"
    case noFurtherAction = "no_further_action"
    case internalReferral = "internal_referral"
    case forTriage = "for_triage"

    /// Small and capital letters are the same.
    init?(typed: String) { self.init(rawValue: typed.lowercased()) }

    /// What a program wants that sends the word; nil where no move of the office means it.
    var wish: ProgramUpdate.Wish? {
        switch self {
        case .open: .status(.accepted)
        case .investigating, .inProgress, .actionScheduled: .status(.inProgress)
        // A program that knows two words only has no other one for work that is done.
        case .fixed, .closed: .status(.done)
        case .noFurtherAction: .status(.closed)
        case .duplicate: .rejection([.duplicate])
        case .notCouncilsResponsibility: .rejection([.outOfScope, .notTheTownsLand])
        case .reopen: .reopening
        case .internalReferral, .forTriage, .cancelled: nil
        }
    }

    /// The word for the status after a line of a history.
    init(_ event: ReportEvent) {
        switch (event.status, event.act) {
        case (.new, _): self = .forTriage
        case (.accepted, _): self = .open
        case (.inProgress, _): self = .inProgress
        case (.done, _): self = .fixed
        case (.closed, .closed(.withdrawn)): self = .cancelled
        case (.rejected, .rejected(.duplicate, _)): self = .duplicate
        case (.rejected, .rejected(.outOfScope, _)), (.rejected, .rejected(.notTheTownsLand, _)):
            self = .notCouncilsResponsibility
        case (.closed, _), (.rejected, _): self = .noFurtherAction
        }
    }
}
