public import CityKit

/// The authority of an account to act for another person (A-56, K27): its owner asks for it with the data of the document,
/// the office sees the document and grants it, or refuses.
public struct Representation: Sendable, Equatable {
    public let id: ID<Representation>
    /// Whose account acts.
    public let resident: ID<Resident>
    public let kind: Kind
    /// The first day on which it can be used.
    public let validFrom: CivilDate
    /// The last one; nil where the document names none.
    public let validTo: CivilDate?
    public let askedAt: Instant
    public private(set) var state: State
    /// When the state became what it is.
    public private(set) var changedAt: Instant
    /// From then on it is over: by its last day, or because somebody ended it. Nil while no end is known.
    public private(set) var endsAt: Instant?

    /// On what the authority rests.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case powerOfAttorney
        /// A parent, or somebody else whom the law names.
        case statutory
        /// Appointed by a court for somebody who cannot act alone.
        case guardian
        /// Of a company or another legal person.
        case body

        public var text: Text { Text("representation.kind.\(rawValue)") }
    }

    public enum State: String, Sendable, CaseIterable {
        case asked, granted
        case refused
        /// Ended by the office.
        case withdrawn
        /// Ended, or taken back before the office decided, by the owner of the account.
        case givenUp
    }

    public init(
        id: ID<Representation>,
        resident: ID<Resident>,
        kind: Kind,
        validFrom: CivilDate,
        validTo: CivilDate?,
        askedAt: Instant,
        state: State,
        changedAt: Instant,
        endsAt: Instant?
    ) {
        self.id = id
        self.resident = resident
        self.kind = kind
        self.validFrom = validFrom
        self.validTo = validTo
        self.askedAt = askedAt
        self.state = state
        self.changedAt = changedAt
        self.endsAt = endsAt
    }
}

// MARK: - How it moves

extension Representation {
    /// - Throws: `RepresentationFailure.decided`; `.validTo` when its last day is over.
    mutating func grant(at now: Instant, in town: Municipality) throws(RepresentationFailure) {
        guard state == .asked else { throw .decided }
        if let validTo, validTo < town.clock.date(of: now) { throw .validTo }
        (state, changedAt) = (.granted, now)
        endsAt = validTo.map { town.clock.start(of: $0 + 1) }
    }

    /// - Throws: `RepresentationFailure.decided`.
    mutating func refuse(at now: Instant) throws(RepresentationFailure) {
        guard state == .asked else { throw .decided }
        end(as: .refused, at: now)
    }

    /// - Throws: `RepresentationFailure.decided` when it was not granted, or is over.
    mutating func withdraw(at now: Instant) throws(RepresentationFailure) {
        guard state == .granted, !isOver(at: now) else { throw .decided }
        end(as: .withdrawn, at: now)
    }

    /// - Throws: `RepresentationFailure.decided` when it was refused, or is over.
    mutating func giveUp(at now: Instant) throws(RepresentationFailure) {
        guard state == .asked || state == .granted, !isOver(at: now) else { throw .decided }
        end(as: .givenUp, at: now)
    }

    private mutating func end(as state: State, at now: Instant) {
        (self.state, changedAt, endsAt) = (state, now, now)
    }

    private func isOver(at now: Instant) -> Bool { endsAt.map { $0 <= now } ?? false }
}

// MARK: - What it is now

extension Representation {
    /// How it stands on a day, for people.
    public enum Standing: String, Sendable, CaseIterable {
        case asked, refused, withdrawn, givenUp
        /// Granted, and its first day is still to come.
        case coming
        case valid
        /// Its last day is over.
        case expired

        public var text: Text { Text("representation.standing.\(rawValue)") }
    }

    /// Whether the office granted it and has to look once more.
    public var isAskedAgain: Bool { state == .asked && changedAt > askedAt }

    public func standing(at now: Instant, in town: Municipality) -> Standing {
        switch state {
        case .asked: .asked
        case .refused: .refused
        case .withdrawn: .withdrawn
        case .givenUp: .givenUp
        case .granted: isOver(at: now) ? .expired : validFrom > town.clock.date(of: now) ? .coming : .valid
        }
    }
}

/// What the document says. Sealed under the key of the person who acts.
public struct RepresentationDetails: Sealable, Personal, Codable, Hashable {
    public let represented: Represented
    public let documentNumber: String
    public let documentDate: CivilDate

    public init(represented: Represented, documentNumber: String, documentDate: CivilDate) {
        self.represented = represented
        self.documentNumber = documentNumber
        self.documentDate = documentDate
    }
}

/// The other person.
public struct Represented: Personal, Codable, Hashable {
    public let name: String
    /// In the register of companies, its digits alone; nil for a natural person.
    public let registerNumber: String?

    public init(name: String, registerNumber: String?) {
        self.name = name
        self.registerNumber = registerNumber
    }

    /// The name, and the number of a company after it.
    public var words: String { registerNumber.map { "\(name) (\($0))" } ?? name }
}

/// For whom a report was made and who acted, as it stood when it was sent. Sealed with the contact data of the report.
public struct ActingFor: Personal, Codable, Hashable {
    public let represented: Represented
    public let kind: Representation.Kind
    /// The names of the account that acted.
    public let actor: String

    public init(represented: Represented, kind: Representation.Kind, actor: String) {
        self.represented = represented
        self.kind = kind
        self.actor = actor
    }
}
