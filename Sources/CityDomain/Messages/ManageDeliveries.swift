public import CityKit

/// What the office sees of deliveries and does with those that ended without success. All throw
/// `AccountFailure.rightMissing`.
public struct ManageDeliveries: Sendable {
    private let queue: any DeliveryQueueStore
    private let audit: RecordAudit

    public init(queue: any DeliveryQueueStore, audit: RecordAudit) {
        self.queue = queue
        self.audit = audit
    }

    /// The whole queue in brief, and a page of those that failed.
    public struct Overview: Sendable {
        public let counts: [DeliveryCount]
        public let dead: Page<LoggedDelivery>
    }

    /// The look is in the audit log before anything is shown.
    ///
    /// - Parameter position: `next` of the page before; nil for the first one.
    public func overview(
        after position: String?,
        limit: Int,
        by caller: Caller,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> Overview {
        let look = RecordAudit.Act(.queueViewed, .queue, reason: caller.reason)
        try await audit(look, by: try caller.using(.viewQueue), in: town, at: now)
        return Overview(
            counts: try await queue.counts(in: town),
            dead: try await queue.dead(after: position, limit: limit, in: town)
        )
    }

    /// Which of the deliveries to one webhook.
    public struct LogQuery: Sendable {
        let webhook: ID<Webhook>
        let state: DeliveryState?
        let position: String?
        let limit: Int

        /// - Parameters:
        ///   - state: nil for any.
        ///   - position: `next` of the page before; nil for the first one.
        public init(of webhook: ID<Webhook>, state: DeliveryState?, after position: String?, limit: Int) {
            self.webhook = webhook
            self.state = state
            self.position = position
            self.limit = limit
        }
    }

    /// The look is in the audit log before anything is told.
    public func log(_ query: LogQuery, by caller: Caller, in town: ID<Municipality>, at now: Instant) async throws
        -> Page<LoggedDelivery>
    {
        let look = RecordAudit.Act(.webhookLogViewed, .webhook(query.webhook), reason: caller.reason)
        try await audit(look, by: try caller.using(.manageWebhooks), in: town, at: now)
        return try await queue.deliveries(
            to: .webhook(query.webhook),
            state: query.state,
            after: query.position,
            limit: query.limit,
            in: town
        )
    }

    /// Puts dead deliveries back into the queue.
    /// - Returns: how many.
    @discardableResult
    public func retry(_ which: DeadDeliveries, by caller: Caller, in town: ID<Municipality>, at now: Instant)
        async throws
        -> Int
    {
        let act = RecordAudit.Act(.deliveryRetried, .deliveries(which))
        return try await queue.retry(
            which,
            noting: try audit.entry(act, by: try caller.using(which.right), in: town, at: now),
            at: now,
            in: town
        )
    }

    /// Cancels dead deliveries.
    /// - Returns: how many.
    @discardableResult
    public func giveUp(_ which: DeadDeliveries, by caller: Caller, in town: ID<Municipality>, at now: Instant)
        async throws
        -> Int
    {
        let act = RecordAudit.Act(.deliveryGivenUp, .deliveries(which))
        return try await queue.giveUp(
            which,
            noting: try audit.entry(act, by: try caller.using(which.right), in: town, at: now),
            at: now,
            in: town
        )
    }
}

extension DeadDeliveries {
    /// Those of one recipient are the business of whoever looks after webhooks.
    fileprivate var right: OfficeRight {
        switch self {
        case .one, .all: .manageQueue
        case .oneOf, .allOf: .manageWebhooks
        }
    }
}
