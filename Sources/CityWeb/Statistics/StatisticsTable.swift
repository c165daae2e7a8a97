import CityDomain
import CityKit

/// A table of figures in the reader's language, and the chart of it. The page, the file and the paper are made of the same.
struct StatisticsTable: Sendable {
    enum Cell: Sendable, Hashable {
        case count(PublicCount)
        case days(Int?)
        /// 0 to 1.
        case share(Double?)
        /// Reports for each square kilometre.
        case density(Double?)
    }

    struct Row: Sendable {
        let name: String
        var href: String?
        let cells: [Cell]
    }

    enum Chart: Sendable {
        /// Of the first column.
        case bars
        /// Of the first column, by months.
        case columns([String?])
        /// How terms were kept: the first four columns.
        case terms
        /// Of the first column, which is of shares.
        case shares
        case squares(AreaGrid, [MapCell])
        /// Of the second column; nil for a line that is no district.
        case districts([Boundary?], outline: Boundary?)
        case none

        var isOfShares: Bool { if case .shares = self { true } else { false } }
    }

    /// Of the section on a page and of the table in a file.
    let id: String
    let title: String
    var note: String?
    /// Of the names, and of the cells.
    let columns: [String]
    let rows: [Row]
    var chart = Chart.none
    /// What the chart shows, in a sentence.
    var meaning = ""
}

extension Words {
    /// A figure as people read it.
    func callAsFunction(_ cell: StatisticsTable.Cell) -> String {
        switch cell {
        case .count(let count): count.number?.grouped ?? self("statistics.hidden")
        case .days(let days): days?.grouped ?? "–"
        case .share(let share): share.map { "\(Int(($0 * 100).rounded())) %" } ?? "–"
        case .density(let density): density.map(decimal) ?? "–"
        }
    }

    /// Two digits or more that say something: `0.07`, `1.4`, `12`.
    func decimal(_ number: Double) -> String {
        guard number < 9.95, number != 0 else { return Int(number.rounded()).grouped }
        let unit = number < 0.995 ? 100 : 10
        let parts = Int((number * Double(unit)).rounded())
        let fraction = "\(unit + parts % unit)".dropFirst()
        return "\(parts / unit)\(language == .english ? "." : ",")\(fraction)"
    }
}

extension StatisticsTable.Cell {
    /// As a program reads it: without groups of digits; empty where there is nothing to tell.
    var plain: String {
        switch self {
        case .count(.hidden): "hidden"
        case .count(.count(let count)): "\(count)"
        case .days(let days): days.map { "\($0)" } ?? ""
        case .share(let share): share.map { "\(($0 * 1_000).rounded() / 1_000)" } ?? ""
        case .density(let density): density.map { "\(($0 * 100).rounded() / 100)" } ?? ""
        }
    }
}
