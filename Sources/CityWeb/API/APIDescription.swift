import CityDomain
import HTTPTypes

/// The description of the JSON interface (OpenAPI 3.1), made from the operations themselves.
struct APIDescription: APIValue {
    private let json: JSONValue

    /// - Parameter server: the address of the interface, with scheme and host.
    init(_ operations: [APIOperation], server: String) {
        var paths: [String: JSONValue] = [:]
        for (path, all) in Dictionary(grouping: operations, by: \.path) {
            let methods = all.map { ($0.method.rawValue.lowercased(), $0.description) }
            paths["/\(path)"] = .object(Dictionary(uniqueKeysWithValues: methods))
        }
        json = [
            "openapi": "3.1.0",
            "info": ["title": "Ratusz", "version": "1", "description": .text(Self.introduction)],
            "servers": [["url": .text(server)]],
            "tags": .list(APIArea.allCases.map { ["name": .text($0.rawValue), "description": .text($0.meaning)] }),
            "paths": .object(paths),
            "components": Self.components(of: operations),
        ]
    }

    func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

    static let schema = JSONSchema.plain(["type": "object"])

    private static let introduction = """
        The interface of one town for programs. Bodies are JSON in UTF-8, at most 64 KiB; times are RFC 3339 in UTC, days \
        are days on the town’s calendar. Messages come in the language of Accept-Language, or of `lang`, that the town speaks.
        """

    private static func components(of operations: [APIOperation]) -> JSONValue {
        let used = operations.flatMap { $0.answers.compactMap(\.content?.schema) + [$0.body].compactMap(\.self) }
        let objects = (used + [FailureAPI.schema]).flatMap(\.objects).map { ($0.name, $0.definition) }
        return [
            "schemas": .object(Dictionary(objects) { first, _ in first }),
            "securitySchemes": [
                "key": [
                    "type": "http", "scheme": "bearer",
                    "description": "A key that the office made with `ratusz apikey create`.",
                ],
                "secret": [
                    "type": "apiKey", "in": "header", "name": "Report-Secret",
                    "description": "The secret that came with the receipt of the report.",
                ],
            ],
        ]
    }
}

extension APIOperation {
    fileprivate var description: JSONValue {
        let operation: JSONValue = [
            "operationId": .text(id),
            "tags": [.text(area.rawValue)],
            "summary": .text(summary),
            "parameters": .list(parameters.map(\.description)),
            "responses": .object(responses),
            "security": security,
        ]
        return operation.with([
            "description": description(of: access).map(JSONValue.text), "requestBody": requestBody,
        ])
    }

    private func description(of access: Access) -> String? {
        guard case .key(let scope) = access else { return details }
        return [details, "Needs a key for `\(scope.rawValue)`."].compactMap(\.self).joined(separator: " ")
    }

    private var security: JSONValue {
        switch access {
        case .everybody: [[:], ["key": []]]
        case .key: [["key": []]]
        case .reader: [[:], ["key": []], ["secret": []]]
        case .reporter: [["secret": []]]
        }
    }

    private var requestBody: JSONValue? {
        if let file {
            let octets: JSONValue = ["schema": ["type": "string", "contentEncoding": "binary"]]
            return ["required": true, "content": .object([file: octets])]
        }
        return body.map { ["required": true, "content": ["application/json": ["schema": $0.reference]]] }
    }

    private var responses: [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        for (status, meaning) in allFailures {
            let content: JSONValue = [.init(FailureAPI.mediaType): ["schema": FailureAPI.schema.reference]]
            responses["\(status.code)"] = ["description": .text(meaning), "content": content]
        }
        for answer in answers {
            let content = answer.content.map { content -> JSONValue in
                .object([content.mediaType: ["schema": content.schema.reference]])
            }
            responses["\(answer.status.code)"] = JSONValue.object(["description": .text(answer.meaning)])
                .with(["content": content])
        }
        if method == .get { responses["304"] = ["description": "`If-None-Match` names the tag of this very answer."] }
        return responses
    }

    /// Statuses and what they mean here: those that every operation may answer with, those its parts make possible and
    /// its own, which say it better.
    var allFailures: [HTTPResponse.Status: String] {
        var all: [HTTPResponse.Status: String] = [
            .badRequest: "The query or the body is not UTF-8, or no JSON object.",
            .unauthorized: "The key, or the secret where one is needed, is missing or unknown.",
            .notFound: "There is no such thing in this town.",
            .unprocessableContent: "`errors` says which fields are wrong and how to mend them.",
            .tooManyRequests: "Too many requests; `Retry-After` says when the next one counts.",
            .internalServerError: "A fault of the server; tell its operator the `requestId`.",
            .serviceUnavailable: "Nothing was stored; send again after `Retry-After` seconds.",
        ]
        if case .key = access { all[.forbidden] = "The key is not good for this." }
        if body != nil || file != nil {
            all[.contentTooLarge] = "The body is too large."
            all[.unsupportedMediaType] = "`Accept` says which `Content-Type` is taken."
        }
        if parameters.contains(where: { $0.name == APIParameter.after.name }) {
            all[.badRequest]? += " Or `after` is no `next` of a page of this list."
        }
        if repetition != .asItIs {
            all[.unprocessableContent]? += " It names `Idempotency-Key` when that came with another request before."
        }
        all.merge(failures) { _, own in own }
        if repetition == .remembered {
            let meaning = "The first request with this `Idempotency-Key` has not been answered yet."
            all[.conflict] = [failures[.conflict], meaning].compactMap(\.self).joined(separator: " ")
        }
        return all
    }
}

extension APIParameter {
    /// As it stands in a description.
    var description: JSONValue {
        [
            "name": .text(name), "in": .text(place.rawValue), "required": .bool(isRequired),
            "description": .text(meaning), "schema": schema.reference,
        ]
    }
}
