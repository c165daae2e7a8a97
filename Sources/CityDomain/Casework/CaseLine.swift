public import CityKit

/// A line of what the office keeps of a case for itself (I-04): neither the public nor the reporter sees it.
public struct CaseLine: Sendable, Equatable {
    public let id: ID<CaseLine>
    public let report: ID<Report>
    public let author: Officer
    public let at: Instant
    public let act: Act
    /// What the author wrote, sealed under the key of the case.
    public let words: Sealed<PersonalText>?

    public enum Act: Sendable, Equatable {
        case noted
        /// Somebody leads the case from now on; nil for nobody.
        case assigned(ID<Staff>?)
        /// Its file was handed to the records system; the words say under which sign.
        case filed
        /// A further unit is asked to take part, no longer asked, or has said something.
        case unitAsked(ID<Unit>)
        case unitReleased(ID<Unit>)
        case unitAnswered(ID<Unit>)
        case unitDeclined(ID<Unit>)
        /// The unit gave the case back to those who give cases to units; it stays with the unit after all.
        case returned
        case kept
    }

    public init(
        id: ID<CaseLine>,
        report: ID<Report>,
        author: Officer,
        at: Instant,
        act: Act,
        words: Sealed<PersonalText>?
    ) {
        self.id = id
        self.report = report
        self.author = author
        self.at = at
        self.act = act
        self.words = words
    }

    static func slot(_ id: ID<CaseLine>, in town: ID<Municipality>) -> Slot {
        Slot(town, table: "case_lines", row: id, column: "words")
    }

    /// Letters and signs of a note.
    public static let longestWords = 4_000
}

/// What the office keeps of a case besides the report, as it is stored.
public struct SealedCasework: Sendable {
    public let lead: ID<Staff>?
    /// The oldest first.
    public let lines: [CaseLine]
    /// Of each line in their order.
    public let files: [NoteFile]
    public let watchers: Set<ID<Staff>>
    /// The first one asked first.
    public let units: [FurtherUnit]
    /// The unit gave it back, and nobody has given it on yet.
    public let isReturned: Bool

    public init(
        lead: ID<Staff>?,
        lines: [CaseLine],
        files: [NoteFile],
        watchers: Set<ID<Staff>>,
        units: [FurtherUnit],
        isReturned: Bool
    ) {
        self.lead = lead
        self.lines = lines
        self.files = files
        self.watchers = watchers
        self.units = units
        self.isReturned = isReturned
    }
}
