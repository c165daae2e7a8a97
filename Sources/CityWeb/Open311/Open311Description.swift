import CityDomain
import HTTPTypes

/// The description of Open311 (OpenAPI 3.1), made from the operations themselves.
struct Open311Description: Encodable {
    private let json: JSONValue

    /// - Parameter server: the address of the interface, with scheme and host.
    init(_ operations: [Open311Operation], server: String) {
        var paths: [String: JSONValue] = [:]
        for (path, all) in Dictionary(grouping: operations, by: \.path) {
            let methods = all.map { ($0.method.rawValue.lowercased(), $0.description) }
            paths[path] = .object(Dictionary(uniqueKeysWithValues: methods))
        }
        let schemas = operations.flatMap(\.value.objects) + JSONSchema.open311Error.objects
        let definitions = schemas.map { ($0.name, $0.definition) }
        json = [
            "openapi": "3.1.0",
            "info": [
                "title": "Ratusz, Open311", "version": "2",
                "description": "GeoReport v2 of one town. docs/api/open311.md says what such a description cannot.",
            ],
            "servers": [["url": .text(server)]],
            "paths": .object(paths),
            "components": ["schemas": .object(Dictionary(definitions) { first, _ in first })],
        ]
    }

    func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}

extension Open311Operation {
    /// Below the base, with its parameters in braces.
    var path: String {
        switch resource {
        case .all(let name): "/\(name).{format}"
        case .one(let collection, let name): "/\(collection)/{\(name.name)}.{format}"
        }
    }

    fileprivate var description: JSONValue {
        let operation: JSONValue = [
            "operationId": .text(id),
            "summary": .text(summary),
            "parameters": .list(allParameters.map(\.description)),
            "responses": .object(responses),
        ]
        return operation.with([
            "description": scope.map { "Needs a key for `\($0.rawValue)`." }, "requestBody": requestBody,
        ])
    }

    private var allParameters: [APIParameter] {
        let format = APIParameter.path("format", .word(Open311Format.allCases.map(\.rawValue)), "Of the answer.")
        let town = APIParameter.query("jurisdiction_id", .text, "The id of the town; needed where towns share a host.")
        let name: [APIParameter] = if case .one(_, let name) = resource { [name] } else { [] }
        return name + [format, town] + (form.isEmpty ? [.apiKey] : []) + parameters
    }

    private var requestBody: JSONValue? {
        guard !form.isEmpty else { return nil }
        let fields = [JSONSchema.Member.required("api_key", .words(most: 100))] + form
        let schema = JSONSchema.Object(name: "", meaning: summary, members: fields)
        let others: JSONValue = ["type": "string", "pattern": "^[^\\u0000]*$", "description": "Not looked at."]
        let plain = schema.definition.with(["additionalProperties": others])
        let files: JSONValue = ["description": "A file is a photo."]
        return [
            "required": true,
            "content": [
                .init(FormData.mediaType): ["schema": plain],
                "multipart/form-data": ["schema": schema.definition.with(["additionalProperties": files])],
            ],
        ]
    }

    private var responses: [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        for (status, meaning) in failures {
            responses["\(status.code)"] = Self.response(meaning, .list(of: .open311Error))
        }
        for answer in answers { responses["\(answer.key.code)"] = Self.response(answer.value, value) }
        return responses
    }

    private static func response(_ meaning: String, _ value: JSONSchema) -> JSONValue {
        [
            "description": .text(meaning),
            "content": [
                .init(Open311Format.json.mediaType): ["schema": value.reference],
                .init(Open311Format.xml.mediaType): ["schema": ["type": "string"]],
            ],
        ]
    }

    /// Statuses and what they mean here.
    var failures: [HTTPResponse.Status: String] {
        var all: [HTTPResponse.Status: String] = [
            .badRequest: "What is wrong with the call, one by one.",
            .forbidden: "The key is missing where one is needed, unknown, or made for other things.",
            .notFound: "There is no such thing in this town, or no such town.",
            .tooManyRequests: "Too many requests; `Retry-After` says when the next one counts.",
            .internalServerError: "A fault of the server.",
            .serviceUnavailable: "Nothing was stored; send again after `Retry-After` seconds.",
        ]
        if !form.isEmpty { all[.unsupportedMediaType] = "The body is no form." }
        return all
    }
}

extension APIParameter {
    fileprivate static let apiKey = query("api_key", .text(pattern: "^[!-~]*$", example: ""), "It may open more.")
}
