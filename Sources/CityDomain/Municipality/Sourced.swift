public import CityKit

/// A rule of a town that says where it comes from.
public protocol Sourced {
    /// The points of the regulation that say it; empty when none does.
    var clauses: [Clause] { get }
    /// Where the rule comes from when no point of the regulation says it.
    var basis: String? { get }
}

extension ReportRules.Reporting: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ReportRules.Notice: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ReportRules.TermsAcceptance: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ReportRules.Publication: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ReportRules.Rejection.Reason: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ReportRules.Rejection.LinkToEarlier: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ReportRules.HandOver: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ReportRules.Digest: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ReportRules.Hiding: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ReportRules.Territory: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ReportRules.Transition: Sourced { public var clauses: [Clause] { listed(clause, also) } }

extension ReportRules.MinimumAge: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
    public var basis: String? { nil }
}

extension RoutingRule: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension ReportRules.Deadline: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
    public var basis: String? { nil }
}

extension ReportRules.Question: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
    public var basis: String? { nil }
}

extension ReportRules.Reopening: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
    public var basis: String? { nil }
}

extension AccountRules.Registration: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension AccountRules.Providers: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension AccountRules.Reacceptance: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension AccountRules.Blocking: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension AccountRules.Log: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension AccountRules.Guardian: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension AccountRules.OnePerPerson: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension AccountRules.Representation: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension ComplaintRules.Address: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ComplaintRules.Form: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ComplaintRules.Filing: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ComplaintRules.Scope: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension ComplaintRules.Answer: Sourced { public var clauses: [Clause] { listed(clause, also) } }

extension DisruptionRules.Advance: Sourced { public var clauses: [Clause] { listed(clause, also) } }
extension DisruptionRules.WorkingHours: Sourced { public var clauses: [Clause] { listed(clause, also) } }

extension ClosingRule: Sourced { public var clauses: [Clause] { listed(clause, also) } }

extension RetentionRule: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension PurposeRule: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension Profile.Office: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
    public var basis: String? { nil }
}

extension Profile.Controller: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
    public var basis: String? { nil }
}

extension Profile.NoThirdCountry: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension Profile.Operator: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension Profile.Accessibility: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension Profile.OpenData: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
}

extension Category: Sourced {
    public var clauses: [Clause] { listed(clause, also) }
    public var basis: String? { nil }
}

private func listed(_ clause: Clause?, _ also: [Clause]?) -> [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) }
