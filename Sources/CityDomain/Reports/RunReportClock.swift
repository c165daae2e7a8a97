public import CityKit

/// What time does by itself: closes reports whose question nobody answered, takes finished ones off the public list,
/// counts terms anew when a calendar has changed. Each report in a transaction of its own, decided by what it is then.
public struct RunReportClock: Sendable {
    private let reports: any ReportStore
    private let slice: Int

    /// - Parameter slice: reports taken from the store at once.
    public init(reports: any ReportStore, slice: Int = 200) {
        self.reports = reports
        self.slice = slice
    }

    /// - Returns: how many reports changed.
    @discardableResult
    public func callAsFunction(in town: Municipality, at now: Instant) async throws -> Int {
        let today = town.clock.date(of: now)
        let closed = try await each({ try await reports.unanswered(on: today, limit: slice, in: town.id) }, in: town) {
            $0.closeUnanswered(at: now, in: town)
        }
        let hidden = try await each({ try await reports.toHide(on: today, limit: slice, in: town.id) }, in: town) {
            $0.hide(at: now, in: town)
        }
        let revision = town.revision
        let old = { try await reports.countedBefore(revision, limit: slice, in: town.id) }
        let recounted = try await each(old, in: town) {
            $0.recount(in: town)
            return true
        }
        return closed + hidden + recounted
    }

    /// Takes slice after slice until one brings nothing new.
    private func each(
        _ numbers: () async throws -> [ReportNumber],
        in town: Municipality,
        _ act: @escaping @Sendable (inout Report) -> Bool
    ) async throws -> Int {
        var changed = 0
        while true {
            let found = try await numbers()
            var changedNow = 0
            for number in found where try await isChanged(number, in: town, act) { changedNow += 1 }
            changed += changedNow
            guard found.count == slice, changedNow > 0 else { return changed }
        }
    }

    private func isChanged(
        _ number: ReportNumber,
        in town: Municipality,
        _ act: @escaping @Sendable (inout Report) -> Bool
    ) async throws -> Bool {
        do {
            _ = try await reports.change(number, in: town.id, by: town.clock) { report in
                guard act(&report) else { throw Unchanged() }
                return ReportChange()
            }
            return true
        } catch is Unchanged {
            return false
        }
    }

    private struct Unchanged: Error {}
}
