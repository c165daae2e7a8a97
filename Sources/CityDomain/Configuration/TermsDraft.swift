public import CityKit

/// The terms of the town, its days off and its hours, as somebody typed them.
public struct TermsDraft: SettingsDraft {
    /// Those of the town, by their `term`.
    public var deadlines: [Deadline]
    /// One that is to be made; blank for none.
    public var added = NewDeadline()
    /// How long the reporter has to answer; nil where the town has no such rule.
    public var question: String?
    /// How long a case that was opened again has; nil where the town has no such rule.
    public var reopening: String?
    /// How long the reporter may open a case again; empty for never.
    public var reopeningByReporter: String
    public var closedDays: [ClosedDay]
    /// When the office is open, in words; blank for not told.
    public var hours: [Language: String]
    /// The day by which the preview counts; it goes into no file.
    public var example: CivilDate?

    /// A term that the town has.
    public struct Deadline: Sendable, Equatable {
        public enum Fate: String, Sendable, CaseIterable { case kept, removed }

        /// Which one it is, whatever its place in the file: its name, what it binds, and its clauses.
        public let term: String
        /// As the files write it.
        public var within: String
        public var startsAt: ReportStatus
        public var fate = Fate.kept

        public init(_ term: String, within: String, startsAt: ReportStatus) {
            self.term = term
            self.within = within
            self.startsAt = startsAt
        }
    }

    public struct NewDeadline: Sendable, Equatable {
        public var name = DeadlineName.verify
        public var within = ""
        public var startsAt = ReportStatus.new
        /// Nil for all.
        public var kind: ReportKind?
        public var clause = ""

        public init() {}
    }

    /// A day off; one without a date is none.
    public struct ClosedDay: Sendable, Equatable {
        public var date = ""
        public var name: [Language: String] = [:]
        public var effect = CityKit.ClosedDay.Effect.skipped

        public init() {}
    }

    public init(_ files: MunicipalityFiles, of town: Municipality) { self.init(of: town) }

    public init(of town: Municipality) {
        let reports = town.reports
        deadlines = Self.deadlines(of: town)
        question = reports.question?.within.description
        reopening = reports.reopening?.within.description
        reopeningByReporter = reports.reopening?.reporterWithin?.description ?? ""
        closedDays = town.profile.closedDays.map { day in
            var typed = ClosedDay()
            (typed.date, typed.name, typed.effect) = (day.date.description, day.name?.words ?? [:], day.workingDayTerms)
            return typed
        }
        hours = town.profile.office.hours?.words ?? [:]
    }

    public func putting(into files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles {
        let failures = TermsDraftCheck(self, of: town, files).failures
        guard failures.isEmpty else { throw Failures(failures) }
        let languages = town.profile.languages
        let profile = try files.editing(MunicipalityFiles.profile) { tree in
            tree["closedDays"] = .list(days(over: tree["closedDays"]?.elements ?? [], languages))
            if hours.missing(of: languages) == languages {
                tree[path: ["office", "hours"]] = nil
            } else {
                hours.put(into: &tree, at: ["office", "hours"], of: languages)
            }
        }
        guard town.profile.modules.contains(.reports) else { return profile }
        return try profile.editing(MunicipalityFiles.rules) { tree in
            tree[path: ["reports", "deadlines"]] = .list(
                terms(over: tree[path: ["reports", "deadlines"]]?.elements ?? [], of: town)
            )
            if let question { tree[path: ["reports", "question", "within"]] = .text(question) }
            if let reopening {
                let typed = reopeningByReporter
                tree[path: ["reports", "reopening", "within"]] = .text(reopening)
                tree[path: ["reports", "reopening", "reporterWithin"]] = typed.isEmpty ? nil : .text(typed)
            }
        }
    }
}

// MARK: - Into the files

extension TermsDraft {
    /// The terms of the town in the order of its file; one that was not typed is as it is there.
    public func terms(of town: Municipality) -> [Deadline] {
        Self.deadlines(of: town).map { known in deadlines.first { $0.term == known.term } ?? known }
    }

    private static func deadlines(of town: Municipality) -> [Deadline] {
        var seen: [String: Int] = [:]
        return town.reports.deadlines.map { rule in
            let count = seen[rule.identity, default: 0] + 1
            seen[rule.identity] = count
            return Deadline(
                count == 1 ? rule.identity : "\(rule.identity) \(count)",
                within: rule.within.description,
                startsAt: rule.startsAt
            )
        }
    }

    private func terms(over old: [JSONTree], of town: Municipality) -> [JSONTree] {
        let kept = zip(old, terms(of: town)).filter { $1.fate == .kept }.map { element, typed in
            var element = element
            element["within"] = .text(typed.within)
            element["startsAt"] = .text(typed.startsAt.rawValue)
            return element
        }
        return kept + (added.isBlank ? [] : [added.tree])
    }

    private func days(over old: [JSONTree], _ languages: [Language]) -> [JSONTree] {
        closedDays.filter { !$0.isBlank }.map { day in
            let date = day.date.trimmingSpaces()
            var element = old.first { $0["date"] == .text(date) } ?? .object(["date": .text(date)])
            if day.name.missing(of: languages) == languages {
                element["name"] = nil
            } else {
                day.name.put(into: &element, at: ["name"], of: languages)
            }
            // Without a word the day is skipped.
            if element["workingDayTerms"] != nil || day.effect != .skipped {
                element["workingDayTerms"] = .text(day.effect.rawValue)
            }
            return element
        }
    }
}

// MARK: - Over what was saved meanwhile

extension TermsDraft {
    public func over(_ newest: Self, since base: Self) -> Self {
        let merge = MeanwhileMerge(base: base, typed: self, newest: newest)
        var draft = self
        draft.deadlines = newest.deadlines.map { new in
            guard let old = base.deadlines.first(where: { $0.term == new.term }),
                let typed = deadlines.first(where: { $0.term == new.term })
            else { return new }
            let merge = MeanwhileMerge<Deadline>(base: old, typed: typed, newest: new)
            var term = new
            (term.within, term.startsAt) = (merge.text(\.within), merge.one(\.startsAt))
            term.fate = merge.one(\.fate)
            return term
        }
        draft.question = newest.question == nil ? nil : merge.one(\.question)
        draft.reopening = newest.reopening == nil ? nil : merge.one(\.reopening)
        draft.reopeningByReporter = merge.text(\.reopeningByReporter)
        draft.closedDays = days(over: newest, since: base)
        draft.hours = merge.each(\.hours)
        return draft
    }

    /// Days that went, on either side, stay away; new ones stand at the end.
    private func days(over newest: Self, since base: Self) -> [ClosedDay] {
        let known = newest.closedDays.compactMap { new -> ClosedDay? in
            guard let old = base.closedDays.first(where: { $0.date == new.date }) else { return new }
            guard let typed = closedDays.first(where: { $0.date == new.date }) else { return nil }
            let merge = MeanwhileMerge<ClosedDay>(base: old, typed: typed, newest: new)
            var day = new
            (day.name, day.effect) = (merge.each(\.name), merge.one(\.effect))
            return day
        }
        return known + closedDays.filter { day in !day.isBlank && !base.closedDays.contains { $0.date == day.date } }
    }
}

extension ReportRules.Deadline {
    /// What no form changes.
    fileprivate var identity: String {
        let bound: [[String]?] = [
            kinds?.map(\.rawValue), categories?.map(\.rawValue), exceptCategories?.map(\.rawValue),
            clauses.map(\.description),
        ]
        return ([id.rawValue] + bound.map { $0?.sorted().joined(separator: ",") ?? "" }).joined(separator: "/")
    }
}

extension TermsDraft.ClosedDay {
    public var isBlank: Bool { date.trimmingSpaces().isEmpty && name.values.allSatisfy { $0.trimmingSpaces().isEmpty } }
}

extension TermsDraft.NewDeadline {
    public var isBlank: Bool { within.isEmpty && clause.trimmingSpaces().isEmpty }

    /// The statuses that end it follow from its name.
    private var endsAt: [ReportStatus] {
        switch name {
        case .verify: [.accepted, .rejected]
        case .start: [.inProgress, .done, .closed]
        case .closeAsNotFeasible: [.done, .closed]
        case .finish, .reopened, .reply, .support, .consider: [.done, .closed, .rejected]
        }
    }

    fileprivate var tree: JSONTree {
        var members: [String: JSONTree] = [
            "id": .text(name.rawValue), "startsAt": .text(startsAt.rawValue), "within": .text(within),
            "endsAt": .list(endsAt.map { .text($0.rawValue) }), "clause": .text(clause.trimmingSpaces()),
        ]
        if let kind { members["kinds"] = .list([.text(kind.rawValue)]) }
        return .object(members)
    }
}
