public import CityKit

/// How many photos a report may have and what becomes of them (K03, K33): `reports.photos` in `rules.json5`.
public struct PhotoRules: Sendable, Equatable, Decodable {
    /// 0 where reports have no photos.
    public let max: Int
    public let publish: Publish
    /// What whoever sends a photo allows the town; nil where the regulation has no such licence.
    public let licence: Licence?
    /// What whoever sends a photo declares.
    public let declarations: [Declaration]?
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?

    public enum Publish: String, Sendable, Codable, CaseIterable {
        /// Photos are for the office alone.
        case never
        /// The office may release each photo by itself, after it has looked at it.
        case afterReview
    }

    public struct Licence: Sendable, Equatable, Decodable {
        /// What is allowed, in a few sentences; the regulation has all of it.
        public let text: LocalizedText
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    public struct Declaration: Sendable, Equatable, Decodable {
        public let about: PhotoDeclaration
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// The rules of a town that says nothing about photos.
    public static let standard = PhotoRules(
        max: 3,
        publish: .never,
        licence: nil,
        declarations: nil,
        clause: nil,
        also: nil,
        basis: nil
    )

    /// The most photos a town can allow.
    static let upperLimit = 10

    /// Whether a photo is taken only from somebody who agrees to a licence or declares something.
    public var needsConsent: Bool { licence != nil || !(declarations ?? []).isEmpty }

    /// What is recorded with a photo.
    ///
    /// - Parameters:
    ///   - accepted: the version of the regulation whose terms were accepted with the photo; empty when none.
    ///   - current: the version in force.
    /// - Returns: nil where nothing has to be accepted.
    /// - Throws: `ReportPhotoFailure.consentMissing`.
    public func consent(accepted: String, current: String) throws(ReportPhotoFailure) -> PhotoConsent? {
        guard needsConsent else { return nil }
        guard !accepted.isEmpty, accepted == current else { throw .consentMissing }
        return PhotoConsent(
            regulation: current,
            licence: licence == nil ? .none : .granted,
            declarations: (declarations ?? []).map(\.about)
        )
    }
}

/// What somebody can declare who sends a photo.
public enum PhotoDeclaration: String, Sendable, Codable, CaseIterable {
    /// The photo is the sender's own, or the sender may pass it on.
    case rights
    /// It shows what is there.
    case truth
    /// Those who can be recognised agree.
    case consentOfPeople
}

extension Municipality {
    /// The town's rules for photos, where it has none of its own the usual ones.
    public var photos: PhotoRules { reports.photos ?? .standard }
}

extension PhotoRules: Sourced { public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) } }
extension PhotoRules.Licence: Sourced { public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) } }
extension PhotoRules.Declaration: Sourced {
    public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) }
}
