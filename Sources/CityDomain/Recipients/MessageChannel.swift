public import CityKit

/// A way in which the town reaches a person (M-06).
public enum MessageChannel: String, Sendable, Codable, CaseIterable, Comparable {
    case email
    case sms
    /// The public service of registered electronic delivery: e-Doręczenia (art. 4 of the act of 18 November 2020).
    case eDelivery
    /// The older boxes of public bodies and persons on ePUAP.
    case ePUAP
    /// The town's app on a device that was paired by a code.
    case app

    /// Whether a person has an address there; the app has devices.
    public var hasAddress: Bool { self != .app }

    public var text: Text { Text("channel.\(rawValue)") }

    public static func < (first: Self, second: Self) -> Bool { first.place < second.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
