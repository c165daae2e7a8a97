import CityDomain
import CityKit

/// What a call of `requests` asks for.
enum Open311Query: Equatable {
    /// These, whatever else the call says; what is no number of a report finds none.
    case numbers([ReportNumber])
    case search(PublicSearch)

    /// Numbers in one call.
    static let mostNumbers = 200

    /// - Throws: `Failures` with every parameter that cannot be read.
    init(_ fields: FormData, in town: Municipality, at now: Instant) throws {
        var parameters = Open311Parameters(fields, clock: town.clock)
        if let ids = parameters.words("service_request_id") {
            guard ids.count <= Self.mostNumbers else { throw Open311Fault.tooManyNumbers(limit: Self.mostNumbers) }
            self = .numbers(ids.compactMap { ReportNumber($0) })
            return
        }
        let search = PublicSearch(&parameters, at: now)
        try parameters.finish()
        self = .search(search)
    }
}

extension PublicSearch {
    fileprivate init(_ parameters: inout Open311Parameters, at now: Instant) {
        let changed = Self.changed(&parameters)
        // Who asks for changes wants those of old reports too.
        let isByChange = changed != nil && !parameters.has("start_date") && !parameters.has("end_date")
        let received = parameters.span("start_date", "end_date", before: now)
        let page = parameters.page()
        self.init(
            categories: parameters.words("service_code").map { Set($0.map { ID($0) }) },
            statuses: Self.statuses(&parameters),
            received: isByChange ? nil : received,
            changed: changed,
            area: Self.area(&parameters),
            offset: page.offset,
            limit: page.limit
        )
    }

    /// `updated_after` and `updated_before`; nil without both.
    private static func changed(_ parameters: inout Open311Parameters) -> ClosedRange<Instant>? {
        let after = parameters.moment("updated_after")?.start
        let before = parameters.moment("updated_before")?.end
        guard after != nil || before != nil else { return nil }
        let first = after ?? Instant(milliseconds: 0)
        return first...max(first, before ?? Instant(milliseconds: .max))
    }

    private static func statuses(_ parameters: inout Open311Parameters) -> Set<ReportStatus>? {
        guard let words = parameters.words("status") else { return nil }
        return parameters.value("status", expected: "open, closed") { _ in
            let known = words.map { $0.lowercased() }
            guard known.allSatisfy({ ["open", "closed"].contains($0) }) else { return nil }
            return Set(ReportStatus.allCases.filter { known.contains($0.open311) })
        }
    }

    /// `bbox`, or `lat`, `long` and `radius`.
    private static func area(_ parameters: inout Open311Parameters) -> Area? {
        if let box = parameters.value("bbox", expected: "west,south,east,north", { MapBox(typed: $0) }) {
            return Area(box)
        }
        let latitude = parameters.number("lat", in: -90...90)
        let longitude = parameters.number("long", in: -180...180)
        let meters = parameters.number("radius", in: 1...100_000)
        guard let latitude, let longitude, let meters,
            let center = Coordinate(latitude: latitude, longitude: longitude)
        else { return nil }
        return Area(Circle(around: center, meters: meters))
    }
}

extension ReportStatus {
    /// The two words that the specification knows.
    var open311: String { isFinished ? "closed" : "open" }
}
