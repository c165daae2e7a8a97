public import CityKit

/// A term that runs for an open report.
public struct RunningTerm: Sendable, Equatable {
    public let report: ReportNumber
    public let startedOn: CivilDate
    public let within: Period

    public init(report: ReportNumber, startedOn: CivilDate, within: Period) {
        self.report = report
        self.startedOn = startedOn
        self.within = within
    }
}

extension ConfigureTown {
    /// The open reports whose running terms end on another day by the calendar of `town`, by number. A term keeps the length
    /// that it began with, but days off count anew for it; times of waiting are left out here.
    ///
    /// - Parameter old: the town as it is.
    public func moved(from old: Municipality, to town: Municipality, _ work: Work) async throws -> [ReportNumber] {
        _ = try work.caller.using(.configureTown)
        guard old.profile.closedDays != town.profile.closedDays else { return [] }
        let moved = try await store.runningTerms(in: work.town.id).filter { term in
            term.within.end(from: term.startedOn, in: old.calendar)
                != term.within.end(from: term.startedOn, in: town.calendar)
        }
        return Set(moved.map(\.report)).sorted()
    }
}
