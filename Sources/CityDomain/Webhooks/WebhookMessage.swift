public import CityKit
import Foundation

/// What is sent to a webhook: what happened to which report, and never more than that. The program reads the report with
/// its own key, so that it learns what that key may read.
public struct WebhookMessage: Sendable, Equatable {
    public let url: WebhookURL
    /// The same in every attempt, so that the program can drop repetitions.
    public let id: String
    /// Of the attempt.
    public let at: Instant
    public let signature: String
    /// JSON.
    public let body: [UInt8]

    public init(url: WebhookURL, id: String, at: Instant, signature: String, body: [UInt8]) {
        self.url = url
        self.id = id
        self.at = at
        self.signature = signature
        self.body = body
    }
}

/// The body of a message.
struct WebhookBody: Encodable, Sendable {
    struct Subject: Encodable, Sendable {
        let number: String
        let status: String
        let category: String
        /// Lines of the history then: what `If-Match` compares.
        let version: Int
        let url: String
    }

    let id: String
    let topic: String
    let at: String
    let town: String
    let report: Subject?

    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}
