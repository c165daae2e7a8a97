import CityDomain
import CityKit

/// Tables of figures, each with its chart.
struct StatisticsView: Component {
    let statistics: Statistics
    let tables: [StatisticsTable]
    let words: Words

    var html: HTML {
        "\(summary)\n\(tables.html(section))"
    }

    private var summary: HTML {
        let figures: [(String, StatisticsTable.Cell)] =
            [
                ("total", .count(statistics.total)), ("handled", .count(statistics.handled)),
                ("median", .days(statistics.median)), ("ninetieth", .days(statistics.ninetieth)),
            ]
            + (statistics.terms.last { $0.share != nil }.map { [("share", .share($0.share))] } ?? [])
        let last = statistics.terms.last { $0.share != nil }
        return """
            <dl class="figures-of">
            \(figures.html { name, cell in
                let term = name == "share" ? last.map { ": \(words($0.name.text))" } ?? "" : ""
                return "<div><dt>\(words("statistics.figure.\(name)"))\(term)</dt><dd>\(words(cell))</dd></div>\n"
            })</dl>
            """
    }

    private func section(_ table: StatisticsTable) -> HTML {
        let note: HTML? = table.note.map { "<p class=\"muted\">\($0)</p>\n" }
        let figures = FigureTable(table: table, words: words)
        let chart = chart(of: table)
        // Many columns need the whole width.
        let style = table.columns.count > 5 ? "charted wide" : "charted"
        let content: HTML =
            chart.map { "<div class=\"\(style)\"><div>\($0)</div>\(figures)</div>" as HTML } ?? figures.html
        return "\(PageSection(id: table.id, title: table.title, content: "\(note)\(content)"))\n"
    }

    private func chart(of table: StatisticsTable) -> HTML? {
        let id = "\(table.id)-chart"
        switch table.chart {
        case .bars, .shares: return bars(table, id)
        case .columns(let names):
            let columns = zip(names, table.rows).map { ColumnChart.Column(name: $0, count: $1.first) }
            return ColumnChart(id: id, title: table.title, meaning: table.meaning, columns: columns).html
        case .terms:
            return ShareChart(
                id: id,
                title: table.title,
                meaning: table.meaning,
                wholes: table.rows.map { row in
                    ShareChart.Whole(
                        name: row.name,
                        words: row.cells.last.map { words($0) } ?? "",
                        parts: row.cells.prefix(ShareChart.Part.allCases.count).map { $0.number ?? 0 }
                    )
                },
                legend: Array(table.columns.dropFirst().prefix(ShareChart.Part.allCases.count))
            ).html
        case .squares(let grid, let cells):
            let squares = zip(cells, table.rows).compactMap { cell, row in
                grid.square(cell).map { SquareChart.Square(square: $0, count: row.first) }
            }
            return SquareChart(id: id, title: table.title, meaning: table.meaning, grid: grid, squares: squares).html
        case .districts(let areas, let outline):
            return DistrictChart(
                id: id,
                title: table.title,
                meaning: table.meaning,
                outline: outline,
                parts: zip(areas, table.rows).enumerated().compactMap { index, line in
                    line.0.map { DistrictChart.Part(number: index + 1, area: $0, density: line.1.density) }
                },
                words: words
            ).html
        case .none: return nil
        }
    }

    private func bars(_ table: StatisticsTable, _ id: String) -> HTML {
        let bars = table.rows.map { row in
            BarChart.Bar(name: row.name, count: row.first, words: row.cells.first.map { words($0) } ?? "")
        }
        let whole = table.chart.isOfShares ? 100 : nil
        return BarChart(id: id, title: table.title, meaning: table.meaning, bars: bars, whole: whole).html
    }
}

extension StatisticsTable.Cell {
    /// A count, or a share in percent; nil for what is kept back.
    fileprivate var number: Int? {
        switch self {
        case .count(let count): count.number
        case .share(let share): share.map { Int(($0 * 100).rounded()) }
        case .days, .density: nil
        }
    }
}

extension StatisticsTable.Row {
    /// Nil for a count that is kept back.
    var first: Int? { cells.first?.number }

    /// Nil for a line without one.
    fileprivate var density: Double? { if case .density(let density)? = cells.last { density } else { nil } }
}

/// Figures in columns. Where they are wider than the screen they are moved sideways, also with the keys.
struct FigureTable: Component {
    let table: StatisticsTable
    let words: Words

    var html: HTML {
        """
        <div class="sideways" role="region" aria-labelledby="\(table.id)-caption" tabindex="0">
        <table class="figures"><caption class="unseen" id="\(table.id)-caption">\(words("statistics.table")): \(table.title)</caption>
        <thead><tr>\(table.columns.html { "<th scope=\"col\">\($0)</th>" })</tr></thead>
        <tbody>
        \(table.rows.html(line))</tbody></table>
        </div>
        """
    }

    private func line(_ row: StatisticsTable.Row) -> HTML {
        let name: HTML = row.href.map { Link(row.name, to: $0).html } ?? "\(row.name)"
        return "<tr><th scope=\"row\">\(name)</th>\(row.cells.html { "<td>\(words($0))</td>" })</tr>\n"
    }
}
