import HTTPTypes
import Hummingbird

/// What an operation of the JSON interface answers. The schema is what the description promises of its encoding.
protocol APIValue: Encodable, Sendable {
    static var schema: JSONSchema { get }
}

/// An answer and what goes with it.
struct APIAnswer<Value: APIValue>: Sendable {
    let status: HTTPResponse.Status
    /// Nil for an answer without a body.
    let value: Value?
    /// What `If-Match` compares: lines of the history of a report.
    var version: Int?
    var headers: HTTPFields = [:]

    static func ok(_ value: Value, version: Int? = nil) -> Self { Self(status: .ok, value: value, version: version) }
    static func created(_ value: Value) -> Self { Self(status: .created, value: value) }
}

/// Nothing: the status says it all.
enum NoValue: APIValue {
    static let schema = JSONSchema.plain([:])

    func encode(to encoder: any Encoder) throws {}
}

extension APIAnswer<NoValue> {
    static let noContent = Self(status: .noContent, value: nil)
    static let accepted = Self(status: .accepted, value: nil)
}
