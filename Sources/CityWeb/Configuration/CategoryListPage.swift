import CityDomain
import CityKit
import Hummingbird

/// The categories of the town in their two levels, each with its place.
struct CategoryListPage {
    let page: OfficePage
    /// As the newest revision has them.
    let town: Municipality
    let seen: Int

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let head = PageHead(
            title: page.title,
            lead: words("configuration.categories.lead"),
            action: LinkButton(
                Link(words("configuration.category.new"), to: visit.path("office/settings/categories/new")),
                size: .small
            ).html
        )
        return page.response(
            visit,
            """
            \(BackLink(words("configuration.title"), to: visit.path("office/settings")))
            \(page.errors.summary)
            \(head)
            \(town.groups.html { group in section(group, visit) })
            """
        )
    }

    private func section(_ group: CategoryGroup, _ visit: Visit) -> HTML {
        let words = visit.words
        let table = QueueTable(
            caption: words(group.name),
            columns: ["category", "unit", "offered", "order"].map { words("configuration.categories.column.\($0)") },
            rows: town.categories.filter { $0.group == group.id }.map { row($0, visit) }
        )
        return PageSection(id: "group-\(group.id)", title: words(group.name), content: table.html).html
    }

    private func row(_ category: Category, _ visit: Visit) -> QueueTable.Row {
        let words = visit.words
        let place = "office/settings/categories/\(category.id)"
        return QueueTable.Row(
            head: words(category.name),
            note: category.id.rawValue,
            href: visit.path(place),
            cells: [
                QueueTable.Cell(town.unit(category.unit).map { words($0.name) } ?? category.unit.rawValue),
                QueueTable.Cell(offered(category, words)),
                QueueTable.Cell(markup: order(category, place, visit)),
            ]
        )
    }

    private func offered(_ category: Category, _ words: Words) -> String {
        switch (category.offered?.from, category.offered?.until) {
        case (nil, nil): words("configuration.category.always")
        case (let from?, nil): words("configuration.category.since", ["day": .date(from)])
        case (nil, let until?): words("configuration.category.upTo", ["day": .date(until)])
        case (let from?, let until?):
            words("configuration.category.between", ["from": .date(from), "until": .date(until)])
        }
    }

    private func order(_ category: Category, _ place: String, _ visit: Visit) -> HTML {
        let name = visit.words(category.name)
        let buttons = CategoryEditor.Step.allCases.html { step in
            Button(
                words: visit.words("configuration.category.move.\(step.rawValue)"),
                look: .link,
                name: "step",
                value: step.rawValue,
                context: ": \(name)"
            ).html
        }
        return Form(action: visit.path("\(place)/move"), hidden: [(name: "seen", value: "\(seen)")])
            .html("<p class=\"row tight\">\(buttons)</p>")
    }
}
