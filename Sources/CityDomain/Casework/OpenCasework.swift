public import CityKit

/// What the office keeps of a case besides the report, for somebody of the office. Lives as long as one request.
public struct OpenCasework: Personal {
    /// Who leads the case.
    public let lead: Colleague?
    /// Who does the work of the lead, who is away today.
    public let standIn: PersonName?
    /// Whether the reader watches it.
    public let isWatched: Bool
    /// The oldest first.
    public let lines: [Line]
    /// Who may lead it, for a reader who may say so; nobody for others, and once it is over.
    public let candidates: [Colleague]
    /// Units that take part besides the one that leads it, the first one asked first.
    public let units: [FurtherUnit]
    /// Those of them that have to answer, and for which the reader may.
    public let answersFor: [ID<Unit>]
    /// The unit gave it back, and nobody has given it on yet.
    public let isReturned: Bool
    /// Whether the reader may give it back.
    public let mayBeReturned: Bool

    public struct Line: Personal {
        public let at: Instant
        /// Nil for a program.
        public let author: PersonName?
        public let act: Act
        public let words: String?
        public let files: [OpenNoteFile]

        public enum Act: Sendable, Equatable {
            case noted
            case assigned(to: PersonName)
            case unassigned
            case filed
            case unitAsked(ID<Unit>)
            case unitReleased(ID<Unit>)
            case unitAnswered(ID<Unit>)
            case unitDeclined(ID<Unit>)
            case returned
            case kept
        }

        init(
            _ line: CaseLine,
            words: String?,
            files: [OpenNoteFile],
            names: [ID<Staff>: PersonName]
        ) {
            at = line.at
            author = if case .staff(let id) = line.author { names[id] } else { nil }
            act =
                switch line.act {
                case .noted: .noted
                case .filed: .filed
                case .assigned(let lead): lead.flatMap { names[$0] }.map(Act.assigned) ?? .unassigned
                case .unitAsked(let unit): .unitAsked(unit)
                case .unitReleased(let unit): .unitReleased(unit)
                case .unitAnswered(let unit): .unitAnswered(unit)
                case .unitDeclined(let unit): .unitDeclined(unit)
                case .returned: .returned
                case .kept: .kept
                }
            self.words = words
            self.files = files
        }
    }

    public static let nothing = Self(
        lead: nil,
        standIn: nil,
        isWatched: false,
        lines: [],
        candidates: [],
        units: [],
        answersFor: [],
        isReturned: false,
        mayBeReturned: false
    )
}
