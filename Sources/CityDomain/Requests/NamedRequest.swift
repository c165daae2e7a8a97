public import CityKit

/// A request that its sender gave a name, as far as it tells a repetition from another request.
public struct NamedRequest: Sendable {
    public let key: IdempotencyKey
    public let caller: RequestCaller
    /// Everything that makes two requests the same or not: the method, the address, the body.
    let parts: [String]

    public init(_ key: IdempotencyKey, by caller: RequestCaller, parts: [String]) {
        self.key = key
        self.caller = caller
        self.parts = parts
    }
}

/// Whose request it is. The names of two callers never meet, even when they are the same.
public enum RequestCaller: Sendable {
    case program(ID<APIKey>)
    /// Whoever holds the secret of this report.
    case reporter(ReportNumber, ReportSecret)
    case anybody

    var parts: [String] {
        switch self {
        case .program(let key): ["program", key.rawValue]
        case .reporter(let number, let secret): ["reporter", number.description, secret.text]
        case .anybody: ["anybody"]
        }
    }
}

/// What a named request goes by while it is done.
public struct RequestTicket: Sendable {
    /// The same when the request is done again because nobody knows how the first time ended.
    public let id: ID<NamedRequest>
    public let attempt: Attempt

    public init(id: ID<NamedRequest>, attempt: Attempt) {
        self.id = id
        self.attempt = attempt
    }

    public enum Attempt: Sendable {
        case first
        /// An earlier one was cut off, and may have had its effect.
        case again
    }
}

/// What was answered to a request.
public struct RequestAnswer: Codable, Sealable, Personal, Equatable {
    /// Of HTTP.
    public let status: Int
    public let headers: [Header]
    public let body: String

    public struct Header: Codable, Sendable, Equatable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(status: Int, headers: [Header], body: String) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Whether the same request would be answered the same again. Faults of the server pass, so do pauses, and who may do
    /// what is looked at each time.
    var isSettled: Bool { status < 500 && ![401, 403, 429].contains(status) }
}
