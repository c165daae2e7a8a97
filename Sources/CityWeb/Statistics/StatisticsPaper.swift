import CityDomain
import CityKit

extension Paper {
    /// The figures as they are printed: the tables of the page.
    init(_ statistics: Statistics, _ tables: [StatisticsTable], _ visit: Visit, isLimited: Bool) {
        let (words, town) = (visit.words, visit.town)
        let figures: [(String, StatisticsTable.Cell)] = [
            ("total", .count(statistics.total)), ("handled", .count(statistics.handled)),
            ("median", .days(statistics.median)), ("ninetieth", .days(statistics.ninetieth)),
        ]
        self.init(
            language: words.language,
            title: "\(words("statistics.title")) – \(words(town.profile.name))",
            author: words(town.profile.office.name),
            lead: [
                words(
                    "statistics.time",
                    [
                        "from": .date(statistics.months.lowerBound.firstDay),
                        "to": .date(statistics.months.upperBound.lastDay),
                    ]
                ), words(isLimited ? "statistics.lead.reach" : "statistics.lead.office"),
                words("statistics.made", ["day": .date(visit.today)]),
            ] + figures.map { "\(words("statistics.figure.\($0.0)")): \(words($0.1))" },
            tables: tables.map { Table($0, words) }
        )
    }
}

extension Paper.Table {
    fileprivate init(_ table: StatisticsTable, _ words: Words) {
        let largest = table.chart.isOfShares ? 100 : table.rows.compactMap(\.first).max() ?? 0
        let hasBars = if case .terms = table.chart { false } else { true }
        self.init(
            title: table.title,
            note: table.note,
            columns: table.columns,
            rows: table.rows.map { row in
                let bar = row.first.map { Double($0) / Double(max(1, largest)) }
                return Paper.Row(name: row.name, cells: row.cells.map { words($0) }, bar: hasBars ? bar : nil)
            }
        )
    }
}
