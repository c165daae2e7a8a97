public import CityKit
import Foundation

/// A short message to one recipient, in words; a channel turns it into what its counterpart needs.
public struct SMSMessage: Hashable, Personal {
    /// The delivery that the message is; a counterpart that knows our names tells repetitions by it.
    public let id: ID<Delivery>
    public let municipality: ID<Municipality>
    public let to: PhoneNumber
    public let text: SMSText
    /// The network gives the message up at this moment; nil leaves the time to the network.
    public let expiresAt: Instant?

    public init(
        id: ID<Delivery>,
        municipality: ID<Municipality>,
        to: PhoneNumber,
        text: SMSText,
        expiresAt: Instant? = nil
    ) {
        self.id = id
        self.municipality = municipality
        self.to = to
        self.text = text
        self.expiresAt = expiresAt
    }
}

/// What a telephone sent to us.
public struct IncomingSMS: Hashable, Personal {
    public let from: PhoneNumber
    public let text: String
    public let at: Instant
    /// The counterpart's own name for it, by which a second copy is known; nil where it told none.
    public let reference: String?

    public init(from: PhoneNumber, text: String, at: Instant, reference: String? = nil) {
        self.from = from
        self.text = text
        self.at = at
        self.reference = reference
    }

    public var keyword: SMSKeyword? { SMSKeyword(text) }
}

/// What somebody asks for with one word.
public enum SMSKeyword: Hashable, Sendable, CaseIterable {
    /// Send me nothing more.
    case stop
    /// Send to me again.
    case start

    /// Nil where the message is anything else, so that somebody should read it. A sentence that begins with such a word
    /// is something else too: “Stop na ulicy Miłej jest przewrócony” takes nobody out of the list. Case, spaces and
    /// marks do not matter.
    public init?(_ text: String) {
        let word = text.lowercased().precomposedStringWithCanonicalMapping.filter { $0.isLetter || $0.isNumber }
        guard let found = Self.allCases.first(where: { $0.words.contains(word) }) else { return nil }
        self = found
    }

    /// In lower case, letters alone.
    private var words: Set<String> {
        switch self {
        case .stop: ["stop", "rezygnuję", "rezygnuje", "unsubscribe", "стоп", "відмова"]
        case .start: ["start", "старт"]
        }
    }
}
