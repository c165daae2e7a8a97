public import CityKit

/// What somebody of the office typed of a disruption: days and times on the town's clock, words by language.
public struct DisruptionForm: Sendable, Equatable {
    let kind: String
    let from: Moment
    let until: Moment
    let words: [Language: String]

    /// A day such as `2026-04-27` and a time such as `08:15`.
    public struct Moment: Sendable, Equatable {
        let day: String
        let time: String

        public init(day: String, time: String) {
            self.day = day.trimmingSpaces()
            self.time = time.trimmingSpaces()
        }

        var isEmpty: Bool { day.isEmpty && time.isEmpty }
    }

    public init(kind: String, from: Moment, until: Moment, words: [Language: String]) {
        self.kind = kind
        self.from = from
        self.until = until
        self.words = words.mapValues { $0.trimmingSpaces() }.filter { !$0.value.isEmpty }
    }

    /// Unicode scalars of the words of one language.
    public static let longest = 500

    /// The name of the field with the words of a language.
    public static func field(of language: Language) -> String { "words-\(language.rawValue)" }

    /// What is announced. A fault that names no start has begun now.
    ///
    /// - Throws: `Failures` with `DisruptionFailure`.
    public func checked(in town: Municipality, at now: Instant) throws(Failures) -> (
        kind: Disruption.Kind, course: Disruption.Course
    ) {
        var failures: [DisruptionFailure] = []
        let kind = Disruption.Kind(rawValue: kind)
        if kind == nil { failures.append(DisruptionFailure.kindMissing) }
        let start = start(of: kind, town.clock, now, &failures)
        let end = end(of: kind, after: start, town.clock, now, &failures)
        failures += faults(ofWordsIn: town)
        guard failures.isEmpty, let kind, let start else { throw Failures(failures) }
        let spoken = words.filter { town.profile.languages.contains($0.key) }
        return (kind, Disruption.Course(from: start, until: end, words: spoken))
    }

    private func start(
        of kind: Disruption.Kind?,
        _ clock: LocalClock,
        _ now: Instant,
        _ failures: inout [DisruptionFailure]
    ) -> Instant? {
        if from.isEmpty, kind == .unplanned { return now }
        guard let (day, time) = from.read else {
            failures.append(DisruptionFailure.startMissing)
            return nil
        }
        guard clock.shows(time, on: day) else {
            failures.append(DisruptionFailure.startSkipped)
            return nil
        }
        return clock.instant(of: day, at: time)
    }

    private func end(
        of kind: Disruption.Kind?,
        after start: Instant?,
        _ clock: LocalClock,
        _ now: Instant,
        _ failures: inout [DisruptionFailure]
    ) -> Instant? {
        if until.isEmpty {
            if kind == .planned { failures.append(DisruptionFailure.endMissing) }
            return nil
        }
        guard let (day, time) = until.read else {
            failures.append(DisruptionFailure.endMalformed)
            return nil
        }
        guard clock.shows(time, on: day) else {
            failures.append(DisruptionFailure.endSkipped)
            return nil
        }
        let end = clock.lastInstant(of: day, at: time)
        if end <= now { failures.append(DisruptionFailure.endPassed) }
        if let start, end <= start { failures.append(DisruptionFailure.endBeforeStart) }
        return end
    }

    private func faults(ofWordsIn town: Municipality) -> [DisruptionFailure] {
        town.profile.languages.enumerated().compactMap { index, language in
            let length = words[language]?.unicodeScalars.count ?? 0
            if length > Self.longest { return DisruptionFailure.wordsTooLong(language, limit: Self.longest) }
            return index == 0 && length == 0 ? DisruptionFailure.wordsMissing(language) : nil
        }
    }
}

extension DisruptionForm.Moment {
    fileprivate var read: (CivilDate, TimeOfDay)? {
        guard let day = CivilDate(day), let time = TimeOfDay(time) else { return nil }
        return (day, time)
    }
}

extension LocalClock {
    /// Whether there is such a time on that day: in spring an hour is skipped.
    fileprivate func shows(_ time: TimeOfDay, on day: CivilDate) -> Bool {
        self.time(of: instant(of: day, at: time)) == time
    }

    /// The last time the clock shows it: in autumn an hour comes twice, and what was announced is not over before that.
    fileprivate func lastInstant(of day: CivilDate, at time: TimeOfDay) -> Instant {
        let first = instant(of: day, at: time)
        let hourLater = first + .hours(1)
        return date(of: hourLater) == day && self.time(of: hourLater) == time ? hourLater : first
    }
}
