public import CityKit

/// Everything a backup has to know about a state of the database.
public struct BackupSurvey: Sendable, Equatable {
    public let contents: BackupContents
    /// The files that rows name, in the order of their names.
    public let files: [ID<StoredFile>]

    public init(contents: BackupContents, files: [ID<StoredFile>]) {
        self.contents = contents
        self.files = files
    }
}

/// How far a backup command is.
public struct BackupProgress: Sendable, Equatable {
    public enum Step: String, Sendable {
        case database = "Database"
        case files = "Files"
        case check = "Checking"
    }

    public let step: Step
    /// From 0 to 1.
    public let share: Double

    public init(_ step: Step, share: Double) {
        self.step = step
        self.share = share
    }
}
