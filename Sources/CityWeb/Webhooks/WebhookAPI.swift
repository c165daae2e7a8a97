import CityDomain
import CityKit

/// A webhook as programs see it.
struct WebhookAPI: APIValue {
    let id: String
    let url: String
    let topics: [String]
    let state: String
    let createdAt: String
    let pausedUntil: String?
    let secret: String?

    /// - Parameter secret: only where it has just been made.
    init(_ webhook: Webhook, secret: WebhookSecret? = nil) {
        id = webhook.id.rawValue
        url = webhook.url.text
        topics = webhook.topics.sorted().map(\.rawValue)
        state = webhook.state.rawValue
        createdAt = webhook.createdAt.rfc3339
        pausedUntil = webhook.pausedUntil?.rfc3339
        self.secret = secret?.text
    }

    static let schema = JSONSchema.object(
        "Webhook",
        "An address that is told of changes.",
        [
            .required("id", .id),
            .required("url", .url),
            .required("topics", .list(of: .word(WebhookTopic.self))),
            .required("state", .word(Webhook.State.self), "`off` by the office, or because the address answered 410."),
            .required("createdAt", .moment),
            .optional("pausedUntil", .moment, "The address asked for a pause until then."),
            .optional("secret", .text, "The key of signatures; only in the answer that made the webhook."),
        ]
    )
}

struct WebhookListAPI: APIValue {
    let webhooks: [WebhookAPI]

    static let schema = JSONSchema.object(
        "WebhookList",
        "The webhooks of the town, in the order they were made.",
        [.required("webhooks", .list(of: WebhookAPI.schema))]
    )
}

/// What came of trying out a webhook.
struct WebhookPingAPI: APIValue {
    let arrived: Bool
    let status: Int?
    let reason: String?

    init(_ outcome: Outcome) {
        status = outcome.status
        switch outcome {
        case .handedOver:
            arrived = true
            reason = nil
        case .rateLimited(let words, _), .unavailable(let words, _), .transient(let words), .permanent(let words, _),
            .unknown(let words):
            arrived = false
            reason = "\(words)"
        }
    }

    static let schema = JSONSchema.object(
        "WebhookPing",
        "What came of a ping.",
        [
            .required("arrived", .flag, "Whether the answer was 2xx."),
            .optional("status", .count, "The status of the answer; absent when there was none."),
            .optional("reason", .text, "Why it did not arrive."),
        ]
    )
}

/// How many deliveries are tried again.
struct RetriedAPI: APIValue {
    let retried: Int

    static let schema = JSONSchema.object(
        "Retried",
        "What is tried again.",
        [.required("retried", .count, "How many deliveries.")]
    )
}

/// A page of the log of a webhook.
struct WebhookLogAPI: APIValue {
    struct Line: Encodable {
        let id: String
        let topic: String
        let report: String
        let version: Int
        let state: String
        let createdAt: String
        let dueAt: String?
        let attempts: [Attempt]
    }

    struct Attempt: Encodable {
        let at: String
        let outcome: String
        let status: Int?
        let reason: String?
    }

    let deliveries: [Line]
    let next: String?

    init(_ page: Page<LoggedDelivery>) {
        deliveries = page.elements.compactMap(Line.init)
        next = page.next
    }

    static let schema = JSONSchema.object(
        "WebhookLog",
        "A page of the deliveries to a webhook, the newest first.",
        [
            .required("deliveries", .list(of: line)),
            .optional("next", .text, "For `after`; absent on the last page."),
        ]
    )

    private static let line = JSONSchema.object(
        "WebhookDelivery",
        "A delivery and each attempt of the last thirty days.",
        [
            .required("id", .id, "The `webhook-id` of all its attempts."),
            .required("topic", .word(WebhookTopic.self)),
            .required("report", .reportNumber),
            .required("version", .count, "The version of the report that it tells of."),
            .required("state", .word(DeliveryState.self)),
            .required("createdAt", .moment),
            .optional("dueAt", .moment, "The next attempt; absent when there is none."),
            .required("attempts", .list(of: attempt)),
        ]
    )

    private static let attempt = JSONSchema.object(
        "DeliveryAttempt",
        "One attempt.",
        [
            .required("at", .moment, "When it ended."),
            .required("outcome", .word(DeliveryAttempt.Outcome.self)),
            .optional("status", .count, "The status of the answer; absent when there was none."),
            .optional("reason", .text),
        ]
    )
}

extension WebhookLogAPI.Line {
    /// Nil for what is no delivery to a program.
    fileprivate init?(_ delivery: LoggedDelivery) {
        guard case .change(let topic, let sequence) = delivery.message, let number = delivery.subject.number else {
            return nil
        }
        id = delivery.id.rawValue
        self.topic = topic.rawValue
        report = number.description
        version = sequence
        state = delivery.state.rawValue
        createdAt = delivery.createdAt.rfc3339
        dueAt = delivery.dueAt?.rfc3339
        attempts = delivery.attempts.map { attempt in
            WebhookLogAPI.Attempt(
                at: attempt.at.rfc3339,
                outcome: attempt.outcome.rawValue,
                status: attempt.status,
                reason: attempt.reason
            )
        }
    }
}
