public import CityKit

/// What the office decided about a photo: which parts of it nobody sees, and what stands beside it.
public struct Redaction: Sendable {
    /// What stood on the page.
    public let seen: Seen
    public let areas: [PhotoArea]
    /// One line; empty for none.
    public let caption: String
    public let then: Then
    /// Whether somebody said that everybody may see the whole photo. Without it nothing is uncovered.
    public let uncovering: Uncovering

    public init(
        seeing seen: Seen,
        areas: [PhotoArea],
        caption: String,
        then: Then = .keep,
        uncovering: Uncovering = .refused
    ) {
        self.seen = seen
        self.areas = areas
        self.caption = caption
        self.then = then
        self.uncovering = uncovering
    }

    /// A state of a photo. Nobody decides about another one than the one they saw.
    public struct Seen: Sendable, Equatable {
        public let version: Int
        /// Nil for whoever does not mind who may see it.
        public let state: ReportPhoto.State?

        public init(version: Int, state: ReportPhoto.State?) {
            self.version = version
            self.state = state
        }

        func matches(_ photo: ReportPhoto) -> Bool {
            version == photo.version && (state == nil || state == photo.state)
        }

        public init(_ photo: ReportPhoto) { self.init(version: photo.version, state: photo.state) }
    }

    public enum Then: String, Sendable, CaseIterable {
        /// Whoever may see the photo now may see it afterwards.
        case keep
        /// Everybody may see it.
        case release
    }

    public enum Uncovering: Sendable {
        case refused, confirmed
    }

    /// The caption in one line.
    ///
    /// - Throws: `RedactionFailure.captionTooLong`.
    func checkedCaption() throws(RedactionFailure) -> PhotoCaption? {
        let words = caption.split(whereSeparator: \.isNewline).joined(separator: " ").trimmingSpaces()
        guard words.count <= PhotoCaption.longest else { throw .captionTooLong(limit: PhotoCaption.longest) }
        return words.isEmpty ? nil : PhotoCaption(words)
    }
}

/// Where it is kept what the office covered.
public protocol RedactionStore: Sendable {
    /// Changes a photo, its log and the audit log in one durable transaction. A step that sets a state which is set already
    /// leaves no line.
    ///
    /// - Returns: false when the photo is not as the change saw it, or not there; nothing is stored then.
    func redact(_ change: RedactionChange, in town: ID<Municipality>) async throws -> Bool
}

/// A change of a photo, ready to be stored.
public struct RedactionChange: Sendable {
    public let report: ID<Report>
    /// How the photo was when the change was made.
    public let before: ReportPhoto
    public let covering: PhotoCovering?
    public let caption: Sealed<PhotoCaption>?
    /// From then on.
    public let version: Int
    /// The lines of the log, each with its entry of the audit log.
    public let steps: [Step]

    public struct Step: Sendable {
        public let event: PhotoEvent
        public let entry: AuditEntry
    }
}
