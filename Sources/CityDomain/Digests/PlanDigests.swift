public import CityKit

/// Makes the letters of a morning, one for each person of the office who has something to be reminded of. A start that came
/// late, or again after a crash, makes those that are missing.
public struct PlanDigests: Sendable {
    private let digests: any DigestStore
    private let compose: ComposeDigest
    private let staff: any StaffStore
    private let randomness: any Randomness

    public init(
        digests: any DigestStore,
        compose: ComposeDigest,
        staff: any StaffStore,
        randomness: any Randomness
    ) {
        self.digests = digests
        self.compose = compose
        self.staff = staff
        self.randomness = randomness
    }

    /// Days for which it is known whose letters were made.
    private static let remembered = 7

    /// - Returns: how many letters were made; none before the time of the town's rule, on a day off, and once all are made.
    ///   A town whose office nobody has entered yet waits for the first one.
    @discardableResult
    public func callAsFunction(in town: Municipality, at now: Instant) async throws -> Int {
        let today = town.clock.date(of: now)
        guard let rule = town.reports.digest, town.calendar.isWorkingDay(today), town.clock.time(of: now) >= rule.at,
            try await digests.lastDay(in: town.id).map({ $0 < today }) ?? true,
            let morning = try await compose.morning(of: today, in: town)
        else { return 0 }
        let people = try await staff.people(in: town.id).filter(\.isAtWork)
        guard !people.isEmpty else { return 0 }
        var made = 0
        for person in people {
            guard try await !compose(for: person.staff, on: morning).isEmpty else { continue }
            let digest = StaffDigest(id: randomness.id(at: now), staff: person.staff.id, day: today, createdAt: now)
            try await digests.add(digest, in: town.id)
            made += 1
        }
        try await digests.conclude(today, forgetting: today - Self.remembered, in: town.id)
        return made
    }
}
