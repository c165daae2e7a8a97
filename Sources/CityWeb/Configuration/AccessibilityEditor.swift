import CityDomain
import CityKit

/// The editor of the declaration of accessibility, part by part. The page around the parts is the program's own, so the ids that
/// the law names stay; they are counted all the same before anything is saved.
struct AccessibilityEditor: SettingsEditor {
    static let place = "accessibility"
    static let title = Text("configuration.accessibility.title")
    static let lead = Text("configuration.accessibility.lead")

    /// Rows for gaps that are not there yet.
    private static let moreGaps = 2

    func draft(_ form: FormData, _ visit: Visit) -> AccessibilityDraft {
        let languages = visit.town.profile.languages
        var draft = AccessibilityDraft()
        draft.state =
            AccessibilityDraft.State(rawValue: form["state"])
            ?? (visit.town.profile.accessibility == nil ? .none : .declared)
        (draft.published, draft.updated) = (form["published"].trimmingSpaces(), form["updated"].trimmingSpaces())
        draft.prepared = form["prepared"].trimmingSpaces()
        draft.status = Profile.Accessibility.Status(rawValue: form["status"]) ?? .partial
        draft.assessor = Profile.Accessibility.Assessment.Assessor(rawValue: form["assessor"]) ?? .office
        draft.auditor = form["auditor"].trimmingSpaces()
        draft.gaps = form.gaps(languages)
        (draft.person, draft.architecture) = (form.words("person", languages), form.words("architecture", languages))
        (draft.email, draft.phone) = (form["email"].trimmingSpaces(), form["phone"].trimmingSpaces())
        return draft
    }

    func failures(in town: Municipality, _ visit: Visit) -> [any Failure] {
        guard town.profile.accessibility != nil else { return [] }
        let page = ShownPage(town: town, visit: visit) { AccessibilityPage().content($0) }
        return town.profile.languages.compactMap { language in
            let lost = AccessibilityPage.lostIDs(in: page.content(language))
            guard !lost.isEmpty else { return nil }
            let text = Text(
                "configuration.accessibility.failure.ids",
                ["ids": .words(lost.joined(separator: ", ")), "language": .words(language.ownName)]
            )
            return PlacedFailure(text, at: "status")
        }
    }

    func fields(_ draft: AccessibilityDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        let words = form.words
        let states = AccessibilityDraft.State.allCases.map {
            ($0.rawValue, words("configuration.accessibility.state.\($0.rawValue)"))
        }
        let state: HTML? =
            AccessibilityDraft.isNeeded(in: visit.town)
            ? "<input type=\"hidden\" name=\"state\" value=\"declared\">"
            : form.choice("state", words("configuration.accessibility.state"), draft.state.rawValue, states)
        return """
            \(state)
            \(form.line("published", words("configuration.accessibility.published"), draft.published, .date, width: .half))
            \(form.line("updated", words("configuration.accessibility.updated"), draft.updated, .date, width: .half))
            \(form.line(
                "prepared", words("configuration.accessibility.prepared"), draft.prepared,
                hint: words("configuration.accessibility.prepared.hint"), .date, width: .half
            ))
            \(found(draft, form))
            \(gaps(draft, form))
            \(contact(draft, form))
            """
    }

    private func found(_ draft: AccessibilityDraft, _ form: EditedForm) -> HTML {
        let words = form.words
        let statuses = Profile.Accessibility.Status.allCases.map {
            ($0.rawValue, words("configuration.accessibility.status.\($0.rawValue)"))
        }
        let assessors = Profile.Accessibility.Assessment.Assessor.allCases.map {
            ($0.rawValue, words("configuration.accessibility.assessor.\($0.rawValue)"))
        }
        return """
            \(form.select("status", words("configuration.accessibility.status"), draft.status.rawValue, statuses))
            \(form.select("assessor", words("configuration.accessibility.assessor"), draft.assessor.rawValue, assessors))
            \(form.line(
                "auditor", words("configuration.accessibility.auditor"), draft.auditor, optional: words("form.optional")
            ))
            """
    }

    private func gaps(_ draft: AccessibilityDraft, _ form: EditedForm) -> HTML {
        let words = form.words
        let blank = max(0, Self.moreGaps - draft.gaps.count(where: \.isBlank))
        let rows = draft.gaps + Array(repeating: AccessibilityDraft.Gap(), count: blank)
        return """
            <h2 id="gaps">\(words("configuration.accessibility.gaps"))</h2>
            <p class="small">\(words("configuration.accessibility.gaps.text"))</p>
            \(Array(rows.enumerated()).html { gap($0.element, $0.offset, form) })
            """
    }

    private func gap(_ gap: AccessibilityDraft.Gap, _ index: Int, _ form: EditedForm) -> HTML {
        let (words, name) = (form.words, "gap-\(index)")
        let title = gap.what[words.language] ?? ""
        let fields = form.languages.flatMap { ["\(name)-what-\($0.rawValue)", "\(name)-why-\($0.rawValue)"] }
        return Disclosure(
            question: title.isEmpty ? words("configuration.accessibility.gap.new") : title,
            state: form.isFaulty(fields) ? .open : .closed,
            answer: """
                \(form.areas("\(name)-what", words("configuration.accessibility.gap.what"), gap.what, rows: 2))\
                \(form.areas("\(name)-why", words("configuration.accessibility.gap.why"), gap.why, rows: 2))
                """
        ).html
    }

    private func contact(_ draft: AccessibilityDraft, _ form: EditedForm) -> HTML {
        let words = form.words
        return """
            <h2 id="contact">\(words("configuration.accessibility.contact"))</h2>
            \(form.localized("person", words("configuration.accessibility.person"), draft.person))
            \(form.line("email", words("contact.email"), draft.email, .email))
            \(form.line("phone", words("contact.phone"), draft.phone, width: .half))
            <h2 id="building">\(words("configuration.accessibility.architecture"))</h2>
            <p class="small">\(words("configuration.accessibility.architecture.text"))</p>
            \(form.areas("architecture", words("configuration.accessibility.architecture.words"), draft.architecture, rows: 5))
            """
    }

    func preview(_ draft: AccessibilityDraft, _ change: PreviewedChange, _ visit: Visit) -> PreviewedPart? {
        let page = ShownPage(town: change.town, visit: visit) { AccessibilityPage().content($0) }
        let ids: HTML? =
            change.town.profile.accessibility == nil
            ? nil
            : "<p class=\"small\">\(visit.words("configuration.accessibility.ids", ["count": .number(AccessibilityPage.ids.count)]))</p>"
        return PreviewedPart(title: visit.words("configuration.preview.title"), html: "\(ids)\(page.html)")
    }
}

extension FormData {
    /// As many as the form has.
    fileprivate func gaps(_ languages: [Language]) -> [AccessibilityDraft.Gap] {
        guard let first = languages.first else { return [] }
        return sequence(first: 0) { $0 + 1 }.lazy.map { "gap-\($0)" }
            .prefix { names.contains("\($0)-what-\(first.rawValue)") }
            .map { name in
                AccessibilityDraft.Gap(what: words("\(name)-what", languages), why: words("\(name)-why", languages))
            }
    }
}
