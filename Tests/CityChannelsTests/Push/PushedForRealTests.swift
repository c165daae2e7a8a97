import CityDomain
import CityKit
import CityTestSupport
import Crypto
import Foundation
import Testing

@testable import CityChannels

/// Sends to those who can judge: a browser, readers that others wrote, a stub of Apple's that speaks HTTP/2.
/// `Tests/Browser/push` starts them, says in a file what to send, and judges what came.
@Suite(.enabled(if: PushTask.file != nil)) struct PushedForRealTests {
    @Test("What the task asks for is sent, and what became of it is written down")
    func send() async throws {
        let task = try PushTask.read()
        let clock = FakeClock(Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)))
        let settings = try WebPushSettings(key: task.key, contact: "mailto:it@town.example")
        let webPush = WebPushChannel(settings, reach: .inside, clock: clock, randomness: SystemRandomness())
        let apns = APNsChannel(try task.apple.settings(), clock: clock)
        let channel = PushChannel(webPush: webPush, apns: apns, clock: clock)
        var outcomes: [Outcome] = []
        // One after the other: a browser may read them in any order, and must show the last one of a topic.
        for message in task.messages {
            outcomes.append(await channel.deliver(try message.pushed(at: clock.now)))
            clock.advance(.milliseconds(1))
        }
        outcomes += try await task.apple.send(by: channel, at: clock.now)
        await channel.close()
        try JSONEncoder().encode(outcomes.map(\.words)).write(to: URL(filePath: task.outcomes))
        #expect(outcomes.count == task.messages.count + task.apple.count)
    }
}

/// Of the operating system.
private struct SystemRandomness: Randomness {
    func bytes(_ count: Int) -> [UInt8] {
        var system = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &system) }
    }
}

private struct PushTask: Decodable {
    struct Message: Decodable {
        let endpoint: String
        let p256dh: String
        let auth: String
        let title: String
        let body: String
        let topic: String?

        func pushed(at now: Instant) throws -> PushMessage {
            let subscription = try PushSubscription(
                endpoint: endpoint,
                p256dh: p256dh,
                auth: auth,
                reach: .inside,
                cryptography: CryptoPushKeys()
            )
            return pushMessage(
                to: .webPush(subscription),
                id: title,
                at: now,
                title: title,
                body: body,
                link: "https://town.example/inbox",
                topic: topic.flatMap { PushTopic($0) },
                expiresAt: now + .hours(1)
            )
        }
    }

    struct Apple: Decodable {
        let port: Int
        let count: Int
        /// The file of its certificate.
        let certificate: String

        func settings() throws -> APNsSettings {
            try APNsSettings(
                key: P256.Signing.PrivateKey().pemRepresentation,
                keyID: "ABC123DEFG",
                team: "TEAM123456",
                topic: "pl.example.town",
                server: .other("https://127.0.0.1:\(port)", certificates: certificate)
            )
        }

        /// All at once; one device is gone.
        func send(by channel: PushChannel, at now: Instant) async throws -> [Outcome] {
            let messages = try (0..<count).map { number in
                let device = number == 0 ? "dead" : "ab12"
                return pushMessage(
                    to: .apns(try PushToken(apns: device + String(repeating: "0f", count: 30))),
                    id: "apple-\(number)",
                    body: "Wiadomość \(number)",
                    topic: nil,
                    expiresAt: now + .hours(1)
                )
            }
            return await withTaskGroup(of: Outcome.self) { group in
                for message in messages { group.addTask { await channel.deliver(message) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
    }

    let key: String
    let messages: [Message]
    let apple: Apple
    /// Where to write.
    let outcomes: String

    static let file = ProcessInfo.processInfo.environment["RATUSZ_PUSH_TASK"]

    static func read() throws -> Self {
        let file = try #require(file)
        return try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: file)))
    }
}

extension Outcome {
    /// Its case and what the service answered.
    fileprivate var words: String {
        let name =
            switch self {
            case .handedOver: "handedOver"
            case .rateLimited: "rateLimited"
            case .unavailable: "unavailable"
            case .transient: "transient"
            case .permanent: "permanent"
            case .unknown: "unknown"
            }
        return status.map { "\(name) \($0)" } ?? "\(name): \(self)"
    }
}
