import CityDomain
import CityKit
import CityTestSupport

/// A message of a town, as tests want it.
func pushMessage(
    to target: PushTarget,
    id: String = "01J9Z0000000000000000000AA",
    at: Instant = .monday,
    title: String = "Alert: burza",
    body: String = "Silny wiatr do 20:00. Сильний вітер.",
    link: String = "https://town.example/nowa/alerts/1",
    topic: PushTopic? = PushTopic("alert-1"),
    urgency: PushUrgency = .high,
    expiresAt: Instant = .monday + .hours(2),
    badge: Int? = 3
) -> PushMessage {
    PushMessage(
        id: id,
        at: at,
        target: target,
        title: title,
        body: body,
        link: link,
        language: .polish,
        topic: topic,
        urgency: urgency,
        expiresAt: expiresAt,
        badge: badge
    )
}
