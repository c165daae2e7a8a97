import CityKit

/// A photo as the one who covers parts of it sees it.
public struct OpenRedaction: Personal {
    public let photo: ReportPhoto
    /// Among the photos of its report, from 1.
    public let place: Int
    /// How many photos the report has.
    public let count: Int
    /// Empty when there is none.
    public let caption: String
    /// The oldest line first.
    public let log: [Line]

    /// A line of the log, with what was sealed opened.
    public struct Line: Personal {
        public let event: PhotoEvent
        /// Of the photo after it.
        public let version: Int
        public let caption: String?
        /// Nil for a program.
        public let author: PersonName?
    }

    /// What happened since somebody saw the photo so, the oldest line first.
    public func lines(since seen: Redaction.Seen) -> [Line] {
        let later = log.filter { $0.version > seen.version }
        return later.isEmpty ? log.suffix(1) : later
    }
}
