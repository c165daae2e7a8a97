public import CityKit

/// Turns the files of a town into a `Municipality`, or tells everything that is wrong with them.
public struct MunicipalityDecoder: Sendable {
    private let calendars: [String: HolidayCalendar]
    private let texts: OwnTexts?

    /// - Parameters:
    ///   - calendars: the public holidays by the name a town writes in `calendar`.
    ///   - texts: what a town may put own words to; nil leaves them unchecked.
    public init(calendars: [String: HolidayCalendar], texts: OwnTexts? = nil) {
        self.calendars = calendars
        self.texts = texts
    }

    /// - Parameter revision: from 1; the number the deadlines of this revision carry.
    /// - Throws: every fault of every file at once.
    public func decode(_ files: MunicipalityFiles, revision: Int) throws(FileFaults) -> Municipality {
        let parts = MunicipalityParts(files)
        let faults = faults(of: parts)
        guard faults.isEmpty, let town = municipality(parts, revision: revision) else { throw FileFaults(faults) }
        return town
    }

    /// Everything that is wrong with the files: what cannot be read, and what does not fit together.
    public func faults(in files: MunicipalityFiles) -> [FileFault] { faults(of: MunicipalityParts(files)) }

    /// A town's own words whose gaps are not those of the program's texts; asked before a revision is stored.
    public func faultsOfWords(in town: Municipality) -> [FileFault] {
        texts.map { OwnWordsCheck(words: town.words, texts: $0, town: town.id).gaps } ?? []
    }

    private func faults(of parts: MunicipalityParts) -> [FileFault] {
        parts.faults + MunicipalityValidator(calendars: Set(calendars.keys), texts: texts).faults(in: parts)
    }

    /// The town as its files say it, whether it fits together or not; nil when a part cannot be read.
    func municipality(_ parts: MunicipalityParts, revision: Int) -> Municipality? {
        guard let profile = parts.profile, let list = parts.list, let rules = parts.rules,
            let clock = LocalClock(zone: profile.timeZone), let holidays = calendars[profile.calendar]
        else { return nil }
        return Municipality(
            id: parts.files.town,
            revision: revision,
            profile: profile,
            units: list.units,
            groups: list.groups,
            categories: list.categories,
            reports: rules.reports ?? .noReports,
            accounts: rules.accounts,
            complaints: rules.complaints,
            questions: rules.questions,
            ideas: rules.ideas,
            recipients: rules.recipients,
            disruptions: rules.disruptions,
            closing: rules.closing,
            retentionRules: rules.retention ?? [],
            purposes: rules.purposes ?? [],
            calendar: WorkingCalendar(holidays, closedDays: profile.closedDays),
            clock: clock,
            regulation: profile.regulation.compactMap { RegulationVersion($0, in: parts.files) },
            words: parts.words,
            boundary: parts.boundary,
            streets: parts.streets,
            managedLand: parts.managedLand,
            districts: parts.districts
        )
    }
}

extension RegulationVersion {
    init?(_ version: Profile.Regulation, in files: MunicipalityFiles) {
        guard let text = files.contents["regulation/\(version.file)"] else { return nil }
        self.init(version: version.version, effective: version.effective, language: version.language, text: text)
    }
}
