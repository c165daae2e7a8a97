import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// The clock of a request: one month, two more with notice in the first (GDPR article 12(3)).
@Suite struct RightsRequestTests {
    private static func request(_ day: CivilDate, in town: Municipality) -> RightsRequest {
        let now = town.clock.start(of: day) + .hours(10)
        return RightsRequest(ID("q"), of: ID("r"), .rectification, at: now, in: town)
    }

    @Test(
        "A month ends on the day of the same number; on the next working day where that is none",
        .clause("suprasl/VII a13"),
        arguments: [
            (CivilDate(2026, 4, 27), "2026-05-27", "2026-07-27"),
            // The last day of a shorter month.
            (CivilDate(2026, 1, 31), "2026-03-02", "2026-04-30"),
            // A Sunday, and Christmas.
            (CivilDate(2026, 4, 10), "2026-05-11", "2026-07-10"), (CivilDate(2026, 11, 25), "2026-12-28", "2027-02-25"),
        ]
    )
    func terms(day: CivilDate, due: String, extended: String) throws {
        let town = try ProjectTown.named("suprasl")
        var request = Self.request(day, in: town)
        #expect("\(request.due)" == due)
        try request.extend(on: day + 3, in: town)
        #expect("\(request.due)" == extended)
        #expect(request.extendedOn == day + 3)
    }

    @Test("More time is taken once, while the first month runs and nothing is answered", .clause("suprasl/VII a13"))
    func extending() throws {
        let town = try ProjectTown.named("suprasl")
        let day = CivilDate(2026, 4, 27)
        var late = Self.request(day, in: town)
        #expect(throws: RightsFailure.tooLateToExtend) { try late.extend(on: CivilDate(2026, 5, 28), in: town) }
        try late.extend(on: CivilDate(2026, 5, 27), in: town)
        #expect(throws: RightsFailure.extendedBefore) { try late.extend(on: CivilDate(2026, 5, 27), in: town) }
        var closed = Self.request(day, in: town)
        try closed.close(.refused, at: .monday)
        #expect(throws: RightsFailure.closed) { try closed.extend(on: day, in: town) }
        #expect(throws: RightsFailure.closed) { try closed.close(.granted, at: .monday) }
        #expect(throws: RightsFailure.closed) { try closed.identify(.confirmed) }
        #expect(!closed.isOverdue(on: CivilDate(2027, 1, 1)))
        #expect(late.isOverdue(on: CivilDate(2026, 7, 28)) && !late.isOverdue(on: CivilDate(2026, 7, 27)))
    }
}
