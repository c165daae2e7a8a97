public import CityKit

/// A new report as the search for earlier ones sees it.
public struct DuplicateProbe: Sendable, Equatable {
    public let category: ID<Category>
    /// The other categories of its group.
    public let relatives: Set<ID<Category>>
    public let place: Place
    public let description: String
    /// When it came, or would come.
    public let at: Instant

    public init(
        category: ID<Category>,
        relatives: Set<ID<Category>>,
        place: Place,
        description: String,
        at now: Instant
    ) {
        self.category = category
        self.relatives = relatives
        self.place = place
        self.description = description
        at = now
    }

    public init(category: Category, place: Place, description: String, at now: Instant, in town: Municipality) {
        let group = town.categories.filter { $0.group == category.group && $0.id != category.id }
        self.init(
            category: category.id,
            relatives: Set(group.map(\.id)),
            place: place,
            description: description,
            at: now
        )
    }

    /// Nil while the submission has no category that the town knows.
    public init?(_ submission: Submission, in town: Municipality, at now: Instant) {
        guard let category = town.category(ID(submission.category)) else { return nil }
        let address = submission.address.trimmingSpaces()
        self.init(
            category: category,
            place: Place(address: address.isEmpty ? nil : address, point: submission.point, hint: nil),
            description: submission.description,
            at: now,
            in: town
        )
    }

    /// Nil for a category of another group.
    func kinship(to other: ID<Category>) -> DuplicateScore.Kinship? {
        if other == category { return .sameCategory }
        return relatives.contains(other) ? .sameGroup : nil
    }

    /// Only reports that came from this moment on are looked at.
    public var since: Instant { at - .days(Int64(DuplicateScore.oldest)) }
}

/// An open report that was there before, as far as the ranking has to know it.
public struct EarlierReport: Sendable, Equatable {
    public let number: ReportNumber
    public let category: ID<Category>
    public let receivedAt: Instant
    /// Its words may be missing: they are no place then.
    public let place: Place

    public init(number: ReportNumber, category: ID<Category>, receivedAt: Instant, place: Place) {
        self.number = number
        self.category = category
        self.receivedAt = receivedAt
        self.place = place
    }
}

extension DuplicateProbe {
    /// An earlier report and what speaks for it.
    public struct Ranked: Sendable, Equatable {
        public let report: EarlierReport
        public let evidence: DuplicateScore.Evidence
        public let score: Double

        /// What the same words would make of it.
        var best: Double { DuplicateScore.score(evidence, likeness: 1) }
    }

    /// The reports that may be the same thing, the likeliest first; the newest first among equals. Those too far away, of
    /// another group or from after the new report are left out.
    public func ranked(_ reports: [EarlierReport]) -> [Ranked] {
        let near = reports.compactMap(near)
        let crowds = near.filter { $0.meters <= DuplicateScore.place }.reduce(into: [:]) { crowds, item in
            crowds[item.report.category, default: 0] += 1
        }
        return near.map { item in
            let evidence = DuplicateScore.Evidence(
                meters: item.meters,
                days: (at - item.report.receivedAt) / .days(1),
                kinship: item.kinship,
                crowd: crowds[item.report.category] ?? 1
            )
            return Ranked(report: item.report, evidence: evidence, score: DuplicateScore.score(evidence))
        }.sorted(by: Ranked.precedes)
    }

    /// Without the other categories of the group where the same words at the same moment and spot would not bring one of
    /// them above `threshold`: so nobody has to read them.
    func narrowed(to threshold: Double) -> Self {
        let best = DuplicateScore.Evidence(meters: 0, days: 0, kinship: .sameGroup, crowd: 1)
        guard DuplicateScore.score(best, likeness: 1) <= threshold else { return self }
        return Self(category: category, relatives: [], place: place, description: description, at: at)
    }

    /// The same order once more, by the words as well.
    ///
    /// - Parameter words: what each of them says; those without words keep their score.
    public func ranked(_ ranked: some Sequence<Ranked>, words: [ReportNumber: String]) -> [Ranked] {
        let own = TextLikeness(description)
        return ranked.map { item in
            let likeness = words[item.report.number].map { own.likeness(to: TextLikeness($0)) } ?? 0
            let score = DuplicateScore.score(item.evidence, likeness: likeness)
            return Ranked(report: item.report, evidence: item.evidence, score: score)
        }.sorted(by: Ranked.precedes)
    }

    private struct Near {
        let report: EarlierReport
        let meters: Double
        let kinship: DuplicateScore.Kinship
    }

    /// Nil for a report that cannot be the same thing.
    private func near(_ report: EarlierReport) -> Near? {
        guard let kinship = kinship(to: report.category), (since...at).contains(report.receivedAt),
            let meters = place.meters(to: report.place)
        else { return nil }
        let reach = kinship == .sameCategory ? DuplicateScore.reach : DuplicateScore.place
        return meters <= reach ? Near(report: report, meters: meters, kinship: kinship) : nil
    }
}

extension DuplicateProbe.Ranked {
    fileprivate static func precedes(_ a: Self, _ b: Self) -> Bool {
        (a.score, a.report.receivedAt, a.report.number) > (b.score, b.report.receivedAt, b.report.number)
    }
}

extension Place {
    /// Metres between two points; 0 for the same address where one has no point; nil when nothing can be said.
    func meters(to other: Place) -> Double? {
        if let point, let there = other.point { return point.distance(to: there) }
        guard let own = addressWords, let theirs = other.addressWords else { return nil }
        return own == theirs ? 0 : nil
    }

    /// The words of an address that name a house: "ul. Zmyślona 21" is "Zmyślona 21". Nil for a street alone, which is
    /// no spot.
    var addressWords: Set<String>? {
        let words = SearchWords.of(address ?? "").filter { $0.count > 3 || $0.first?.isNumber == true }
        let numbers = words.count { $0.first?.isNumber == true }
        return numbers > 0 && numbers < words.count ? Set(words) : nil
    }
}
