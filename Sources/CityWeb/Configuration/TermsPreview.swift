import CityDomain
import CityKit

/// When each term would end for a report of one day, before and after a change, and which open cases feel it.
struct TermsPreview {
    let before: Municipality
    let after: Municipality
    /// The day on which the terms would begin.
    let day: CivilDate
    /// Open cases whose running terms end on another day.
    let moved: [ReportNumber]
    let words: Words

    var html: HTML {
        let rows = terms(of: after).map { term, day in
            (term, terms(of: before).first { $0.0 == term }?.1, Optional(day))
        }
        let gone = terms(of: before).filter { term in !rows.contains { $0.0 == term.0 } }
            .map { ($0.0, Optional($0.1), CivilDate?.none) }
        let table = QueueTable(
            caption: words("configuration.terms.example.title"),
            columns: [
                words("configuration.terms.column.term"), words("configuration.column.old"),
                words("configuration.column.new"),
            ],
            rows: (rows + gone).map { term, old, new in
                QueueTable.Row(
                    head: term,
                    cells: [old, new].map { day in
                        QueueTable.Cell(
                            labelled: day.map { words("configuration.terms.day", ["day": .date($0)]) }
                                ?? words("configuration.nothing")
                        )
                    }
                )
            }
        )
        return """
            <p>\(words("configuration.terms.example.text", ["day": .date(day)]))</p>
            \(table)
            <p>\(words("configuration.terms.running")) \(movedWords)</p>
            """
    }

    /// Each term with its last day.
    private func terms(of town: Municipality) -> [(String, CivilDate)] {
        town.reports.deadlines.map { (words.term($0), $0.within.end(from: day, in: town.calendar)) }
    }

    private var movedWords: HTML? {
        guard !moved.isEmpty else { return nil }
        let named = moved.prefix(BrokenCases.named)
        return HTML(
            text: words(
                "configuration.terms.moved",
                [
                    "count": .number(moved.count),
                    "numbers": .words(named.map(\.description).joined(separator: ", ")),
                ]
            )
        )
    }
}
