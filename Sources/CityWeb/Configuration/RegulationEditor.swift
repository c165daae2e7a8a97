import CityDomain
import CityKit

/// The editor of the regulation: a new version in every language of the town, with what it changes.
struct RegulationEditor: SettingsEditor {
    static let place = "regulation"
    static let title = Text("configuration.regulation.title")
    static let lead = Text("configuration.regulation.lead")

    func draft(_ form: FormData, _ visit: Visit) -> RegulationDraft {
        var draft = RegulationDraft(today: visit.today)
        (draft.version, draft.effective) = (form["version"].trimmingSpaces(), form["effective"].trimmingSpaces())
        let asked = visit.town.profile.languages.filter { form.names.contains("text-\($0.rawValue)") }
        draft.texts = form.words("text", asked)
        return draft
    }

    func field(of place: FaultPlace, _ draft: RegulationDraft, in town: Municipality) -> String? {
        if place.file.hasPrefix("regulation/") { return "text-\(town.profile.languages[0].rawValue)" }
        return place[0] == "regulation" ? "version" : nil
    }

    func fields(_ draft: RegulationDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        let words = form.words
        let texts = form.languages.html { language in
            Field(
                name: "text-\(language.rawValue)",
                label: words("configuration.regulation.text", ["language": .words(language.ownName)]),
                hint: words("configuration.regulation.text.hint"),
                error: form.errors["text-\(language.rawValue)"],
                optional: language == form.languages.first ? nil : words("form.optional"),
                control: .area(TextArea(value: draft.texts[language] ?? "", rows: 16))
            ).html
        }
        return """
            \(versions(form, visit))
            <h2 id="next">\(words("configuration.regulation.next"))</h2>
            \(form.line(
                "version", words("configuration.regulation.version"), draft.version,
                hint: words("configuration.regulation.version.hint"), width: .half
            ))
            \(form.line(
                "effective", words("configuration.regulation.effective"), draft.effective, .date, width: .half
            ))
            \(texts)
            """
    }

    /// Each version with its languages, and those that are missing.
    private func versions(_ form: EditedForm, _ visit: Visit) -> HTML {
        let words = form.words
        let all = visit.town.regulation
        let names = all.map(\.version).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let table = QueueTable(
            caption: words("configuration.regulation.versions"),
            columns: ["version", "effective", "languages"].map { words("configuration.regulation.column.\($0)") },
            rows: names.map { name in
                let texts = all.filter { $0.version == name }
                let missing = form.languages.filter { language in !texts.contains { $0.language == language } }
                let note = words(
                    "configuration.regulation.missing",
                    ["languages": .words(missing.map(\.ownName).joined(separator: ", "))]
                )
                return QueueTable.Row(
                    head: name,
                    href: visit.path("regulation?version=\(name)"),
                    cells: [
                        QueueTable.Cell(
                            texts.first.map { words("configuration.terms.day", ["day": .date($0.effective)]) } ?? ""
                        ),
                        QueueTable.Cell(
                            texts.map(\.language.ownName).joined(separator: ", "),
                            note: missing.isEmpty ? nil : note
                        ),
                    ]
                )
            }
        )
        return "<h2 id=\"versions\">\(words("configuration.regulation.versions"))</h2>\n\(table)"
    }

    func preview(_ draft: RegulationDraft, _ change: PreviewedChange, _ visit: Visit) -> PreviewedPart? {
        let texts = change.town.regulation.filter { $0.version == draft.version }
        return PreviewedPart(
            title: visit.words("configuration.regulation.changes"),
            html: texts.html { text in
                RegulationPreview(
                    text: text,
                    before: change.town.regulation(before: text),
                    isAskedFor: change.town.accounts?.reacceptance != nil,
                    words: visit.words
                ).html
            }
        )
    }
}

/// One language of a new version: the points that differ, and how the page will look.
private struct RegulationPreview {
    let text: RegulationVersion
    let before: RegulationVersion?
    /// Whether residents have to accept it anew.
    let isAskedFor: Bool
    let words: Words

    var html: HTML {
        let changes = before.map { text.changes(since: $0) } ?? []
        let asked: HTML? = isAskedFor ? "<p>\(words("configuration.regulation.asked"))</p>\n" : nil
        let none: HTML? = changes.isEmpty ? "<p class=\"muted\">\(words("configuration.same"))</p>\n" : nil
        return """
            <h3>\(text.language.ownName)</h3>
            \(asked)\(none)\(changes.html(point))
            \(Disclosure(
                question: words("configuration.regulation.look"),
                answer: "<div lang=\"\(text.language.rawValue)\" class=\"stack\">\(Markdown(text.text))</div>"
            ))
            """
    }

    private func point(_ change: RegulationChange) -> HTML {
        let before: HTML? = change.before.map { "<p class=\"small\"><del>\($0)</del></p>\n" }
        let after: HTML? = change.after.map { "<p class=\"small\"><ins>\($0)</ins></p>\n" }
        return "<h4>\(change.heading)</h4>\n\(before)\(after)"
    }
}
