import CityDomain
import CityKit
import HTTPTypes

/// Figures for everybody, for programs.
struct StatisticsAPI: APIValue {
    struct Line: Encodable {
        let id: String
        let label: String
        let received: Int?
        let median: Int?
        let ninetieth: Int?
    }

    struct Term: Encodable {
        let id: String
        let label: String
        let share: Double?
    }

    struct Square: Encodable {
        let label: String
        let latitude: Double
        let longitude: Double
        let received: Int?
    }

    let from: String
    let to: String
    let smallest: Int
    let received: Int?
    let handled: Int?
    let median: Int?
    let ninetieth: Int?
    let months: [Line]
    let categories: [Line]
    let statuses: [Line]
    let rejections: [Line]
    let satisfaction: [Line]
    let terms: [Term]
    let districts: [Line]
    let squares: [Square]
}

extension StatisticsAPI {
    init(_ statistics: Statistics, _ town: Municipality, _ words: Words) {
        from = statistics.months.lowerBound.firstDay.description
        to = statistics.months.upperBound.lastDay.description
        smallest = SmallGroups.least
        received = statistics.total.number
        handled = statistics.handled.number
        median = statistics.median
        ninetieth = statistics.ninetieth
        months = statistics.byMonth.map { Line($0, $0.key.description, $0.key.words(in: words.language)) }
        categories = statistics.byCategory.map { line in
            Line(line, line.key.rawValue, town.category(line.key).map { words($0.name) } ?? line.key.rawValue)
        }
        statuses = statistics.byStatus.map { Line($0, $0.key.rawValue, words($0.key.text)) }
        rejections = statistics.grounds.compactMap { line in
            guard case .rejected(let reason) = line.key else { return nil }
            return Line(line, reason.rawValue, words(reason.text))
        }
        satisfaction = statistics.satisfaction.map { Line($0, $0.key.rawValue, words($0.key.text)) }
        terms = statistics.terms.map { Term($0, words) }
        districts = statistics.districts.map { line in
            guard case .within(let id) = line.key else {
                return Line(line, "", words("statistics.districts.elsewhere"))
            }
            return Line(line, id.rawValue, town.districts?.all.first { $0.id == id }?.name ?? id.rawValue)
        }
        let grid = AreaGrid(town.boundary, statistics.areas.map(\.key))
        squares = statistics.areas.compactMap { line in
            StatisticArea.middle(of: line.key).map { middle in
                Square(
                    label: grid?.square(line.key)?.name ?? "",
                    latitude: middle.latitude,
                    longitude: middle.longitude,
                    received: line.received.number
                )
            }
        }
    }
}

extension StatisticsAPI.Line {
    fileprivate init(_ line: Statistics.Line<some Hashable & Sendable>, _ id: String, _ label: String) {
        self.id = id
        self.label = label
        received = line.received.number
        median = line.median
        ninetieth = line.ninetieth
    }
}

extension StatisticsAPI.Term {
    fileprivate init(_ term: Statistics.Term, _ words: Words) {
        id = term.name.rawValue
        label = words(term.name.text)
        share = term.share.map { ($0 * 1_000).rounded() / 1_000 }
    }
}

// MARK: - What the description says

extension StatisticsAPI {
    private static let kept =
        "Absent where it is of fewer than `smallest`, or is kept back so that nobody works such a one out."

    static let schema = JSONSchema.object(
        "Statistics",
        "Figures about reports, of whole months of a year. They tell of no person: small groups are kept back.",
        [
            .required("from", .day, "The first day of the months."),
            .required("to", .day, "The last day of the months."),
            .required("smallest", .count, "Groups of fewer reports are kept back; none at all is told."),
            .optional("received", .count, kept),
            .optional("handled", .count, "Reports that ended in the months. \(kept)"),
            .optional("median", .count, "Calendar days within which half of them were handled."),
            .optional("ninetieth", .count, "Calendar days within which nine of ten were handled."),
            .required("months", .list(of: line), "By the month of the receipt; the days by that of the end."),
            .required("categories", .list(of: line)),
            .required("statuses", .list(of: line), "Where the reports stand now."),
            .required("rejections", .list(of: line), "By the ground."),
            .required(
                "satisfaction",
                .list(of: line),
                "What reporters said of the reports that ended in the months; empty where nobody did."
            ),
            .required("terms", .list(of: term), "Terms of the office that began in the months."),
            .required(
                "districts",
                .list(of: line),
                "Where published reports are: one line with an empty `id` is of those in no district."
            ),
            .required("squares", .list(of: square), "Where published reports are; empty where the town has districts."),
        ]
    )

    private static let line = JSONSchema.object(
        "StatisticsLine",
        "Reports that have something in common.",
        [
            .required("id", .text, "`2026-11` for a month."),
            .required("label", .text),
            .optional("received", .count, kept),
            .optional("median", .count, "In calendar days; absent where too few reports ended."),
            .optional("ninetieth", .count, "In calendar days; absent where too few reports ended."),
        ]
    )

    private static let term = JSONSchema.object(
        "StatisticsTerm",
        "How terms of one kind were kept.",
        [
            .required("id", .text),
            .required("label", .text),
            .optional("share", .number, "In time among those in time, late or overdue, 0 to 1. \(kept)"),
        ]
    )

    private static let square = JSONSchema.object(
        "StatisticsSquare",
        "A square of about 1.5 by 1.2 km, known by its middle.",
        [
            .required("label", .text, "As the page names it; empty outside of the town."),
            .required("latitude", .latitude),
            .required("longitude", .longitude),
            .optional("received", .count, kept),
        ]
    )

    static let operations = [
        APIOperation(
            "getStatistics",
            .get,
            "statistics",
            .reports,
            "Figures about reports: how many, how long, how many in time.",
            access: .everybody,
            parameters: [
                .query(
                    "year",
                    .text(pattern: "^[1-9][0-9]{3}$", example: "2026"),
                    "A calendar year; else the newest one of which a month is over."
                )
            ],
            answers: [.ok: "The figures."],
            failures: [.notFound: "No month of the year with reports is over."]
        ) { call in
            guard let statistics = try await call.visit.publishedStatistics() else { throw RequestFailure.unknownPage }
            return .ok(StatisticsAPI(statistics, call.town, call.visit.words))
        }
    ]
}
