public import CityKit

/// What somebody signs whom a clerk wrote down at the counter: the consent to be written to in electronic ways, with the data
/// that were given (RC-07, I-36). The signed sheet is kept by the office.
public struct ConsentPaper: Personal, Equatable {
    public let person: OpenRecipient
    /// The person's where the consent and the pages of the town have it, else the first of the town's.
    public let language: Language
    /// What is agreed to, in the version of `person.recipient.consent`.
    public let text: String
}

extension KeepRecipients {
    /// - Throws: `RecipientFailure.unknown` also for people who need no paper, since their consent came in another way;
    ///   `.consentOutdated` when the text has changed since, so that nobody signs another one than was agreed to.
    public func consentPaper(
        of id: ID<RegisteredRecipient>,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws -> ConsentPaper {
        let rules = try rules(by: caller, in: town)
        let person = try await one(id, by: caller, in: town, at: now)
        guard person.recipient.origin.way.needsDocument else { throw RecipientFailure.unknown }
        guard person.recipient.consent.version == rules.consent.version else { throw RecipientFailure.consentOutdated }
        let languages = town.profile.languages.filter { rules.consent.text.words[$0] != nil }
        let wanted = languages.contains(person.recipient.language) ? person.recipient.language : languages.first
        let language = wanted ?? .polish
        return ConsentPaper(person: person, language: language, text: rules.consent.text[language])
    }
}
