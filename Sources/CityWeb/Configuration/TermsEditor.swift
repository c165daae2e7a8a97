import CityDomain
import CityKit

/// The editor of terms, days off and office hours.
struct TermsEditor: SettingsEditor {
    static let place = "terms"
    static let title = Text("configuration.terms.title")
    static let lead = Text("configuration.terms.lead")

    /// Rows for days off that are not there yet.
    private static let moreDays = 2

    func draft(_ form: FormData, _ visit: Visit) -> TermsDraft {
        var draft = TermsDraft(of: visit.town)
        let rows = form.rows("deadline", by: "term")
        draft.deadlines = draft.deadlines.map { rows[$0.term].map(form.term($0)) ?? $0 }
        draft.added.name = DeadlineName(rawValue: form["added-name"]) ?? .verify
        draft.added.within = form.period("added")
        draft.added.startsAt = ReportStatus(rawValue: form["added-startsAt"]) ?? .new
        draft.added.kind = ReportKind(rawValue: form["added-kind"])
        draft.added.clause = form["added-clause"]
        if draft.question != nil { draft.question = form.period("question") }
        if draft.reopening != nil {
            draft.reopening = form.period("reopening")
            if form.names.contains("reopeningByReporter") {
                draft.reopeningByReporter = form.period("reopeningByReporter")
            }
        }
        // A form without these fields says nothing of them.
        let languages = visit.town.profile.languages
        if form.names.contains("day-0-date") { draft.closedDays = form.closedDays(languages) }
        let asked = languages.filter { form.names.contains("hours-\($0.rawValue)") }
        draft.hours.merge(form.words("hours", asked)) { $1 }
        draft.example = CivilDate(form["example"].trimmingSpaces())
        return draft
    }

    func field(of place: FaultPlace, _ draft: TermsDraft, in town: Municipality) -> String? {
        if let term = place.element(of: "reports", "deadlines") {
            let terms = draft.terms(of: town)
            let kept = terms.indices.filter { terms[$0].fate == .kept }
            let row = term.index < kept.count ? "deadline-\(kept[term.index])" : "added"
            return row == "added" && place.isClause
                ? "added-clause" : row + (term.rest.first == "startsAt" ? "-startsAt" : "")
        }
        if let day = place.element(of: "closedDays") {
            let named = draft.closedDays.indices.filter { !draft.closedDays[$0].isBlank }
            return day.index < named.count ? "day-\(named[day.index])-date" : nil
        }
        switch (place[0], place[1]) {
        case ("reports", "question"): return "question"
        case ("reports", "reopening"): return "reopening"
        case ("office", "hours"): return "hours-\(town.profile.languages[0].rawValue)"
        default: return nil
        }
    }

    func fields(_ draft: TermsDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        let takesReports = visit.town.profile.modules.contains(.reports)
        let terms: HTML? = takesReports ? TermFields(draft: draft, form: form, town: visit.town).html : nil
        return "\(terms)\(days(draft, form))\(hours(draft, form))\(takesReports ? example(form, visit) : nil)"
    }

    func preview(_ draft: TermsDraft, _ change: PreviewedChange, _ visit: Visit) async throws -> PreviewedPart? {
        guard change.town.profile.modules.contains(.reports) else { return nil }
        let moved = try await change.configure.moved(from: visit.town, to: change.town, change.work)
        return PreviewedPart(
            title: visit.words("configuration.terms.example.title"),
            html: TermsPreview(
                before: visit.town,
                after: change.town,
                day: draft.example ?? visit.today,
                moved: moved,
                words: visit.words
            ).html
        )
    }

    private func days(_ draft: TermsDraft, _ form: EditedForm) -> HTML {
        let words = form.words
        let blank = max(0, Self.moreDays - draft.closedDays.count(where: \.isBlank))
        let rows = draft.closedDays + Array(repeating: TermsDraft.ClosedDay(), count: blank)
        return """
            <h2 id="days">\(words("configuration.terms.days"))</h2>
            <p class="small">\(words("configuration.terms.days.text"))</p>
            \(Array(rows.enumerated()).html { day($0.element, $0.offset, form) })
            """
    }

    private func day(_ day: TermsDraft.ClosedDay, _ index: Int, _ form: EditedForm) -> HTML {
        let words = form.words
        let named = CivilDate(day.date).map { words("configuration.terms.day", ["day": .date($0)]) }
        let name = "day-\(index)"
        let isFaulty = form.isFaulty(["\(name)-date"] + form.languages.map { "\(name)-name-\($0.rawValue)" })
        let effects = ClosedDay.Effect.allCases.map {
            ($0.rawValue, words("configuration.terms.effect.\($0.rawValue)"))
        }
        return Disclosure(
            question: named ?? words("configuration.terms.day.new"),
            state: isFaulty ? .open : .closed,
            answer: """
                \(form.line("\(name)-date", words("configuration.terms.date"), day.date, .date, width: .half))\
                \(form.localized("\(name)-name", words("configuration.terms.day.name"), day.name))\
                \(form.select("\(name)-effect", words("configuration.terms.effect"), day.effect.rawValue, effects))
                """
        ).html
    }

    private func hours(_ draft: TermsDraft, _ form: EditedForm) -> HTML {
        """
        <h2 id="hours">\(form.words("configuration.terms.hours"))</h2>
        \(form.localized("hours", form.words("configuration.terms.hours.words"), draft.hours))
        """
    }

    private func example(_ form: EditedForm, _ visit: Visit) -> HTML {
        form.line(
            "example",
            form.words("configuration.terms.example"),
            form.typed["example"].isEmpty ? visit.today.description : form.typed["example"],
            hint: form.words("configuration.terms.example.hint"),
            .date,
            width: .half
        )
    }
}

/// The fields of the terms themselves.
private struct TermFields {
    let draft: TermsDraft
    let form: EditedForm
    let town: Municipality

    private var words: Words { form.words }

    /// No term starts with an end.
    private static let starts = ReportStatus.allCases.filter { !$0.isFinished }

    var html: HTML {
        let rules = Array(zip(town.reports.deadlines, draft.terms(of: town)).enumerated())
        return "\(rules.html { term($0.element.0, $0.element.1, $0.offset) })\(added)\(others)"
    }

    private func term(_ rule: ReportRules.Deadline, _ typed: TermsDraft.Deadline, _ index: Int) -> HTML {
        let name = "deadline-\(index)"
        let fates = TermsDraft.Deadline.Fate.allCases.map {
            ($0.rawValue, words("configuration.terms.fate.\($0.rawValue)"))
        }
        let period = PeriodField(
            name: name,
            label: words("configuration.terms.within"),
            value: typed.within,
            form: form
        )
        return """
            <section class="section" aria-labelledby="\(name)-title">
            <h2 id="\(name)-title">\(words.term(rule))</h2>
            <p class="small">\(words.facts(of: rule))</p>
            <input type="hidden" name="\(name)-term" value="\(typed.term)">
            \(period.html)
            \(form.select("\(name)-startsAt", words("configuration.terms.startsAt"), typed.startsAt.rawValue, starts))
            \(form.select("\(name)-fate", words("configuration.terms.fate"), typed.fate.rawValue, fates))
            </section>
            """
    }

    private var starts: [(String, String)] { Self.starts.map { ($0.rawValue, words($0.text)) } }

    private var added: HTML {
        let names = [DeadlineName.verify, .start, .closeAsNotFeasible, .finish]
            .map { ($0.rawValue, words($0.text)) }
        let kinds =
            [("", words("configuration.terms.kind.all"))] + ReportKind.allCases.map { ($0.rawValue, words($0.plural)) }
        let period = PeriodField(
            name: "added",
            label: words("configuration.terms.within"),
            value: draft.added.within,
            form: form
        )
        return Disclosure(
            question: words("configuration.terms.new"),
            state: !draft.added.isBlank || form.isFaulty(["added", "added-clause"]) ? .open : .closed,
            answer: """
                \(form.select("added-name", words("configuration.terms.name"), draft.added.name.rawValue, names))\
                \(period.html)\
                \(form.select("added-startsAt", words("configuration.terms.startsAt"), draft.added.startsAt.rawValue, starts))\
                \(form.select("added-kind", words("configuration.terms.kind"), draft.added.kind?.rawValue ?? "", kinds))\
                \(form.line("added-clause", words("configuration.category.clause"), draft.added.clause, width: .half))
                """
        ).html
    }

    /// Terms that rules of their own make.
    private var others: HTML? {
        guard draft.question != nil || draft.reopening != nil else { return nil }
        let rows: [(String, String?, String?)] = [
            ("question", draft.question, nil), ("reopening", draft.reopening, nil),
            (
                "reopeningByReporter", draft.reopening == nil ? nil : draft.reopeningByReporter,
                words("form.optional")
            ),
        ]
        let fields = rows.html { name, value, optional -> HTML in
            guard let value else { return .empty }
            return PeriodField(
                name: name,
                label: words("configuration.terms.\(name)"),
                value: value,
                optional: optional,
                form: form
            ).html
        }
        return "<h2 id=\"others\">\(words("configuration.terms.others"))</h2>\(fields)"
    }
}

extension Words {
    /// A term and the kinds of reports that it binds.
    func term(_ rule: ReportRules.Deadline) -> String {
        guard let kinds = rule.kinds else { return self(rule.id.text) }
        let named = ReportKind.allCases.filter(kinds.contains).map { self($0.plural) }.joined(separator: ", ")
        return self("configuration.terms.of", ["term": .text(rule.id.text), "kinds": .words(named)])
    }

    /// What of a term the form does not change.
    fileprivate func facts(of rule: ReportRules.Deadline) -> String {
        let ends = ReportStatus.allCases.filter(rule.endsAt.contains).map { self($0.text) }.joined(separator: ", ")
        let clauses = rule.clauses.map(\.description).joined(separator: ", ")
        return self("configuration.terms.facts", ["statuses": .words(ends), "clauses": .words(clauses)])
    }
}

extension FormData {
    /// What a row says of a term.
    fileprivate func term(_ known: TermsDraft.Deadline) -> (String) -> TermsDraft.Deadline {
        { row in
            var typed = known
            typed.within = period(row)
            typed.startsAt = ReportStatus(rawValue: self["\(row)-startsAt"]) ?? known.startsAt
            typed.fate = TermsDraft.Deadline.Fate(rawValue: self["\(row)-fate"]) ?? .kept
            return typed
        }
    }

    /// As many as the form has: a town may have more than the page adds.
    fileprivate func closedDays(_ languages: [Language]) -> [TermsDraft.ClosedDay] {
        sequence(first: 0) { $0 + 1 }.lazy.map { "day-\($0)" }.prefix { names.contains("\($0)-date") }.map { name in
            var day = TermsDraft.ClosedDay()
            day.date = self["\(name)-date"].trimmingSpaces()
            day.name = words("\(name)-name", languages)
            day.effect = ClosedDay.Effect(rawValue: self["\(name)-effect"]) ?? .skipped
            return day
        }
    }
}

extension ReportKind {
    /// The reports of the kind, in words.
    fileprivate var plural: Text { Text("report.kind.\(rawValue)") }
}
