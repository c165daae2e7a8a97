import CityDomain
import CityKit
import HTTPTypes

extension WebhookAPI {
    /// Addresses that are told of changes.
    static let operations = [list, create, update, delete, ping, log, retry, retryAll]

    private static let topics = JSONSchema.list(of: .word(WebhookTopic.self), most: WebhookTopic.allCases.count)

    private static let list = APIOperation(
        "listWebhooks",
        .get,
        "webhooks",
        .webhooks,
        "The webhooks of the town.",
        access: .key(.manageWebhooks),
        answers: [.ok: "All of them."]
    ) { call in
        let all = try await call.useCases.manageWebhooks.all(in: call.town.id)
        return .ok(WebhookListAPI(webhooks: all.map { WebhookAPI($0) }))
    }

    private static let create = APIOperation(
        "createWebhook",
        .post,
        "webhooks",
        .webhooks,
        "Makes a webhook. Its secret is in this answer and never told again.",
        access: .key(.manageWebhooks),
        body: .object(
            "NewWebhook",
            "Where to tell of what.",
            [
                .required("url", .url, "Begins with `https://` and leads to the public internet."),
                .required("topics", topics, "At least one."),
            ]
        ),
        answers: [.created: "The webhook, switched on, with its secret."],
        failures: [.conflict: "The town has as many webhooks as it may."]
    ) { call in
        var fields = try call.fields()
        let (url, topics) = (fields.text("url"), fields.topics())
        try fields.finish()
        let made = try await call.useCases.manageWebhooks.create(
            url: url,
            topics: topics,
            by: call.caller(),
            for: call.ticket?.id,
            in: call.town.id,
            at: call.now
        )
        return .created(WebhookAPI(made.webhook, secret: made.secret))
    }

    private static let update = APIOperation(
        "updateWebhook",
        .put,
        "webhooks/{webhook}",
        .webhooks,
        "Says anew what the webhook is told, and whether at all. What waits for one that is off waits on.",
        access: .key(.manageWebhooks),
        parameters: [.webhook],
        body: .object(
            "WebhookChange",
            "How the webhook is to be.",
            [.required("topics", topics, "At least one."), .required("state", .word(Webhook.State.self))]
        ),
        answers: [.ok: "The webhook as it is now."]
    ) { call in
        var fields = try call.fields()
        let (topics, state) = (fields.topics(), fields.word(Webhook.State.self, "state"))
        try fields.finish()
        guard let state else {
            let words = Webhook.State.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestFailure.mistypedField("state", expected: words)
        }
        let changed = try await call.useCases.manageWebhooks.change(
            call.webhook,
            topics: topics,
            state: state,
            by: call.caller(),
            in: call.town.id,
            at: call.now
        )
        return .ok(WebhookAPI(changed))
    }

    private static let delete = APIOperation(
        "deleteWebhook",
        .delete,
        "webhooks/{webhook}",
        .webhooks,
        "Takes the webhook away; what was not delivered to it is cancelled.",
        access: .key(.manageWebhooks),
        parameters: [.webhook],
        answers: [.noContent: "It is gone."]
    ) { call -> APIAnswer<NoValue> in
        try await call.useCases.manageWebhooks.remove(call.webhook, by: call.caller(), in: call.town.id, at: call.now)
        return .noContent
    }

    private static let ping = APIOperation(
        "testWebhook",
        .post,
        "webhooks/{webhook}/ping",
        .webhooks,
        "Sends a message of the topic `ping` now, once, and says what came of it. It stands in no log.",
        access: .key(.manageWebhooks),
        parameters: [.webhook],
        answers: [.ok: "What came of it."]
    ) { call in
        let manage = call.useCases.manageWebhooks
        let outcome = try await manage.ping(call.webhook, by: call.caller(), in: call.town.id, at: call.now)
        return .ok(WebhookPingAPI(outcome))
    }

    private static let log = APIOperation(
        "listWebhookDeliveries",
        .get,
        "webhooks/{webhook}/deliveries",
        .webhooks,
        "The deliveries to the webhook with each attempt, the newest first.",
        access: .key(.manageWebhooks),
        parameters: [
            .webhook,
            .query("state", .word(DeliveryState.self), "In this state."),
            .after,
            .query(
                "limit",
                .plain(["type": "integer", "minimum": 1, "maximum": 100]),
                "Deliveries on a page; 50 else."
            ),
        ],
        answers: [.ok: "A page."]
    ) { call in
        let typed = call.query["state"]
        let state = DeliveryState(rawValue: typed)
        guard typed.isEmpty || state != nil else {
            let words = DeliveryState.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestFailure.mistypedField("state", expected: words)
        }
        let limit = try call.limit(fallback: 50)
        let webhook = try await call.useCases.manageWebhooks.webhook(call.webhook, in: call.town.id)
        let after = call.query["after"]
        let query = ManageDeliveries.LogQuery(
            of: webhook.id,
            state: state,
            after: after.isEmpty ? nil : after,
            limit: limit
        )
        let manage = call.useCases.manageDeliveries
        return .ok(WebhookLogAPI(try await manage.log(query, by: call.caller(), in: call.town.id, at: call.now)))
    }

    private static let retry = APIOperation(
        "retryWebhookDelivery",
        .post,
        "webhooks/{webhook}/deliveries/{delivery}/retry",
        .webhooks,
        "Puts a failed delivery back into the queue, with all attempts before it again.",
        access: .key(.manageWebhooks),
        parameters: [.webhook, .path("delivery", .id, "Its id.")],
        answers: [.ok: "It is tried again."],
        failures: [.notFound: "There is no such delivery to this webhook, or it has not failed."]
    ) { call in
        let webhook = try await call.useCases.manageWebhooks.webhook(call.webhook, in: call.town.id)
        let which = DeadDeliveries.oneOf(.webhook(webhook.id), ID(call.visit.parameter("delivery")))
        let manage = call.useCases.manageDeliveries
        let retried = try await manage.retry(which, by: call.caller(), in: call.town.id, at: call.now)
        guard retried > 0 else { throw WebhookFailure.deliveryNotFound }
        return .ok(RetriedAPI(retried: retried))
    }

    private static let retryAll = APIOperation(
        "retryWebhook",
        .post,
        "webhooks/{webhook}/retry",
        .webhooks,
        "Puts all failed deliveries to the webhook back into the queue.",
        access: .key(.manageWebhooks),
        parameters: [.webhook],
        answers: [.ok: "How many are tried again."]
    ) { call in
        let webhook = try await call.useCases.manageWebhooks.webhook(call.webhook, in: call.town.id)
        let (manage, which) = (call.useCases.manageDeliveries, DeadDeliveries.allOf(.webhook(webhook.id)))
        let retried = try await manage.retry(which, by: call.caller(), in: call.town.id, at: call.now)
        return .ok(RetriedAPI(retried: retried))
    }
}

extension APIParameter {
    fileprivate static let webhook = path("webhook", .id, "The id of the webhook.")
}

extension APICall {
    fileprivate var webhook: ID<Webhook> { ID(visit.parameter("webhook")) }
}

extension JSONFields {
    /// The topics of a webhook; what is no topic is noted as a fault.
    fileprivate mutating func topics() -> Set<WebhookTopic> { words(WebhookTopic.self, "topics") }
}
