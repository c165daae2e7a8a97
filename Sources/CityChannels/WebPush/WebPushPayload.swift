import CityDomain
import CityKit

/// What a browser is told: a declarative push message (W3C Push API), which Safari shows by itself and service workers
/// read.
struct WebPushPayload {
    /// Bytes of JSON.
    let plain: [UInt8]
    /// Bytes that make the length one of few, so that the push service learns less from it.
    let padding: Int

    /// What every push service takes as a whole (RFC 8030 §7.2).
    static let usualLimit = 4_096
    /// What is left where a service passes messages on to Google's: Mozilla's for Firefox on Android.
    static let bridgedLimit = 2_744

    private static let step = 128

    /// - Parameter limit: bytes of the encrypted message.
    /// - Returns: nil when it fits in no way.
    init?(_ message: PushMessage, tag: String, limit: Int) {
        let room = limit - ContentEncryption.overhead
        let plain = NotificationJSON.fitted(title: message.title, body: message.body, limit: room) { title, body in
            Self.declaration(message, tag: tag, title: title, body: body)
        }
        guard let plain else { return nil }
        self.plain = plain
        padding = min(room - plain.count, (Self.step - plain.count % Self.step) % Self.step)
    }

    /// The number on the app stands twice: where the standard has it, and where Safari 18.4 looks for it.
    private static func declaration(_ message: PushMessage, tag: String, title: String, body: String)
        -> NotificationJSON
    {
        let badge = message.badge.map { [("app_badge", NotificationJSON.number(max(0, $0)))] } ?? []
        let notification: [(String, NotificationJSON)] =
            [
                ("title", .text(title)), ("lang", .text(message.language.rawValue)),
                // All languages of the program are written this way.
                ("dir", .text("ltr")),
                ("body", .text(body)), ("navigate", .text(message.link)), ("tag", .text(tag)),
                ("data", .object([("id", .text(message.id)), ("at", .number(Int(message.at.milliseconds)))])),
            ] + badge
        return .object([("web_push", .number(8_030)), ("notification", .object(notification))] + badge)
    }
}
