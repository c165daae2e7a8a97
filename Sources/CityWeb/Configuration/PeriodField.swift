import CityDomain
import CityKit

/// A length of time as a number and what it counts, each a field of its own: `name` and `name-unit`.
struct PeriodField {
    /// What a period counts, by the words of the files.
    enum Unit: String, CaseIterable {
        case days
        case workingDays = "working days"
        case months

        init(_ period: Period) {
            switch period {
            case .days: self = .days
            case .workingDays: self = .workingDays
            case .months: self = .months
            }
        }

        var text: Text {
            switch self {
            case .days: Text("configuration.period.days")
            case .workingDays: Text("configuration.period.workingDays")
            case .months: Text("configuration.period.months")
            }
        }
    }

    let name: String
    let label: String
    /// As the files write it, or as somebody typed it.
    let value: String
    var optional: String?
    let form: EditedForm

    var html: HTML {
        let count = form.line(name, label, number, optional: optional, .number, width: .short)
        let unit = form.select(
            "\(name)-unit",
            form.words("configuration.period.unit", ["label": .words(label)]),
            unit.rawValue,
            Unit.allCases.map { ($0.rawValue, form.words($0.text)) }
        )
        return "<div class=\"period\">\(count)\(unit)</div>"
    }

    private var number: String {
        (try? Period(value)).map { "\($0.count)" } ?? String(value.prefix { !$0.isWhitespace })
    }

    private var unit: Unit {
        if let period = try? Period(value) { return Unit(period) }
        return Unit.allCases.first { value.hasSuffix(" \($0.rawValue)") } ?? .days
    }
}

extension FormData {
    /// What was typed into a `PeriodField`, as the files write it where it is one; empty without a number.
    func period(_ name: String) -> String {
        let number = self[name].trimmingSpaces()
        guard !number.isEmpty else { return "" }
        let typed = "\(number) \(self["\(name)-unit"])"
        return (try? Period(typed))?.description ?? typed
    }
}
