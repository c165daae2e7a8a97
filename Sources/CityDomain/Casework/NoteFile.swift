public import CityKit

/// A file that the office added to a note of a case. Its content and its name are sealed under the key of the case.
public struct NoteFile: Sendable, Equatable {
    public let id: ID<NoteFile>
    public let line: ID<CaseLine>
    public let state: State

    public enum State: Sendable, Equatable {
        case kept(name: Sealed<PersonalText>, StoredFile)
        /// It was the wrong one; neither content nor name are left.
        case removed(by: Officer, at: Instant)
    }

    public init(id: ID<NoteFile>, line: ID<CaseLine>, _ state: State) {
        self.id = id
        self.line = line
        self.state = state
    }

    static func slot(_ id: ID<NoteFile>, in town: ID<Municipality>) -> Slot {
        Slot(town, table: "note_files", row: id, column: "name")
    }

    /// Files that a note may have.
    public static let mostOfNote = 5

    /// Octets of one file.
    public static let largest = 20_000_000

    /// Letters and signs of a name.
    static let longestName = 120
}

/// A file of a note for somebody of the office. Lives as long as one request.
public struct OpenNoteFile: Personal {
    public let id: ID<NoteFile>
    /// Nil once it was removed.
    public let kept: Kept?

    public struct Kept: Personal {
        /// As the file was called where it came from.
        public let name: String
        /// Octets.
        public let size: Int
        let file: StoredFile
    }

    init(_ file: NoteFile, under key: any DataKey, in town: ID<Municipality>) throws {
        id = file.id
        kept =
            switch file.state {
            case .kept(let name, let stored):
                Kept(
                    name: try key.open(name, in: NoteFile.slot(id, in: town)).words,
                    size: stored.size,
                    file: stored
                )
            case .removed: nil
            }
    }
}

/// What can be wrong with a file for a note.
public enum NoteFileFailure: Failure, Hashable {
    case empty
    /// More than `limit` octets.
    case tooLarge(limit: Int)
    case tooMany(limit: Int)
    /// None of the kinds that are taken, by its name or by its content.
    case kindNotTaken
    /// There is no such file, or somebody removed it.
    case gone

    public var kind: FailureKind {
        switch self {
        case .gone: .notFound
        default: .invalid(field: "files")
        }
    }

    public var text: Text {
        switch self {
        case .empty: Text("noteFile.failure.empty")
        case .tooLarge(let limit): Text("noteFile.failure.tooLarge", ["megabytes": .number(limit / 1_000_000)])
        case .tooMany(let limit): Text("noteFile.failure.tooMany", ["limit": .number(limit)])
        case .kindNotTaken: Text("noteFile.failure.kindNotTaken")
        case .gone: Text("noteFile.failure.gone")
        }
    }
}
