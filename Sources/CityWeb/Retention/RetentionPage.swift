import CityDomain
import CityKit
import Hummingbird

/// How long what is kept, how much of it is due and when, what goes to the state archive, and what the runs did.
struct RetentionPage {
    let page: OfficePage
    let forecasts: [RetentionForecast]
    let ended: [(rule: RetentionRule, reports: [EndedReport])]
    let log: [RetentionLine]
    /// Nil where the rules were never applied.
    let lastRun: Instant?

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let rules = QueueTable(
            caption: words("retention.rules"),
            columns: ["data", "term", "due", "held"].map { words("retention.column.\($0)") },
            rows: forecasts.map { row($0, visit) }
        )
        return page.response(
            visit,
            """
            \(PageHead(title: page.title, lead: words("retention.lead")))
            <div class="stack">
            \(rules)
            <p>\(ran(visit))</p>
            <p class="muted">\(words("retention.silent"))</p>
            </div>
            \(Array(ended.enumerated()).html { list($0.element.rule, $0.element.reports, $0.offset, visit) })
            \(PageSection(id: "log", title: words("retention.log"), content: runs(visit)))
            """
        )
    }

    private func ran(_ visit: Visit) -> String {
        guard let lastRun else { return visit.words("retention.ran.never") }
        return visit.words("retention.ran", ["moment": .words(visit.moment(lastRun))])
    }

    private func row(_ forecast: RetentionForecast, _ visit: Visit) -> QueueTable.Row {
        let (words, rule) = (visit.words, forecast.rule)
        let oldest = forecast.now.oldest.map { moment in
            words("retention.oldest", ["date": .date(visit.town.clock.date(of: moment))])
        }
        let later = words(
            "retention.later",
            ["month": .number(forecast.inMonth), "year": .number(forecast.inYear)]
        )
        return QueueTable.Row(
            head: words.data(of: rule),
            note: words.scope(of: rule, in: visit.town) ?? words.event(of: rule),
            cells: [
                QueueTable.Cell(words.term(of: rule), note: notes(of: rule, words)),
                QueueTable.Cell(
                    figure: forecast.now.due,
                    note: [oldest, later].compactMap(\.self).joined(separator: "; ")
                ),
                QueueTable.Cell(figure: forecast.now.held),
            ]
        )
    }

    /// Where the rule comes from, and how long before the end somebody is told.
    private func notes(of rule: RetentionRule, _ words: Words) -> String {
        let source =
            rule.clause.map { words("retention.clause", ["clause": .words($0.description)]) }
            ?? words("retention.noClause")
        let warning = rule.warnBefore.map { words("retention.warning", ["period": .text($0.text)]) }
        return [source, warning].compactMap(\.self).joined(separator: "; ")
    }

    private func list(_ rule: RetentionRule, _ reports: [EndedReport], _ index: Int, _ visit: Visit) -> HTML {
        let words = visit.words
        let title = words("retention.list.\(rule.end.rawValue)", ["class": .words(rule.archive?.rawValue ?? "")])
        let table = QueueTable(
            caption: title,
            columns: ["case", "category", "ended"].map { words("retention.column.\($0)") },
            rows: reports.map { report in
                QueueTable.Row(
                    head: "\(report.number)",
                    href: visit.path("office/reports/\(report.number.path)"),
                    cells: [
                        QueueTable.Cell(
                            visit.town.category(report.category).map { words($0.name) } ?? "\(report.category)"
                        ),
                        QueueTable.Cell(visit.day(report.endedAt)),
                    ]
                )
            }
        )
        let content: HTML =
            reports.isEmpty ? "<p class=\"muted\">\(words("retention.list.none"))</p>" : table.html
        return PageSection(id: "ended-\(index)", title: title, content: content).html
    }

    private func runs(_ visit: Visit) -> HTML {
        let words = visit.words
        guard !log.isEmpty else { return "<p class=\"muted\">\(words("retention.log.none"))</p>" }
        return QueueTable(
            caption: words("retention.log"),
            columns: ["data", "term", "counted", "held"].map { words("retention.column.\($0)") },
            rows: log.map { line in
                QueueTable.Row(
                    head: words("retention.data.\(line.data.rawValue)"),
                    note: visit.day(line.at),
                    cells: [
                        QueueTable.Cell(
                            words.term(of: line),
                            note: words("retention.revision", ["revision": .number(line.revision)])
                        ),
                        QueueTable.Cell(figure: line.count, note: words("retention.end.\(line.end.rawValue)")),
                        QueueTable.Cell(figure: line.held),
                    ]
                )
            }
        ).html
    }
}

extension Visit {
    /// The day of a moment, in words.
    fileprivate func day(_ moment: Instant) -> String { town.clock.date(of: moment).words(in: language) }
}
