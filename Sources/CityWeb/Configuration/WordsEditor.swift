import CityDomain
import CityKit

/// The editor of the town's own words: the program's text, what stands in its place, and what belongs into it, in every language.
struct WordsEditor: SettingsEditor {
    static let place = "words"
    static let title = Text("configuration.words.title")
    static let lead = Text("configuration.words.lead")

    /// Texts of one page.
    static let most = 30

    /// Pages whose texts an office changes before others, by the beginning of their keys.
    private static let pages: [(find: String, title: Text)] = [
        ("home.", Text("configuration.words.page.home")), ("privacy.", Text("configuration.words.page.privacy")),
        ("accessibility.", Text("configuration.words.page.accessibility")),
        ("imprint.", Text("configuration.words.page.imprint")), ("contact.", Text("configuration.words.page.contact")),
        ("report.status.", Text("configuration.words.page.statuses")),
    ]

    func draft(_ form: FormData, _ visit: Visit) -> WordsDraft {
        var own: [Language: [String: String]] = [:]
        let texts = visit.site.catalogue.gaps
        for key in form.keys {
            for language in visit.town.profile.languages {
                let field = WordsFailure.field(key, language)
                if form.names.contains(field) { own[language, default: [:]][key] = form[field] }
            }
        }
        return WordsDraft(own: own, texts: texts)
    }

    func field(of place: FaultPlace, _ draft: WordsDraft, in town: Municipality) -> String? {
        let language = Language.allCases.first { place.file == "texts/\($0.rawValue).json" }
        return language.map { WordsFailure.field(place.whole, $0) }
    }

    func head(_ draft: WordsDraft, _ form: EditedForm, _ visit: Visit) -> HTML? {
        let words = form.words
        let links = Self.pages.html { find, title in
            LinkButton(
                Link(words(title), to: visit.path("office/settings/words?find=\(find)")),
                look: .quiet,
                size: .small
            ).html
        }
        let search = SearchForm(
            action: visit.path("office/settings/words"),
            name: "find",
            label: words("configuration.words.find"),
            value: form.typed["find"],
            button: words("configuration.words.search")
        )
        return "<div class=\"measure stack section\">\(search)<p class=\"row\">\(links)</p></div>"
    }

    func fields(_ draft: WordsDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        let (find, words) = (form.typed["find"], form.words)
        let sent = form.typed.keys
        let all = sent.isEmpty ? keys(find, visit) : sent
        guard !all.isEmpty else {
            let none = words(find.isEmpty ? "configuration.words.none" : "configuration.words.notFound")
            return "<p class=\"muted\">\(none)</p>"
        }
        let more: HTML? =
            all.count > Self.most
            ? "<p>\(words("configuration.words.more", ["count": .number(all.count - Self.most)]))</p>" : nil
        return """
            <input type="hidden" name="find" value="\(find)">
            <h2 id="texts">\(words(find.isEmpty ? "configuration.words.own" : "configuration.words.found"))</h2>
            \(all.prefix(Self.most).map { $0 }.html { text($0, draft, form, visit) })\(more)
            """
    }

    /// What a search finds; without one what the town has in its own words.
    private func keys(_ find: String, _ visit: Visit) -> [String] {
        let catalogue = visit.site.catalogue
        let looked = find.trimmingSpaces().lowercased()
        guard !looked.isEmpty else { return Set(visit.town.words.values.flatMap(\.keys)).sorted() }
        return catalogue.keys.filter { key in
            key.lowercased().hasPrefix(looked)
                || visit.town.profile.languages.contains { language in
                    ((visit.town.words[language]?[key]).map { [$0] } ?? []).contains {
                        $0.lowercased().contains(looked)
                    }
                        || catalogue.wordings(of: key, in: language).contains { $0.lowercased().contains(looked) }
                }
        }.sorted()
    }

    private func text(_ key: String, _ draft: WordsDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        let words = form.words
        let gaps = visit.site.catalogue.gaps(of: key).needed.sorted().map { "{\($0)}" }.joined(separator: ", ")
        let needed: HTML? =
            gaps.isEmpty
            ? nil : "<p class=\"small\">\(words("configuration.words.gaps", ["gaps": .words(gaps)]))</p>\n"
        return """
            <section class="section" aria-labelledby="text-\(key)">
            <h3 id="text-\(key)">\(key)</h3>
            \(needed)<div class="stack">\(form.languages.html { field(key, $0, draft, form, visit) })</div>
            </section>
            """
    }

    private func field(_ key: String, _ language: Language, _ draft: WordsDraft, _ form: EditedForm, _ visit: Visit)
        -> HTML
    {
        let (words, name) = (form.words, WordsFailure.field(key, language))
        let standard = visit.site.catalogue.wordings(of: key, in: language)
        let shown = standard.html { "<p class=\"small muted\" lang=\"\(language.rawValue)\">\($0)</p>\n" }
        let area = Field(
            name: name,
            label: words("configuration.words.field", ["language": .words(language.ownName)]),
            error: form.errors[name],
            optional: words("form.optional"),
            control: .area(TextArea(value: draft.own[language]?[key] ?? "", rows: 2))
        )
        return
            "<div class=\"stack tight\"><p class=\"small\">\(words("configuration.words.standard"))</p>\(shown)\(area)</div>"
    }

    func preview(_ draft: WordsDraft, _ change: PreviewedChange, _ visit: Visit) -> PreviewedPart? {
        let words = visit.words
        let changed = draft.own.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { language, own in
            own.keys.sorted().filter { change.town.words[language]?[$0] != visit.town.words[language]?[$0] }
                .map { (language: language, key: $0) }
        }
        let table = QueueTable(
            caption: words("configuration.words.preview"),
            columns: ["text", "standard", "own"].map { words("configuration.words.column.\($0)") },
            rows: changed.map { language, key in
                let standard = visit.site.catalogue.wordings(of: key, in: language).joined(separator: " / ")
                let own = change.town.words[language]?[key] ?? words("configuration.words.standard.again")
                return QueueTable.Row(
                    head: key,
                    note: language.ownName,
                    cells: [QueueTable.Cell(labelled: standard), QueueTable.Cell(labelled: own)]
                )
            }
        )
        return PreviewedPart(title: words("configuration.words.preview"), html: table.html)
    }
}

extension FormData {
    /// The texts of which a form says something, in the order of their keys.
    fileprivate var keys: [String] {
        let fields = names.filter { $0.hasPrefix("own-") }.compactMap { name -> String? in
            guard let end = name.lastIndex(of: "-"), end > name.startIndex else { return nil }
            let rest = name[..<end].dropFirst("own-".count)
            return rest.isEmpty ? nil : String(rest)
        }
        return Set(fields).sorted()
    }
}
