import CityDomain
import CityKit

/// The fields of a disruption with what stands in them, what is wrong and what should be thought about.
struct DisruptionFields {
    let visit: Visit
    let errors: ErrorFields
    /// The form comes back with them once; sent again, it is announced all the same.
    let warnings: [DisruptionWarning]
    private let values: [String: String]

    private init(_ visit: Visit, _ values: [String: String], _ errors: ErrorFields, _ warnings: [DisruptionWarning]) {
        self.visit = visit
        self.values = values
        self.errors = errors
        self.warnings = warnings
    }

    /// An empty form.
    init(_ kind: Disruption.Kind, _ visit: Visit) { self.init(visit, ["kind": kind.rawValue], .none, []) }

    /// What was posted.
    init(_ form: FormData, _ visit: Visit, errors: ErrorFields = .none, warnings: [DisruptionWarning] = []) {
        let names = Self.times + ["kind"] + visit.town.profile.languages.map(DisruptionForm.field)
        let values = Dictionary(uniqueKeysWithValues: names.map { ($0, form[$0]) })
        self.init(visit, values, errors, warnings)
    }

    /// What is announced so far.
    init(_ disruption: Disruption, _ visit: Visit) {
        let (course, clock) = (disruption.course, visit.town.clock)
        var values = ["kind": disruption.kind.rawValue]
        values["fromDay"] = "\(clock.date(of: course.from))"
        values["fromTime"] = "\(clock.time(of: course.from))"
        values["untilDay"] = course.until.map { "\(clock.date(of: $0))" }
        values["untilTime"] = course.until.map { "\(clock.time(of: $0))" }
        for (language, words) in course.words { values[DisruptionForm.field(of: language)] = words }
        self.init(visit, values, .none, [])
    }

    /// Whether nothing was typed, as where the form of another act was sent.
    var isEmpty: Bool { values.allSatisfy { $0.key == "kind" || $0.value.isEmpty } }

    private static let times = ["fromDay", "fromTime", "untilDay", "untilTime"]

    private var words: Words { visit.words }

    /// What goes along unseen, so that the same warnings do not come back.
    var hidden: [(name: String, value: String)] { warnings.map { ("warned", $0.rawValue) } }

    /// What should be thought about, above the form.
    var warned: HTML? {
        guard !warnings.isEmpty else { return nil }
        let items = warnings.html { warning in "<li>\(text(of: warning))</li>\n" }
        return """
            <div class="notice information" id="warnings" role="status">\(Icon.warning)<div><p><b>\(words("disruption.warnings"))</b></p>
            <ul class="bullets">
            \(items)</ul><p>\(words("disruption.warnings.go"))</p></div></div>
            """
    }

    private func text(of warning: DisruptionWarning) -> String {
        let rules = visit.town.disruptions
        switch warning {
        case .late:
            let period = rules?.advance.map { Text.Argument.text($0.atLeast.text) } ?? .words("")
            return words("disruption.warning.late", ["period": period])
        case .workingHours:
            let hours = rules?.workingHours
            return words(
                "disruption.warning.workingHours",
                [
                    "from": .words(hours?.from.words(in: words.language) ?? ""),
                    "until": .words(hours?.until.words(in: words.language) ?? ""),
                ]
            )
        case .untranslated: return words("disruption.warning.untranslated")
        }
    }

    var kind: HTML {
        Choices(
            name: "kind",
            legend: words("disruption.kind"),
            error: errors["kind"],
            choices: [
                .init(
                    value: Disruption.Kind.planned.rawValue,
                    words: words("disruption.kind.planned"),
                    hint: words("disruption.kind.planned.hint")
                ),
                .init(
                    value: Disruption.Kind.unplanned.rawValue,
                    words: words("disruption.kind.unplanned"),
                    hint: words("disruption.kind.unplanned.hint")
                ),
            ],
            selected: [values["kind"] ?? ""],
            columns: .two
        ).html
    }

    /// Days, times and words.
    var course: HTML {
        let languages = visit.town.profile.languages
        let texts = languages.enumerated().map { index, language in
            Field(
                name: DisruptionForm.field(of: language),
                label: words("disruption.words", ["language": .words(language.ownName)]),
                hint: index == 0 ? words("disruption.words.hint") : nil,
                error: errors[DisruptionForm.field(of: language)],
                control: .area(TextArea(value: values[DisruptionForm.field(of: language)] ?? "", rows: 3))
            )
        }
        return """
            <div class="pair">\(line("fromDay", words("disruption.fromDay"), .date))\(line("fromTime", words("disruption.fromTime"), .text))</div>
            <div class="pair">\(line("untilDay", words("disruption.untilDay"), .date))\(line("untilTime", words("disruption.untilTime"), .text))</div>
            \(texts)
            """
    }

    private func line(_ name: String, _ label: String, _ kind: TextLine.Kind) -> HTML {
        Field(
            name: name,
            label: label,
            hint: kind == .text ? words("breach.time.hint") : nil,
            error: errors[name],
            control: .line(TextLine(value: values[name] ?? "", kind: kind))
        ).html
    }

    /// What the rules of the town ask, beside the form.
    var rules: HTML? {
        let rules = visit.town.disruptions
        let advance = rules?.advance.map { words("disruption.rule.advance", ["period": .text($0.atLeast.text)]) }
        let hours = rules?.workingHours.map { hours in
            let values: [String: Text.Argument] = [
                "from": .words(hours.from.words(in: words.language)),
                "until": .words(hours.until.words(in: words.language)),
            ]
            return hours.breaks == .allowed
                ? words("disruption.rule.hours.allowed", values) : words("disruption.rule.hours.avoided", values)
        }
        let all = [advance, hours].compactMap(\.self)
        guard !all.isEmpty else { return nil }
        let link = Link(words("complaint.rule.regulation"), to: visit.path("regulation"))
        return Card(
            id: "rules",
            title: words("disruption.rules"),
            icon: .info,
            look: .soft,
            content: "<ul class=\"bullets\">\n\(all.html { "<li>\($0)</li>\n" })</ul>\n<p class=\"small\">\(link)</p>"
        ).html
    }
}
