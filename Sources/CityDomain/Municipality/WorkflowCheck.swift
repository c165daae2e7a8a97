import CityKit

/// Checks that the moves of `rules.json5` lead every report from new to an end and not further.
struct WorkflowCheck {
    private let rules: ReportRules
    private let town: ID<Municipality>
    private let reachable: Set<ReportStatus>

    init(_ rules: ReportRules, town: ID<Municipality>) {
        self.rules = rules
        self.town = town
        reachable = ReportKind.allCases.reduce(into: [.new]) { $0.formUnion(rules.reachable(from: .new, by: $1)) }
    }

    var faults: [FileFault] { repeats + moves + dead + endless + rejection + age + handOver + question + reopening }

    private var repeats: [FileFault] {
        rules.transitions.enumerated().filter { index, move in
            rules.transitions[..<index].contains { $0.isSame(as: move) }
        }.map { index, move in
            fault("transitions[\(index)]", "\(move.from.rawValue) → \(move.to.rawValue) is there twice")
        }
            + rules.notices.map(\.about.rawValue).repeats().map {
                fault("notices[\($0.index)].about", "“\($0.element)” is there twice")
            }
            + rules.rejection.reasons.map(\.id.rawValue).repeats().map {
                fault("rejection.reasons[\($0.index)].id", "“\($0.element)” is there twice")
            }
    }

    private var moves: [FileFault] {
        rules.transitions.enumerated().compactMap { index, move in
            let path = "transitions[\(index)]"
            if move.from == move.to { return fault(path, "leads from \(move.from.rawValue) to itself") }
            if move.to == .new { return fault(path, "leads back to new; a report is new only once") }
            if move.from.isFinished {
                return fault(path, "leads out of the finished status \(move.from.rawValue); write it as `reopening`")
            }
            return nil
        }
    }

    private var dead: [FileFault] {
        rules.transitions.enumerated().filter { !canHappen($1) }.map { index, move in
            fault("transitions[\(index)].from", "no move leads to \(move.from.rawValue), so this one cannot happen")
        }
    }

    private func canHappen(_ move: ReportRules.Transition) -> Bool {
        ReportKind.allCases.contains { kind in
            move.binds(kind) && rules.reachable(from: .new, by: kind).union([.new]).contains(move.from)
        }
    }

    private var endless: [FileFault] {
        ReportStatus.allCases.filter { status in ReportKind.allCases.contains { isEndless(status, of: $0) } }
            .map {
                fault(
                    "transitions",
                    "a report that is \($0.rawValue) has no way to end; add a move to a finished status"
                )
            }
    }

    private func isEndless(_ status: ReportStatus, of kind: ReportKind) -> Bool {
        guard !status.isFinished, rules.reachable(from: .new, by: kind).union([.new]).contains(status) else {
            return false
        }
        return !rules.reachable(from: status, by: kind).contains(where: \.isFinished)
    }

    private var rejection: [FileFault] {
        switch (reachable.contains(.rejected), rules.rejection.reasons.isEmpty) {
        case (true, true): [fault("rejection.reasons", "a report may be rejected, but no reason is listed")]
        case (false, false): [fault("rejection.reasons", "no move leads to rejected, so no reason is ever used")]
        default: []
        }
    }

    private var age: [FileFault] {
        guard let age = rules.minimumAge, !(1...120).contains(age.years) else { return [] }
        return [fault("minimumAge.years", "\(age.years) is no age; write 1 to 120")]
    }

    private var handOver: [FileFault] {
        rules.handOver.map { statuses($0.from, "handOver.from", "a report is not handed over") } ?? []
    }

    private var question: [FileFault] {
        rules.question.map { statuses($0.from, "question.from", "nobody is asked") } ?? []
    }

    private var reopening: [FileFault] {
        guard let rule = rules.reopening else { return [] }
        let open = ReportStatus.allCases.filter { rule.from.contains($0) && !$0.isFinished }.map {
            fault("reopening.from", "\($0.rawValue) is no finished status", .notFinished($0))
        }
        let unknown = ReportStatus.allCases.filter { rule.from.contains($0) && !reachable.contains($0) }.map {
            fault("reopening.from", "no move leads to \($0.rawValue)", .noMove($0))
        }
        let none =
            rule.from.isEmpty
            ? [fault("reopening.from", "needs at least one status", Text("configuration.fault.statusMissing"))] : []
        return none + open + unknown + target(of: rule)
    }

    private func target(of rule: ReportRules.Reopening) -> [FileFault] {
        if rule.to == .new {
            return [fault("reopening.to", "leads back to new; a report is new only once", .isFinished(.new))]
        }
        if rule.to.isFinished {
            return [fault("reopening.to", "\(rule.to.rawValue) is a finished status", .isFinished(rule.to))]
        }
        return reachable.contains(rule.to)
            ? [] : [fault("reopening.to", "no move leads to \(rule.to.rawValue)", .noMove(rule.to))]
    }

    /// Open statuses that a report can have; at least one.
    private func statuses(_ from: Set<ReportStatus>, _ path: String, _ consequence: String) -> [FileFault] {
        guard !from.isEmpty else {
            let problem = "needs at least one status, or \(consequence)"
            return [fault(path, problem, Text("configuration.fault.statusMissing"))]
        }
        return ReportStatus.allCases.filter(from.contains).compactMap { status in
            if status.isFinished {
                return fault(path, "\(status.rawValue) is a finished status: \(consequence) there", .isFinished(status))
            }
            return reachable.contains(status)
                ? nil : fault(path, "no move leads to \(status.rawValue)", .noMove(status))
        }
    }

    private func fault(_ path: String, _ problem: String, _ text: Text? = nil) -> FileFault {
        .at(town, MunicipalityFiles.rules, "reports.\(path)", problem, text)
    }
}

extension Text {
    fileprivate static func noMove(_ status: ReportStatus) -> Text {
        Text("configuration.fault.noMove", ["status": .text(status.text)])
    }

    fileprivate static func isFinished(_ status: ReportStatus) -> Text {
        Text("configuration.fault.isFinished", ["status": .text(status.text)])
    }

    fileprivate static func notFinished(_ status: ReportStatus) -> Text {
        Text("configuration.fault.notFinished", ["status": .text(status.text)])
    }
}

extension ReportRules {
    /// The statuses that one or more moves lead to from `status`, whatever the report is.
    func reachable(from status: ReportStatus) -> Set<ReportStatus> {
        ReportKind.allCases.reduce(into: []) { $0.formUnion(reachable(from: status, by: $1)) }
    }

    /// The same for reports of one kind.
    func reachable(from status: ReportStatus, by kind: ReportKind) -> Set<ReportStatus> {
        var found: Set<ReportStatus> = []
        var open = [status]
        while let next = open.popLast() {
            for move in transitions where move.from == next && move.binds(kind) && found.insert(move.to).inserted {
                open.append(move.to)
            }
        }
        return found
    }
}

extension ReportRules.Transition {
    /// Whether a report could make both: from and to the same status, and not of different kinds.
    fileprivate func isSame(as other: Self) -> Bool {
        guard (from, to) == (other.from, other.to) else { return false }
        return ReportKind.allCases.contains { binds($0) && other.binds($0) }
    }
}
