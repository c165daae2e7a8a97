import CityKit
import Foundation
import HTTPTypes
import Hummingbird

/// A record of Open311: named values in a fixed order, written as XML or JSON.
struct Open311Element {
    enum Value {
        case text(String)
        case number(Double)
        case bool(Bool)
    }

    let name: String
    let values: [(String, Value)]

    init(_ name: String, _ values: [(String, Value)]) {
        self.name = name
        self.values = values
    }
}

/// The two formats, chosen by the ending of the path.
enum Open311Format: String, CaseIterable {
    case xml, json

    func response(list: String, _ elements: [Open311Element], status: HTTPResponse.Status = .ok) -> Response {
        switch self {
        case .xml:
            let body = HTML(trusted: "<\(list)>") + elements.html(Self.xml) + HTML(trusted: "</\(list)>")
            return Self.response(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\(body.markup)\n",
                "text/xml; charset=utf-8",
                status
            )
        case .json:
            let body = "[\(elements.map(Self.json).joined(separator: ","))]"
            return Self.response(body, "application/json; charset=utf-8", status)
        }
    }

    private static func response(_ body: String, _ type: String, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body))
        )
    }

    private static func xml(_ element: Open311Element) -> HTML {
        let name = HTML(trusted: element.name)
        let values = element.values.html { field, value -> HTML in
            let tag = HTML(trusted: field)
            return "<\(tag)>\(Self.text(value))</\(tag)>"
        }
        return "<\(name)>\(values)</\(name)>"
    }

    /// Characters that XML 1.0 cannot hold are left out (§2.2).
    private static func text(_ value: Open311Element.Value) -> String {
        switch value {
        case .text(let text): String(text.unicodeScalars.filter(isXML))
        case .number(let number): "\(number)"
        case .bool(let bool): "\(bool)"
        }
    }

    private static func isXML(_ character: Unicode.Scalar) -> Bool {
        switch character.value {
        case 0x09, 0x0A, 0x20...0xFFFD, 0x10000...: true
        default: false
        }
    }

    private static func json(_ element: Open311Element) -> String {
        let values = element.values.map { field, value in
            switch value {
            case .text(let text): "\(quoted(field)):\(quoted(text))"
            case .number(let number): "\(quoted(field)):\(number)"
            case .bool(let bool): "\(quoted(field)):\(bool)"
            }
        }
        return "{\(values.joined(separator: ","))}"
    }

    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}

/// Errors as Open311 writes them: 403 for keys, 400 for what is wrong with the content; the rest as everywhere.
struct Open311Failure {
    private let failures: [any Failure]
    private let words: Words

    init(_ failures: [any Failure], _ words: Words) {
        self.failures = failures
        self.words = words
    }

    func response(for request: Request) -> Response {
        let status = failures.first.map { Self.status(of: $0.kind) } ?? .internalServerError
        let elements = failures.map { failure in
            Open311Element(
                "error",
                [("code", .text("\(Self.status(of: failure.kind).code)")), ("description", .text(words(failure.text)))]
            )
        }
        let format: Open311Format = request.uri.path.hasSuffix(".json") ? .json : .xml
        return format.response(list: "errors", elements, status: status)
    }

    private static func status(of kind: FailureKind) -> HTTPResponse.Status {
        switch kind {
        case .unauthenticated, .forbidden: .forbidden
        case .notFound, .wrongMethod, .wrongMediaType, .conflict, .outdated, .tooMany, .unavailable, .internal:
            kind.status
        case .invalid, .gone, .tooLarge: .badRequest
        }
    }
}
