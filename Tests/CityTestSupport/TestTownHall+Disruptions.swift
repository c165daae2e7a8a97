public import CityDomain
public import CityKit
public import CityStorage

extension TestTownHall {
    public var disruptionStore: SQLDisruptionStore { SQLDisruptionStore(database: database) }

    public var announceDisruptions: AnnounceDisruptions {
        AnnounceDisruptions(store: disruptionStore, randomness: randomness, audit: audit)
    }

    public var readDisruptions: ReadDisruptions { ReadDisruptions(store: disruptionStore) }

    /// Announces one as an administrator.
    public func announce(_ form: DisruptionForm, in town: Municipality) async throws -> ID<Disruption> {
        let work = AnnounceDisruptions.Work(by: .administrator, in: town, at: now)
        return try await announceDisruptions.announce(form, work)
    }
}

extension DisruptionForm {
    /// A planned break some days after the Monday of tests, in the evening.
    public static let upcoming = sample(from: "2026-05-05 20:00", until: "2026-05-05 22:00")

    /// - Parameters:
    ///   - from: `2026-04-27 20:00`; empty for none.
    public static func sample(
        _ kind: Disruption.Kind = .planned,
        from: String,
        until: String,
        _ words: [Language: String] = [.polish: "Nie da się wysłać zgłoszenia."]
    ) -> Self {
        Self(kind: kind.rawValue, from: Moment(from), until: Moment(until), words: words)
    }
}

extension DisruptionForm.Moment {
    fileprivate init(_ text: String) {
        let parts = text.split(separator: " ").map(String.init)
        self.init(day: parts.first ?? "", time: parts.count > 1 ? parts[1] : "")
    }
}
