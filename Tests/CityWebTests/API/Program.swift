import CityDomain
import CityKit
import CityTestSupport
import Foundation
import HTTPTypes
import Testing

@testable import CityWeb

/// A program that uses the interface, and compares every answer with the description.
struct Program: Sendable {
    let site: TestSite
    let key: String?
    var secret: String?

    /// With a new key of this role; without one where it is nil.
    init(_ role: APIRole?, _ site: TestSite, limit: RequestLimit = .ofKey) async throws {
        self.site = site
        key = try await role.asyncMap { role in
            try await site.hall.apiKeys.create(
                name: "x",
                role: role,
                limit: limit,
                by: .test,
                in: site.town.id,
                at: site.hall.now
            )
            .text
        }
    }

    private static let check = SchemaCheck(
        APIRoutes.operations.flatMap { $0.answers.compactMap(\.content?.schema) + [$0.body].compactMap(\.self) }
            + [FailureAPI.schema]
    )

    /// Calls an operation by its id.
    ///
    /// - Parameters:
    ///   - values: of the parameters in the path.
    ///   - query: with the question mark.
    func call(
        _ id: String,
        _ values: [String: String] = [:],
        query: String = "",
        _ headers: HTTPFields = [:],
        body: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let operation = try #require(APIRoutes.operations.first { $0.id == id }, sourceLocation: sourceLocation)
        var path = operation.path
        for (name, value) in values { path = path.replacing("{\(name)}", with: value) }
        var all = headers
        if let key { all[.authorization] = "Bearer \(key)" }
        if let secret { all[.reportSecret] = secret }
        if operation.body != nil { all[.contentType] = "application/json" }
        let answer = try await site.request(
            operation.method,
            "/\(site.town.id)/api/v1/\(path)\(query)",
            all,
            body: body.map { Array($0.utf8) }
        )
        expect(answer, of: operation, sourceLocation)
        return answer
    }

    private func expect(_ answer: Answer, of operation: APIOperation, _ place: SourceLocation) {
        let name = "\(operation.id) \(answer.status)"
        let description = operation.described[answer.status]
        #expect(description != nil, "\(name) is not described", sourceLocation: place)
        guard let content = description ?? nil else { return }
        let type = answer.headers[.contentType]?.prefix { $0 != ";" }
        #expect(type.map(String.init) == content.mediaType, "\(name)", sourceLocation: place)
        guard content.mediaType.hasSuffix("json") else { return }
        let faults = try? Self.check.faults(answer.body.utf8, content.schema)
        #expect(faults == [], "\(name)", sourceLocation: place)
    }
}

extension APIOperation {
    typealias Content = (mediaType: String, schema: JSONSchema)

    /// The content of each status of the description; nil for one without a body.
    fileprivate var described: [Int: Content?] {
        var all: [Int: Content?] = [:]
        if method == .get { all.updateValue(nil, forKey: 304) }
        for status in allFailures.keys { all[status.code] = (FailureAPI.mediaType, FailureAPI.schema) }
        for answer in answers { all.updateValue(answer.content, forKey: answer.status.code) }
        return all
    }
}

extension Answer {
    /// A member of the JSON object, as text.
    subscript(member: String) -> String {
        let object = (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any]
        return object?[member].map { "\($0)" } ?? ""
    }
}
