public import CityKit

/// The places in the database where parts of a comment are sealed.
struct CommentSlots {
    let town: ID<Municipality>
    let comment: ID<ReportComment>

    var key: Slot { Slot(town, table: "data_keys", row: comment, column: "person") }
    var words: Slot { Slot(town, table: "comments", row: comment, column: "words") }
    var reason: Slot { Slot(town, table: "comments", row: comment, column: "reason") }
}

/// A comment with its seals open, for whoever wrote it and the office. Lives as long as one page.
public struct OpenComment: Personal {
    public let comment: ReportComment
    public let report: CommentedReport
    /// As they were written; of the office as they were published. Nil once the person was erased.
    public let words: String?
    /// The words of the office about its decision.
    public let reason: String?

    /// Why the office refused it or took it down: the kind of content, the words of the office, or both.
    ///
    /// - Parameter say: puts a text into words.
    public func grounds(_ say: (Text) -> String) -> String? {
        guard comment.state == .refused || comment.state == .takenDown else { return nil }
        let parts = [comment.ground.map { say($0.text) }, reason].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
    }

    init(_ sealed: SealedComment, _ vault: any Vault, in town: ID<Municipality>) throws {
        let slots = CommentSlots(town: town, comment: sealed.comment.id)
        (comment, report) = (sealed.comment, sealed.report)
        let key = try sealed.key.map { try vault.key($0, in: slots.key) }
        let written = try sealed.words.flatMap { try key?.open($0, in: slots.words).words }
        words = written ?? sealed.comment.published?.words
        reason = try sealed.reason.flatMap { try key?.open($0, in: slots.reason).words }
    }
}

extension SecretPurpose {
    static let commentBody = Self(rawValue: "comment-body")
    static let commentFlagOfNetwork = Self(rawValue: "comment-flag-network")
}
