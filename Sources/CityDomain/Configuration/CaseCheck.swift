public import CityKit

/// Asks whether a change of a town's settings leaves open reports what they need. Pages, roll-back and commands ask it alike.
public struct CaseCheck: Sendable {
    let old: Municipality
    let new: Municipality

    public init(from old: Municipality, to new: Municipality) {
        self.old = old
        self.new = new
    }

    /// What was not there before is no fault of the change.
    public func broken(_ open: [OpenCases]) -> [BrokenCases] {
        let open = open.filter { $0.count > 0 }
        let all =
            module(open) + categories(open) + units(open) + moves(open) + fields(open) + kinds(open) + questions(open)
        return all.filter { !$0.cases.isEmpty }
    }

    /// What waits in modules, and for units, that would go.
    public func abandoned(_ matters: [OpenMatters]) -> [OpenMatters] {
        matters.filter { matter in
            guard matter.count > 0 else { return false }
            return switch matter.holder {
            case .module(let module): module.isOffered(by: old) && !module.isOffered(by: new)
            case .unit(let unit, let tie): old.unit(unit) != nil && new.unit(unit) == nil && holds(tie)
            case .language(let language):
                old.profile.languages.contains(language) && !new.profile.languages.contains(language)
            }
        }
    }

    /// Whether nobody could go on with what hangs on a unit like this.
    private func holds(_ tie: OpenMatters.Tie) -> Bool { tie != .reopenable || new.reports.reopening != nil }

    /// The unit for which something waits, as people know it.
    public func name(of matters: OpenMatters) -> LocalizedText? {
        if case .unit(let id, _) = matters.holder { old.unit(id)?.name } else { nil }
    }

    /// Categories that visitors are kept from and that would go: of a category that the town does not have everybody reads what is
    /// published.
    public var exposed: [LocalizedText] {
        old.categories.filter { $0.listedFor == .registered && new.category($0.id) == nil }.map(\.name)
    }

    /// Texts of the regulation that count on the day and would be other ones, or gone: people have accepted their words.
    public func rewritten(on today: CivilDate) -> [RegulationVersion] {
        old.regulation.filter { $0.effective <= today && !new.regulation.contains($0) }
    }

    /// What is lost, as people know it; nil where it has no name of its own.
    public func name(of broken: BrokenCases) -> LocalizedText? { old.name(of: broken.cause) }

    private func module(_ open: [OpenCases]) -> [BrokenCases] {
        guard old.profile.modules.contains(.reports), !new.profile.modules.contains(.reports) else { return [] }
        return [BrokenCases(cause: .module, cases: open)]
    }

    private func categories(_ open: [OpenCases]) -> [BrokenCases] {
        old.categories.map(\.id).filter { new.category($0) == nil }.map { id in
            BrokenCases(cause: .category(id), cases: open.filter { $0.category == id })
        }
    }

    private func units(_ open: [OpenCases]) -> [BrokenCases] {
        old.units.map(\.id).filter { new.unit($0) == nil }.map { id in
            BrokenCases(cause: .unit(id), cases: open.filter { $0.unit == id })
        }
    }

    private func moves(_ open: [OpenCases]) -> [BrokenCases] {
        // Without reports the town has no rules for them, and that is told already.
        guard new.profile.modules.contains(.reports) else { return [] }
        var seen: Set<[ReportStatus]> = []
        return old.reports.transitions.filter { seen.insert([$0.from, $0.to]).inserted }.map { move in
            let lost = open.filter { cases in
                cases.status == move.from && old.allows(move, for: cases.kind) && !new.allows(move, for: cases.kind)
            }
            return BrokenCases(cause: .move(from: move.from, to: move.to), cases: lost)
        }
    }

    private func kinds(_ open: [OpenCases]) -> [BrokenCases] {
        old.categories.filter { category in new.category(category.id).map { $0.kind != category.kind } ?? false }
            .map { category in
                BrokenCases(cause: .kind(category.id), cases: open.filter { $0.category == category.id })
            }
    }

    private func questions(_ open: [OpenCases]) -> [BrokenCases] {
        let lost = open.filter { old.takesQuestions($0.kind) && !new.takesQuestions($0.kind) }
        return [BrokenCases(cause: .questions, cases: lost)]
    }

    private func fields(_ open: [OpenCases]) -> [BrokenCases] {
        old.categories.flatMap { category -> [BrokenCases] in
            guard let changed = new.category(category.id) else { return [] }
            return (category.fields ?? []).filter { !changed.keeps($0) }.map { field in
                BrokenCases(
                    cause: .field(field.id, of: category.id),
                    cases: open.filter { $0.category == category.id }
                )
            }
        }
    }
}

extension Municipality {
    fileprivate func allows(_ move: ReportRules.Transition, for kind: ReportKind) -> Bool {
        reports.transitions.contains {
            $0.from == move.from && $0.to == move.to && $0.kinds?.contains(kind) != false
        }
    }
}

extension Category {
    /// Whether answers to `field` can still be read.
    fileprivate func keeps(_ field: CategoryField) -> Bool {
        guard let kept = fields?.first(where: { $0.id == field.id }), kept.kind == field.kind else { return false }
        return Set((field.options ?? []).map(\.id)).isSubset(of: (kept.options ?? []).map(\.id))
    }
}
