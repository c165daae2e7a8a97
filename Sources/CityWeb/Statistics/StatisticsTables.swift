import CityDomain
import CityKit

/// Figures in the words of a town, table by table.
struct StatisticsTables {
    let statistics: Statistics
    let town: Municipality
    let words: Words
    /// The address of a page of the town.
    let path: (String) -> String

    var all: [StatisticsTable] {
        [months, categories, units, statuses, grounds, terms, satisfaction, districts, squares].filter {
            !$0.rows.isEmpty
        }
    }

    private func table(
        _ id: String,
        columns: [String],
        _ rows: [StatisticsTable.Row],
        _ chart: StatisticsTable.Chart = .bars,
        note: String? = nil
    ) -> StatisticsTable {
        StatisticsTable(
            id: id,
            title: words("statistics.\(id)"),
            note: note,
            columns: ([id] + columns).map { words("statistics.column.\($0)") },
            rows: rows,
            chart: chart,
            meaning: words("statistics.\(chart.isOfShares ? "shares" : id).chart")
        )
    }

    private var months: StatisticsTable {
        let lines = statistics.byMonth
        let tellsDays = lines.contains { $0.median != nil }
        return table(
            "months",
            columns: ["received"] + (tellsDays ? ["median", "ninetieth"] : []),
            lines.map { line in
                StatisticsTable.Row(
                    name: line.key.words(in: words.language),
                    cells: [.count(line.received)] + (tellsDays ? [.days(line.median), .days(line.ninetieth)] : [])
                )
            },
            .columns(lines.enumerated().map { name($1.key, at: $0, of: lines.count) }),
            note: tellsDays ? words("statistics.months.note") : nil
        )
    }

    /// Below a column, as far as a telephone has room: six months of a year, or the years.
    private func name(_ month: CivilMonth, at index: Int, of count: Int) -> String? {
        guard count > 12 else { return index % ((count + 5) / 6) == 0 ? month.short(in: words.language) : nil }
        return month.month == 1 && month.year % ((count + 71) / 72) == 0 ? "\(month.year)" : nil
    }

    private var categories: StatisticsTable {
        things("categories", statistics.byCategory) { id in town.category(id).map { words($0.name) } ?? id.rawValue }
    }

    private var units: StatisticsTable {
        things("units", statistics.byUnit) { id in town.unit(id).map { words($0.name) } ?? id.rawValue }
    }

    private func things<Key>(_ id: String, _ lines: [Statistics.Line<Key>], name: (Key) -> String) -> StatisticsTable {
        let tellsHandled = lines.contains { $0.handled != nil }
        return table(
            id,
            columns: ["received"] + (tellsHandled ? ["handled"] : []) + ["median", "ninetieth"],
            lines.map { line in
                let handled: [StatisticsTable.Cell] = tellsHandled ? [.count(.count(line.handled ?? 0))] : []
                return StatisticsTable.Row(
                    name: name(line.key),
                    cells: [.count(line.received)] + handled + [.days(line.median), .days(line.ninetieth)]
                )
            }
        )
    }

    private var statuses: StatisticsTable {
        table(
            "statuses",
            columns: ["received"],
            statistics.byStatus.map { line in
                StatisticsTable.Row(name: words(line.key.text), cells: [.count(line.received)])
            },
            note: words("statistics.statuses.note")
        )
    }

    private var satisfaction: StatisticsTable {
        table(
            "satisfaction",
            columns: ["answers"],
            statistics.satisfaction.map { line in
                StatisticsTable.Row(name: words(line.key.text), cells: [.count(line.received)])
            },
            note: words("statistics.satisfaction.note")
        )
    }

    private var grounds: StatisticsTable {
        table(
            "grounds",
            columns: ["received"],
            statistics.grounds.map { line in
                StatisticsTable.Row(name: words(line.key.text), cells: [.count(line.received)])
            }
        )
    }

    private var terms: StatisticsTable {
        let tellsCounts = statistics.terms.contains { $0.inTime != .hidden }
        return table(
            "terms",
            columns: (tellsCounts ? ["inTime", "late", "overdue", "running", "held"] : []) + ["share"],
            statistics.terms.map { term in
                let counts = [term.inTime, term.late, term.overdue, term.running, term.held]
                return StatisticsTable.Row(
                    name: words(term.name.text),
                    cells: (tellsCounts ? counts.map { .count($0) } : []) + [.share(term.share)]
                )
            },
            tellsCounts ? .terms : .shares,
            note: words("statistics.terms.note")
        )
    }

    private var districts: StatisticsTable {
        let all = town.districts?.all ?? []
        let lines = statistics.districts.map { line in (line, all.first { .within($0.id) == line.key }) }
        return table(
            "districts",
            columns: ["received", "density"],
            lines.enumerated().map { index, pair in
                let (line, district) = pair
                let density = line.received.number.flatMap { count in
                    district.map { Double(count) / max($0.area.squareKilometres, 1e-3) }
                }
                return StatisticsTable.Row(
                    name: district.map { "\(index + 1). \($0.name)" } ?? words("statistics.districts.elsewhere"),
                    cells: [.count(line.received), .density(density)]
                )
            },
            .districts(lines.map { $0.1?.area }, outline: town.boundary),
            note: words("statistics.districts.note")
        )
    }

    private var squares: StatisticsTable {
        let cells = statistics.areas.map(\.key)
        let grid = AreaGrid(town.boundary, cells)
        return table(
            "squares",
            columns: ["received"],
            statistics.areas.map { line in
                let middle = StatisticArea.middle(of: line.key)
                let pair = middle.map { "\($0.latitude),\($0.longitude)" }
                return StatisticsTable.Row(
                    name: grid?.square(line.key)?.name ?? pair ?? "–",
                    href: pair.map { path("reports?near=\($0)") },
                    cells: [.count(line.received)]
                )
            },
            grid.map { .squares($0, cells) } ?? .none,
            note: words("statistics.squares.note")
        )
    }
}

extension StatisticGround {
    var text: Text {
        switch self {
        case .rejected(let reason): reason.text
        case .closed(let reason): Text("statistics.closing.\(reason.rawValue)")
        }
    }
}
