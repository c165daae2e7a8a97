import CityDomain
import CityKit

extension Transaction {
    /// Adds a line to the log of a delivery.
    func note(_ attempt: DeliveryAttempt, of delivery: ID<Delivery>, in town: ID<Municipality>) throws {
        let last = try query(
            "SELECT MAX(number) AS number FROM delivery_attempts WHERE municipality = ? AND delivery = ?",
            town,
            delivery
        ).first?.optionalInt("number")
        try execute(
            """
            INSERT INTO delivery_attempts (municipality, delivery, number, at, outcome, reason, status)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            town,
            delivery,
            (last ?? 0) + 1,
            attempt.at,
            attempt.outcome.rawValue,
            attempt.reason,
            attempt.status
        )
    }

    /// Adds a line for each sending whose worker died.
    func noteInterruptions(at now: Instant) throws {
        let rows = try query(
            "SELECT municipality, id, channel FROM deliveries WHERE lease_until < ? AND state = 'sending'",
            now
        )
        for row in rows {
            let channel: ChannelKind = try row.value("channel")
            let attempt = DeliveryAttempt(
                at: now,
                outcome: channel.mayRepeat ? .later : .unknown,
                reason: DeliveryAttempt.interrupted,
                status: nil
            )
            try note(attempt, of: row.id("id"), in: row.id("municipality"))
        }
    }

    /// Switches a webhook off that is gone, and lets one pause that asked for it.
    func tellWebhook(of delivery: ID<Delivery>, _ result: DeliveryResult, in town: ID<Municipality>) throws {
        switch result {
        case .gone:
            try execute(
                """
                UPDATE webhooks SET state = 'off' WHERE municipality = ? AND 'webhook-' || id =
                    (SELECT recipient FROM deliveries WHERE municipality = ? AND id = ? AND channel = 'webhook')
                """,
                town,
                town,
                delivery
            )
        case .paused(let moment, _, _):
            try execute(
                """
                UPDATE webhooks SET paused_until = ? WHERE municipality = ? AND 'webhook-' || id =
                    (SELECT recipient FROM deliveries WHERE municipality = ? AND id = ? AND channel = 'webhook')
                """,
                moment,
                town,
                town,
                delivery
            )
        case .handedOver, .failed, .unknown, .cancelled, .later: break
        }
    }
}

extension DeliveryAttempt {
    /// Why a sending has no better outcome.
    static let interrupted = "worker stopped while sending"

    /// Nil where nothing was attempted.
    init?(_ result: DeliveryResult, status: Int?, at now: Instant) {
        let (outcome, reason): (Outcome, String?)
        switch result {
        case .handedOver(let reference): (outcome, reason) = (.handedOver, reference)
        case .failed(let words), .gone(let words): (outcome, reason) = (.failed, words)
        case .unknown(let words): (outcome, reason) = (.unknown, words)
        case .later(_, let words): (outcome, reason) = (.later, words)
        case .paused(_, let words, .last): (outcome, reason) = (.failed, words)
        case .paused(_, let words, _): (outcome, reason) = (.paused, words)
        case .cancelled: return nil
        }
        self.init(at: now, outcome: outcome, reason: reason, status: status)
    }
}

extension DeliveryAttempt.Outcome: Storable {}
