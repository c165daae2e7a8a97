import CityDomain
import CityKit

extension ReportScope {
    /// What holds of the reports of the scope, to stand behind other conditions on a table of reports named `r`; its
    /// question marks are for `values`.
    var condition: SQL {
        guard parts != [Part()] else { return "" }
        guard !parts.isEmpty else { return " AND FALSE" }
        let parts = parts.map(\.condition).dropFirst().reduce(parts[0].condition) { "\($0) OR \($1)" as SQL }
        return " AND (\(parts))"
    }

    var values: [Value] {
        parts.flatMap { part in
            [part.unit].compactMap { $0?.databaseValue } + part.sortedCategories.map(\.databaseValue)
        }
    }
}

extension ReportScope.Part {
    fileprivate var condition: SQL {
        let categories = SQL.repeated("?", categories.count)
        return switch (unit == nil, self.categories.isEmpty) {
        case (true, true): "TRUE"
        case (false, true): "r.unit = ?"
        case (true, false): "r.category IN (\(categories))"
        case (false, false): "(r.unit = ? AND r.category IN (\(categories)))"
        }
    }

    /// Equal scopes bind equal values.
    fileprivate var sortedCategories: [ID<CityDomain.Category>] { categories.sorted { $0.rawValue < $1.rawValue } }
}
