import CityDomain
import CityKit
import CityTestSupport
import Foundation
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct APIDescriptionTests {
    @Test("Every operation has a name of its own, and every object one meaning")
    func names() {
        let operations = APIRoutes.operations
        #expect(Set(operations.map(\.id)).count == operations.count)
        #expect(Set(operations.map { "\($0.method) \($0.path)" }).count == operations.count)
        let schemas = operations.flatMap { $0.answers.compactMap(\.content?.schema) + [$0.body].compactMap(\.self) }
        for (name, objects) in Dictionary(grouping: schemas.flatMap(\.objects), by: \.name) {
            #expect(Set(objects.map { "\($0)" }).count == 1, "\(name)")
        }
    }

    @Test("The parameters of a path are those that are described", arguments: APIRoutes.operations.map(\.id))
    func parameters(id: String) throws {
        let operation = try #require(APIRoutes.operations.first { $0.id == id })
        let inPath = operation.path.matches(of: /\{(\w+)\}/).map { String($0.1) }
        #expect(inPath == operation.parameters.filter { $0.place == .path }.map(\.name))
    }

    @Test("docs/api/openapi.json is the description of the program")
    func document() throws {
        let description = APIDescription(APIRoutes.operations, server: "https://town.example/api/v1")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try expectDocument(String(decoding: encoder.encode(description), as: UTF8.self), at: "docs/api/openapi.json")
    }

    @Test("A running town describes itself under its own address")
    func running() async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await Program(nil, site).call("getDescription")
            #expect(answer.status == 200)
            #expect(answer.body.contains(#""servers":[{"url":"http://localhost/kielce/api/v1"}]"#))
        }
    }

    /// Nothing is needed to be answered as described: not a key, not a body, not a report.
    @Test("An empty request is answered as described", arguments: APIRoutes.operations.map(\.id))
    func empty(id: String) async throws {
        try await TestSite.with("kielce") { site in
            let operation = try #require(APIRoutes.operations.first { $0.id == id })
            let values = ["number": "2026-1", "photo": "x", "webhook": "x", "delivery": "x", "size": "large"]
            let answers = [
                try await Program(nil, site).call(id, values),
                try await Program(.administrator, site).call(id, values, body: "{}"),
                try await Program(.administrator, site).call(id, values, query: "?nothing=1", body: "[]"),
            ]
            #expect(answers[2].status == 422)
            if case .key = operation.access { #expect(answers[0].status == 401) }
        }
    }

    @Test("Every field that is described is read", arguments: APIRoutes.operations.filter { $0.body != nil }.map(\.id))
    func fields(id: String) async throws {
        try await TestSite.with("kielce") { site in
            var program = try await Program(.administrator, site)
            program.secret = try await site.hall.submit(in: site.town).secret.grouped
            let operation = try #require(APIRoutes.operations.first { $0.id == id })
            let values = ["number": "2026-1", "photo": "x", "webhook": "x", "delivery": "x"]
            // A list of lists is no value of any field: each that is read is mistyped, and what is not read is unknown.
            let members = operation.body?.members ?? []
            let wrong = members.map { "\"\($0.name)\": [[[]]]" }.joined(separator: ",")
            let answer = try await program.call(id, values, body: "{\(wrong)}")
            let blamed = Set(answer.body.matches(of: /"field":"(\w+)"/).map { String($0.1) })
            #expect(answer.status == 422)
            #expect(blamed == Set(members.map(\.name)))
            for member in members {
                let unknown = site.words()(RequestFailure.unknownField(member.name).text)
                #expect(!answer.body.contains(unknown), "\(member.name) is not read")
            }
        }
    }
}
