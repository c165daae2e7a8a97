public import CityKit

/// What a town uses personal data for and on which legal basis (GDPR articles 5(1)(b) and 13(1)(c); K16): an element of
/// `purposes` in `rules.json5`.
public struct PurposeRule: Sendable, Equatable, Decodable {
    public let purpose: ProcessingPurpose
    /// In the order of article 6(1), at least one.
    public let bases: [LegalBasis]
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?
}

/// What personal data are used for.
public enum ProcessingPurpose: String, Sendable, Codable, CaseIterable {
    /// Residents and the office talk through the system: accounts, letters, news.
    case communication
    /// Reports and questions are handled and answered.
    case reports
    /// What law or the public interest asks of the office: archives, requests of persons, breaches.
    case duties
    /// Contracts with those who work for the town.
    case contracts
}

/// A point of article 6(1) GDPR that allows a use of personal data; public bodies cannot use point (f) in their tasks.
public enum LegalBasis: String, Sendable, Codable, CaseIterable {
    case consent, contract, legalObligation, vitalInterests, publicTask

    /// The letter of the point.
    public var point: String {
        switch self {
        case .consent: "a"
        case .contract: "b"
        case .legalObligation: "c"
        case .vitalInterests: "d"
        case .publicTask: "e"
        }
    }
}
