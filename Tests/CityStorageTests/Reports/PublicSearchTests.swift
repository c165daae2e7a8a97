import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// The search of programs, against a plain filter of the same reports.
@Suite struct PublicSearchTests {
    private static let statuses: [ReportStatus] = [.accepted, .inProgress, .done, .closed]
    private static let categories = ["lamp", "road", "wish"]

    /// Reports received every two hours, changed some hours later, many of them at the same moment.
    private static func fill(_ database: any Database, _ dice: inout Dice) async throws -> [PublishedReport] {
        var all: [PublishedReport] = []
        for index in 1...90 {
            let received = Instant.monday + .hours(Int64(index / 3) * 6)
            let name = "r\(index)"
            let category = categories.randomElement(using: &dice) ?? ""
            _ = try await database.reports.submit(try .sample(name, at: received, category: category), in: .north)
            let number = ReportNumber(year: 2026, sequence: index)
            let status = statuses.randomElement(using: &dice) ?? .done
            let changed = received + .hours(Int64.random(in: 0..<40, using: &dice))
            let text = PublicText(
                title: "t\(index)",
                description: "d\(index)",
                address: nil,
                point: Coordinate(
                    latitude: 50.87 + Double.random(in: -0.02...0.02, using: &dice),
                    longitude: 20.63 + Double.random(in: -0.02...0.02, using: &dice)
                )
            )
            let isPublic = index % 10 != 0
            _ = try await database.reports.change(number, in: .north, by: .warsaw) { report in
                report = report.moved(to: status, at: changed)
                if isPublic { report.note(.published(.asWritten), by: .office(.officer), at: changed) }
                return ReportChange(publication: isPublic ? text : nil)
            }
            if let published = try await database.reports.published(number, in: .north) { all.append(published) }
        }
        return all
    }

    private static func expected(_ search: PublicSearch, of all: [PublishedReport]) -> [PublishedReport] {
        let found = all.filter { published in
            let report = published.report
            let point = published.text.point
            let isThere = search.area.map { area in
                point.map { point in
                    area.box.contains(point)
                        && area.circle.map { $0.center.distance(to: point) <= $0.meters } ?? true
                } ?? false
            }
            return search.categories?.contains(report.category) ?? true
                && search.statuses?.contains(report.status) ?? true
                && search.received?.contains(report.receivedAt) ?? true
                && search.changed?.contains(published.updatedAt) ?? true
                && !search.unlisted.contains(report.category) && isThere ?? true
        }
        let sorted = found.sorted { a, b in
            let (first, second) =
                search.isByChange
                ? (a.updatedAt, b.updatedAt) : (a.report.receivedAt, b.report.receivedAt)
            return (first, a.report.number) > (second, b.report.number)
        }
        return Array(sorted.dropFirst(search.offset).prefix(search.limit))
    }

    private static func search(_ dice: inout Dice) -> PublicSearch {
        func roll() -> Bool { Int.random(in: 0..<3, using: &dice) == 0 }
        func span() -> ClosedRange<Instant> {
            let first = Instant.monday + .hours(Int64.random(in: -10..<200, using: &dice))
            return first...(first + .hours(Int64.random(in: 0..<120, using: &dice)))
        }
        var search = PublicSearch(limit: [1, 5, 64, 100].randomElement(using: &dice) ?? 1)
        if roll() { search.categories = Set(categories.shuffled(using: &dice).prefix(2).map { ID($0) }) }
        if roll() { search.statuses = Set(statuses.shuffled(using: &dice).prefix(2)) }
        if roll() { search.received = span() }
        if roll() { search.changed = span() }
        if roll() { search.unlisted = [ID(categories.randomElement(using: &dice) ?? "")] }
        if roll() { search.offset = Int.random(in: 0..<30, using: &dice) }
        guard roll(), let center = Coordinate(latitude: 50.87, longitude: 20.63) else { return search }
        let meters = Double.random(in: 200...2_000, using: &dice)
        search.area =
            roll()
            ? PublicSearch.Area(MapBox(around: center, meters: meters))
            : PublicSearch.Area(PublicSearch.Circle(around: center, meters: meters))
        return search
    }

    @Test("A search finds exactly the reports it asks for, whole and in its order", arguments: Engine.available)
    func searching(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            var dice = Dice(seed: 31)
            let all = try await Self.fill(database, &dice)
            #expect(all.count == 81)
            for _ in 0..<150 {
                let search = Self.search(&dice)
                let found = try await database.entries.reports(search, in: .north)
                #expect(found == Self.expected(search, of: all), "\(search)")
            }
            #expect(try await database.entries.reports(PublicSearch(limit: 100), in: .south).isEmpty)
            let none = PublicSearch(categories: [], limit: 100)
            #expect(try await database.entries.reports(none, in: .north).isEmpty)
        }
    }

    @Test("A report that was hidden or taken down is found no more", arguments: Engine.available)
    func gone(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            var dice = Dice(seed: 32)
            let all = try await Self.fill(database, &dice)
            for (published, act) in zip(all, [.hidden, .takenDown] as [ReportEvent.Act]) {
                _ = try await database.reports.change(published.report.number, in: .north, by: .warsaw) { report in
                    report.note(act, by: .system, at: .monday + .days(30))
                    return ReportChange()
                }
            }
            let found = try await database.entries.reports(PublicSearch(limit: 1_000), in: .north)
            #expect(Set(found.map(\.report.number)) == Set(all.dropFirst(2).map(\.report.number)))
        }
    }
}
