public import CityKit

/// That a report waits for a moderator, in no queue of the office.
public struct Aside: Sendable, Equatable {
    /// When it goes on by itself.
    public let until: Instant

    public init(until: Instant) { self.until = until }

    /// How much time a moderator has: the hours of the rule, but never into the last day of a term of the office.
    ///
    /// - Parameter deadlines: as they run from the receipt.
    init(_ rules: AbuseRules, _ deadlines: [ReportDeadline], from now: Instant, by clock: LocalClock) {
        let first = deadlines.filter(\.name.isOfOffice).map(\.due).min().map(clock.start)
        until = max(now, min(now + .hours(Int64(rules.judge.hours)), first ?? now + .days(365)))
    }
}

/// A rule that a report met, with the figures that a moderator judges by.
public struct AsideReason: Sendable, Equatable {
    public let rule: AbuseRule
    /// How much there was, this report included.
    public let found: Int
    /// How much is allowed; 0 where nothing is.
    public let allowed: Int

    public init(rule: AbuseRule, found: Int, allowed: Int) {
        self.rule = rule
        self.found = found
        self.allowed = allowed
    }
}

/// What became of a report that was put aside.
public enum AsideOutcome: String, Sendable, CaseIterable {
    case waiting, released, refused
    /// It went on by itself.
    case lapsed
    /// Its reporter took it back, or was not admitted.
    case withdrawn

    public var text: Text { Text("aside.outcome.\(rawValue)") }
}

/// That a report goes on: what the change stores besides.
public struct AsideRelease: Sendable, Equatable {
    public let outcome: AsideOutcome
    public let at: Instant
}

/// What is known of where a report came from when it comes in. It names nobody.
public struct AbuseEvidence: Sendable, Equatable {
    /// Earlier ones within the window.
    public var fromNetwork = 0
    public var fromDevice = 0
    public var alike = 0
    /// Forbidden words in it.
    public var words = 0
    /// For what was written, of the same person.
    public var refusals = 0
    /// Watches on the account and the network.
    public var watches = 0

    public init() {}
}

extension AbuseRules {
    /// The rules that the report meets; none where it goes on at once.
    public func reasons(_ evidence: AbuseEvidence) -> [AsideReason] {
        func over(_ rule: AbuseRule, _ earlier: Int, _ most: Int?) -> AsideReason? {
            guard let most, earlier + 1 > most else { return nil }
            return AsideReason(rule: rule, found: earlier + 1, allowed: most)
        }
        func any(_ rule: AbuseRule, _ count: Int) -> AsideReason? {
            count > 0 ? AsideReason(rule: rule, found: count, allowed: 0) : nil
        }
        let refused = refusals.flatMap { rule in
            evidence.refusals >= rule.from
                ? AsideReason(rule: .refusals, found: evidence.refusals, allowed: rule.from - 1) : nil
        }
        return [
            over(.network, evidence.fromNetwork, network?.most), over(.device, evidence.fromDevice, device?.most),
            over(.alike, evidence.alike, alike?.most), any(.words, words == nil ? 0 : evidence.words), refused,
            any(.watch, watch == nil ? 0 : evidence.watches),
        ].compactMap(\.self)
    }
}

extension Report {
    /// Whether it waits for a moderator.
    public var isPutAside: Bool { aside != nil }

    /// Lets it go on as if nothing had been; its terms run from the receipt.
    ///
    /// - Throws: `AbuseFailure.judged`.
    mutating func release() throws(AbuseFailure) {
        guard isPutAside else { throw .judged(number, status) }
        aside = nil
    }
}
