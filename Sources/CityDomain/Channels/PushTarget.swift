/// A device that messages are pushed to.
public enum PushTarget: Hashable, Personal, Codable, Sealable {
    /// A browser, the installed web app among them.
    case webPush(PushSubscription)
    /// A native app with Google's services.
    case fcm(PushToken)
    /// A native app of Apple's devices.
    case apns(PushToken)

    /// Who carries what is sent there, and so whose limits it meets: the origin of a push service, `fcm` or `apns`.
    public var provider: String {
        switch self {
        case .webPush(let subscription): subscription.origin
        case .fcm: "fcm"
        case .apns: "apns"
        }
    }
}

/// What a push service calls one app on one device.
public struct PushToken: Hashable, Personal, SealableText, Codable {
    public let text: String

    /// A registration token of Firebase.
    ///
    /// - Throws: `PushFailure.noToken`.
    public init(fcm text: String) throws(PushFailure) {
        let isKnown = { (letter: UInt8) in Self.letters.contains(letter) || Self.marks.contains(letter) }
        guard (16...4_096).contains(text.utf8.count), text.utf8.allSatisfy(isKnown) else { throw .noToken }
        self.text = text
    }

    /// A device token of Apple in hexadecimal digits; its length is not promised.
    ///
    /// - Throws: `PushFailure.noToken`.
    public init(apns text: String) throws(PushFailure) {
        let text = text.lowercased()
        guard (32...200).contains(text.utf8.count), text.utf8.count.isMultiple(of: 2),
            text.utf8.allSatisfy({ Self.hexadecimal.contains($0) })
        else { throw .noToken }
        self.text = text
    }

    public var plainText: String { text }
    public init(plainText: String) { text = plainText }

    private static let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    private static let marks = Set("-_:.".utf8)
    private static let hexadecimal = Set("0123456789abcdef".utf8)
}
