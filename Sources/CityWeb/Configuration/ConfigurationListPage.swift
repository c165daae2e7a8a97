import CityDomain
import CityKit
import Hummingbird

/// Every revision of the town's settings, the newest first.
struct ConfigurationListPage {
    let page: OfficePage
    let revisions: [ConfigureTown.Opened]

    /// Revisions on one page.
    static let most = 20

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let table = QueueTable(
            caption: words("configuration.history"),
            columns: ["revision", "when", "who", "what"].map { words("configuration.column.\($0)") },
            rows: revisions.map { row($0, visit) }
        )
        return page.response(
            visit,
            """
            \(page.errors.summary)
            \(PageHead(title: page.title, lead: words("configuration.lead")))
            <div class="stack">
            \(editing(visit))
            \(Columns(.side, "\(table)\(older(visit))", "\(exporting(visit))\(importing(visit))"))
            </div>
            """
        )
    }

    /// The ways to the editors.
    private func editing(_ visit: Visit) -> HTML {
        let words = visit.words
        let parts: [(String, Text)] = [
            ("categories", Text("configuration.categories.title")), (BrandEditor.place, BrandEditor.title),
            (ModulesEditor.place, ModulesEditor.title), (TermsEditor.place, TermsEditor.title),
            (RegulationEditor.place, RegulationEditor.title), (UnitsEditor.place, UnitsEditor.title),
            (RulesEditor.place, RulesEditor.title), (RoutingRulesEditor.place, RoutingRulesEditor.title),
            (PrivacyEditor.place, PrivacyEditor.title), (ImprintEditor.place, ImprintEditor.title),
            (AccessibilityEditor.place, AccessibilityEditor.title), (WordsEditor.place, WordsEditor.title),
        ]
        let links = parts.html { place, title in
            LinkButton(Link(words(title), to: visit.path("office/settings/\(place)")), look: .quiet, size: .small).html
        }
        return PageSection(id: "parts", title: words("configuration.parts"), content: "<p class=\"row\">\(links)</p>")
            .html
    }

    private func row(_ opened: ConfigureTown.Opened, _ visit: Visit) -> QueueTable.Row {
        let (words, revision) = (visit.words, opened.revision)
        return QueueTable.Row(
            head: words("configuration.revision", ["revision": .number(revision.revision)]),
            note: revision.reason.isEmpty ? nil : revision.reason,
            href: visit.path("office/settings/\(revision.revision)"),
            cells: [
                QueueTable.Cell(visit.moment(revision.createdAt)),
                QueueTable.Cell(words.author(opened.author)),
                QueueTable.Cell(opened.difference.map { words.parts($0) } ?? words("configuration.first")),
            ]
        )
    }

    private func older(_ visit: Visit) -> HTML? {
        guard let last = revisions.last?.revision.revision, last > 1 else { return nil }
        return Pagination(
            label: visit.words("page.pages"),
            position: "",
            next: Link(visit.words("page.older"), to: visit.path("office/settings?before=\(last)"))
        ).html
    }

    private func exporting(_ visit: Visit) -> HTML {
        let newest = max(visit.town.revision, revisions.first?.revision.revision ?? 0)
        let words = visit.words
        let link = Link(words("configuration.export.link"), to: visit.path("office/settings/\(newest)/file"))
        return Card(
            id: "export",
            title: words("configuration.export"),
            content: "<p class=\"small\">\(words("configuration.export.text"))</p><p>\(link)</p>"
        ).html
    }

    private func importing(_ visit: Visit) -> HTML {
        let words = visit.words
        let field = Field(
            name: "file",
            label: words("configuration.import.file"),
            hint: words(
                "configuration.import.hint",
                ["megabytes": .number(ConfigurationFile.largest / 1_024 / 1_024)]
            ),
            error: page.errors["file"],
            control: .files(FileChoice(accept: ".json,application/json"))
        )
        let form = Form(action: visit.path("office/settings/import"), encoding: .files)
            .html("\(field)\(Button(words: words("configuration.import.check"), size: .small))")
        return Card(id: "import", title: words("configuration.import"), content: form).html
    }
}

extension Words {
    /// Who made a revision.
    func author(_ actor: ReadAudit.Actor) -> String {
        switch actor {
        case .person(let name): name.text
        case .gone(let id): self("audit.actor.gone", ["id": .words(id)])
        case .command(MunicipalityRevision.firstStart): self("configuration.author.firstStart")
        case .command(let command): self("audit.actor.command", ["words": .words(command)])
        case .program, .resident, .stranger: self("audit.actor.stranger")
        }
    }

    /// What a revision changed: the parts, with the number of places.
    func parts(_ difference: MunicipalityDiff) -> String {
        var counts: [(name: String, count: Int)] = []
        for change in difference.changes {
            let name = ConfigurationPart(file: change.file).map { self($0.text) } ?? change.file
            if let index = counts.firstIndex(where: { $0.name == name }) {
                counts[index].count += 1
            } else {
                counts.append((name, 1))
            }
        }
        return counts.map { part in
            self("configuration.changed", ["part": .words(part.name), "count": .number(part.count)])
        }.joined(separator: "; ")
    }
}
