import CityKit

/// Checks that the terms of `rules.json5` can start and end and that no two of them bind the same report under one name.
struct DeadlineCheck {
    private let rules: ReportRules
    private let list: CategoryList
    private let town: ID<Municipality>

    init(_ rules: ReportRules, _ list: CategoryList, town: ID<Municipality>) {
        self.rules = rules
        self.list = list
        self.town = town
    }

    var faults: [FileFault] {
        rules.deadlines.enumerated().flatMap { index, deadline in
            statuses(of: deadline, "deadlines[\(index)]") + categories(of: deadline, "deadlines[\(index)]")
        } + overlaps
    }

    private func statuses(of deadline: ReportRules.Deadline, _ path: String) -> [FileFault] {
        let start = deadline.startsAt
        var faults: [FileFault] = []
        if deadline.id == .reply {
            faults.append(fault("\(path).id", "“reply” is the reporter's term; write it as `question`"))
        }
        if deadline.id == .reopened {
            faults.append(fault("\(path).id", "“reopened” belongs to a reopening; write it as `reopening`"))
        }
        if deadline.id == .support || deadline.id == .consider {
            let problem = "“\(deadline.id.rawValue)” belongs to ideas; write it as `ideas.support`"
            faults.append(fault("\(path).id", problem))
        }
        if start.isFinished {
            let problem = "\(start.rawValue) is a finished status; no term starts there"
            faults.append(fault("\(path).startsAt", problem, Text("configuration.fault.startFinished")))
        } else if start != .new, !rules.reachable(from: .new).contains(start) {
            faults.append(
                fault(
                    "\(path).startsAt",
                    "no move leads to \(start.rawValue), so the term never starts",
                    Text("configuration.fault.noMove", ["status": .text(start.text)])
                )
            )
        }
        if deadline.endsAt.isEmpty { faults.append(fault("\(path).endsAt", "needs at least one status")) }
        let later = rules.reachable(from: start)
        let unreachable = ReportStatus.allCases.filter { deadline.endsAt.contains($0) && !later.contains($0) }
        return faults
            + unreachable.map {
                fault(
                    "\(path).endsAt",
                    "no move leads from \(start.rawValue) to \($0.rawValue), so the term never ends there",
                    Text("configuration.fault.neverEnds", ["status": .text($0.text)])
                )
            }
    }

    private func categories(of deadline: ReportRules.Deadline, _ path: String) -> [FileFault] {
        let known = list.categories.map(\.id.rawValue)
        let named = [("categories", deadline.categories), ("exceptCategories", deadline.exceptCategories)]
        let unknown = named.flatMap { key, ids in
            (ids ?? []).map(\.rawValue).sorted().filter { !known.contains($0) }.map { id in
                let hint = Spelling.nearest(to: id, among: known).map { "; did you mean “\($0)”?" } ?? ""
                return fault(
                    "\(path).\(key)",
                    "“\(id)” is no category\(hint)",
                    Text("configuration.fault.categoryUsed", ["id": .words(id)])
                )
            }
        }
        let binds = list.categories.contains { deadline.binds(kind: $0.kind, category: $0.id) }
        return unknown
            + (binds || !unknown.isEmpty
                ? [] : [fault(path, "binds no category of categories.json5", Text("configuration.fault.bindsNone"))])
    }

    private var overlaps: [FileFault] {
        rules.deadlines.enumerated().compactMap { index, deadline in
            let clash = list.categories.first { category in
                rules.deadlines[..<index].contains {
                    $0.id == deadline.id && $0.binds(kind: category.kind, category: category.id)
                } && deadline.binds(kind: category.kind, category: category.id)
            }
            return clash.map {
                fault(
                    "deadlines[\(index)]",
                    "another term “\(deadline.id.rawValue)” binds the category “\($0.id)” as well",
                    Text("configuration.fault.termTwice", ["category": .text(.localized($0.name))])
                )
            }
        }
    }

    private func fault(_ path: String, _ problem: String, _ text: Text? = nil) -> FileFault {
        .at(town, MunicipalityFiles.rules, "reports.\(path)", problem, text)
    }
}
