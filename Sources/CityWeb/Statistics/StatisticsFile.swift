import CityDomain
import CityKit
import HTTPTypes
import Hummingbird
import NIOCore

/// Tables of figures as one CSV: a line for each figure, so that every table fits.
struct StatisticsFile {
    let statistics: Statistics
    let tables: [StatisticsTable]

    static let columns = ["from", "to", "table", "item", "figure", "value"]

    var register: RegisterFile { RegisterFile(name: "statistics", columns: Self.columns, rows: rows) }

    private var rows: [[String]] {
        let time = [statistics.months.lowerBound.description, statistics.months.upperBound.description]
        return tables.flatMap { table in
            table.rows.flatMap { row in
                zip(table.columns.dropFirst(), row.cells).map { column, cell in
                    time + [table.title, row.name, column, cell.plain]
                }
            }
        }
    }
}
