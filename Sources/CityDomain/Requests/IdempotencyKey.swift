public import CityKit

/// The name a program gives a request, so that sending it twice does it once: 1 to 100 visible ASCII characters.
///
/// Source: draft-ietf-httpapi-idempotency-key-header
public struct IdempotencyKey: Hashable, Sendable {
    let text: String

    /// Takes the value of the header: a string in quotes (RFC 9651, 3.3.3), or the same without them, as most programs
    /// send it.
    ///
    /// - Throws: `RequestKeyFailure.malformed`.
    public init(header: String) throws(RequestKeyFailure) {
        let typed = header.trimmingSpaces()
        let isQuoted = typed.utf8.count >= 2 && typed.hasPrefix("\"") && typed.hasSuffix("\"")
        text = isQuoted ? try Self.unquoted(typed.dropFirst().dropLast()) : typed
        guard (1...100).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .malformed
        }
    }

    /// The backslash stands before a quote or another one, and nowhere else.
    private static func unquoted(_ inner: Substring) throws(RequestKeyFailure) -> String {
        var text = ""
        var isEscaped = false
        for character in inner {
            switch character {
            case "\\" where !isEscaped: isEscaped = true
            case "\"" where !isEscaped: throw .malformed
            case "\\", "\"":
                text.append(character)
                isEscaped = false
            default:
                guard !isEscaped else { throw .malformed }
                text.append(character)
            }
        }
        guard !isEscaped else { throw .malformed }
        return text
    }
}

/// Why a request cannot be done under the name it was given.
public enum RequestKeyFailure: Failure, Equatable {
    case malformed
    /// The name was given to another request before.
    case reused
    /// The first request of this name has not been answered yet.
    case underWay

    public var kind: FailureKind {
        switch self {
        case .malformed, .reused: .invalid(field: "Idempotency-Key")
        case .underWay: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .malformed: Text("request.key.malformed")
        case .reused: Text("request.key.reused")
        case .underWay: Text("request.key.underWay")
        }
    }
}
