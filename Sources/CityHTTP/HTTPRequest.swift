/// A request that the server makes to another one.
public struct HTTPRequest: Sendable {
    public enum Method: Sendable { case get, post }

    public let method: Method
    public let url: String
    /// Lines such as `Accept: application/json`.
    public let headers: [String]
    /// Of a `post`.
    public let body: [UInt8]
    public let repetition: HTTPRepetition

    public init(
        _ method: Method,
        _ url: String,
        headers: [String] = [],
        body: [UInt8] = [],
        repetition: HTTPRepetition = .harmful
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.repetition = repetition
    }
}

/// What came of a request.
public struct HTTPReply: Sendable, Equatable {
    /// 0 when no answer began.
    public let status: Int
    /// By name in lower case; of a repeated one the last.
    public let headers: [String: String]
    public let body: [UInt8]
    /// Why there is no answer, or no whole one.
    public let fault: HTTPFault?

    public init(status: Int, headers: [String: String] = [:], body: [UInt8] = [], fault: HTTPFault? = nil) {
        self.status = status
        self.headers = headers
        self.body = body
        self.fault = fault
    }
}

public enum HTTPFault: Error, Hashable {
    /// libcurl cannot start, or the client is closed.
    case unready
    /// libcurl does not take the address or a header.
    case unusable
    /// The address is not on the public internet and the client keeps to that.
    case closedAddress
    /// The body is longer than is read.
    case tooLong
    /// The connection broke or the time was over after the request had begun to go out: it may have arrived.
    case interrupted(String)
    /// There was no connection, or no safe one; nothing of the request went out.
    case failed(String)
}

/// What a second copy of a request does, where a kept connection turns out to have ended while it was sent.
public enum HTTPRepetition: Sendable {
    /// It may do something twice, so it is not sent again.
    case harmful
    /// Nothing: it asks only, or the counterpart knows it again. It is sent over another connection.
    case harmless
}

/// Where a client's requests may go.
public enum HTTPReach: Sendable {
    /// Over TLS to the public internet only.
    case outside
    /// Also without TLS, to this machine and to private networks.
    case inside
}

/// In which form of HTTP a client speaks.
public enum HTTPVersion: Sendable {
    /// HTTP/1.1. Over HTTP/2 libcurl 7.88 loses an answer that comes before the server has read the body, as servers
    /// written in Go send it.
    case one
    /// HTTP/2 where the encrypted connection agrees on it, for servers that take nothing else.
    case two
}
