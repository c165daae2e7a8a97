import CityDomain
import CityKit
import CityStorage
import Foundation

/// Fills a town with invented published reports and measures what their map, their list and the search for similar
/// ones cost without HTTP.
public struct MapBench: Sendable {
    /// Where the reports stand.
    public enum Spread: String, Sendable, CaseIterable {
        /// Anywhere in the rectangle around the town.
        case uniform
        /// Four of five within some hundred metres of twenty places, many of them at the same spot.
        case skewed
    }

    /// A town that every installation has.
    static let town = ID<Municipality>("demo")

    private let reports: Int
    private let spread: Spread
    private let bench: Bench

    public init(reports: Int, spread: Spread, bench: Bench) {
        self.reports = reports
        self.spread = spread
        self.bench = bench
    }

    /// Fills the database of the settings and measures it.
    ///
    /// - Parameter boxes: a file to write boxes of about 200 reports into, one a line as `west,south,east,north`.
    /// - Returns: one line for each measurement.
    public func run(_ settings: Settings, boxes file: String?) async throws -> String {
        let foundations = try await Foundations(settings, role: .owner, isDemo: true)
        try await foundations.seedTowns()
        let composition = try Composition(foundations, isDemo: false)
        try await composition.towns.refresh()
        guard let town = composition.towns.municipality(Self.town),
            let seeds = PublicSeeds(reports: reports, spread: spread, town: town)
        else { throw Maintenance.Fault(description: "there is no town “\(Self.town)” with an outline") }
        let store = SQLPublicReportStore(database: foundations.database)
        let now = foundations.clock.now
        try await seeds.fill(foundations.database, at: now)
        let boxes = try await seeds.boxes(of: 200, count: 400, in: store)
        if let file { try Data(boxes.map(\.typed).joined(separator: "\n").utf8).write(to: URL(filePath: file)) }
        let probes = seeds.probes(count: 400, at: now)
        let lines =
            try await measured(store, boxes, seeds, at: now) + [
                similar(probes, composition.findSimilarReports, in: town)
            ]
        await foundations.database.close()
        return lines.joined(separator: "\n")
    }

    /// What somebody waits for between two steps of the form.
    private func similar(_ probes: [DuplicateProbe], _ find: FindSimilarReports, in town: Municipality) async throws
        -> String
    {
        let figures = try await bench.alone.measure { _, round in
            _ = try await find(to: probes[round % probes.count], for: .everyone, in: town)
        }
        return "similar reports, one caller: \(figures)"
    }

    private func measured(
        _ store: SQLPublicReportStore,
        _ boxes: [MapBox],
        _ seeds: PublicSeeds,
        at now: Instant
    ) async throws -> [String] {
        let small = try await bench.measure { caller, round in
            _ = try await store.map(of: boxes[(caller * 7 + round) % boxes.count], PublicFilter(), in: Self.town)
        }
        let whole = seeds.area
        let city = try await bench.measure { _, _ in
            _ = try await store.map(of: whole, PublicFilter(), in: Self.town)
        }
        let filtered = try await bench.measure { _, _ in
            _ = try await store.map(of: whole, PublicFilter(status: .done), in: Self.town)
        }
        // What one reader waits for: the others would only wait for each other.
        let alone = bench.alone
        let list = try await bench.measure { _, _ in
            _ = try await store.entries(PublicQuery(limit: 20), in: Self.town)
        }
        var lines = [
            "box: \(small)", "list, as many callers: \(list)", "whole town: \(city)",
            "whole town, filtered: \(filtered)",
        ]
        for (name, query) in seeds.queries {
            let figures = try await alone.measure { _, _ in _ = try await store.entries(query, in: Self.town) }
            lines.append("\(name), one caller: \(figures)")
        }
        for (name, search) in seeds.searches(at: now) {
            let figures = try await alone.measure { _, _ in _ = try await store.reports(search, in: Self.town) }
            lines.append("\(name), which ones, one caller: \(figures)")
        }
        let feed = PublicQuery(filter: PublicFilter(kind: .question), limit: 50)
        let changes = try await alone.measure { _, _ in _ = try await store.changes(feed, in: Self.town) }
        return lines + ["feed, nothing found, one caller: \(changes)"]
    }
}

extension MapBox {
    /// As a query writes it.
    var typed: String { [west, south, east, north].map { "\($0)" }.joined(separator: ",") }
}
