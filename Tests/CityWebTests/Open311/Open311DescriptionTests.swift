import CityDomain
import CityKit
import CityTestSupport
import Foundation
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct Open311DescriptionTests {
    @Test("docs/api/open311.json is the description of the program")
    func document() throws {
        let description = Open311Description(Open311Operation.all, server: "https://town.example/open311/v2")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try expectDocument(String(decoding: encoder.encode(description), as: UTF8.self), at: "docs/api/open311.json")
    }

    @Test("Every operation has a name and an address of its own")
    func names() {
        let operations = Open311Operation.all
        #expect(Set(operations.map(\.id)).count == operations.count)
        #expect(Set(operations.map { "\($0.method) \($0.path)" }).count == operations.count)
    }

    private static let check = SchemaCheck(Open311Operation.all.map(\.value) + [.open311Error])

    private static func expect(_ answer: Answer, of id: String, _ status: Int = 200) throws {
        let operation = try #require(Open311Operation.all.first { $0.id == id })
        #expect(answer.status == status, "\(id)")
        #expect(operation.answers.contains { $0.key.code == status }, "\(id) \(status) is not described")
        let faults = try check.faults(answer.body.utf8, operation.value)
        #expect(faults == [], "\(id)")
    }

    @Test("Every answer is as described")
    func answers() async throws {
        try await Open311Site.with { site in
            let number = try await site.publish().path
            try Self.expect(try await site.post(clientKey: "k"), of: "submitRequest", 201)
            try Self.expect(try await site.post(clientKey: "k"), of: "submitRequest")
            let update = try await site.post(
                [
                    "update_id": "u1", "service_request_id": number, "status": "in_progress",
                    "description": "Jedziemy.",
                ],
                to: "servicerequestupdates.json",
                by: .office
            )
            try Self.expect(update, of: "submitUpdate")
            let rows = [
                ("discovery.json", "getDiscovery"), ("services.json", "listServices"),
                ("services.json?extensions=true", "listServices"), ("services/pothole.json", "getServiceDefinition"),
                ("requests.json", "searchRequests"), ("requests.json?extensions=true", "searchRequests"),
                ("requests/\(number).json?extensions=true", "readRequest"), ("tokens/\(number).json", "readToken"),
                ("servicerequestupdates.json", "searchUpdates"),
            ]
            for (path, id) in rows { try Self.expect(try await site.get(path), of: id) }
            try Self.expect(try await site.get("requests/2026-2.json", by: .sender), of: "readRequest")
            let refused = try await site.get("requests/2026-9.json")
            let faults = try Self.check.faults(refused.body.utf8, .list(of: .open311Error))
            #expect(faults == [])
        }
    }

    @Test("What a category asks is as described")
    func definition() async throws {
        try await Open311Site.with([try ProjectTown.named("demo")]) { site in
            for category in site.town.categories where category.isOffered(on: CivilDate(2026, 4, 27)) {
                let answer = try await site.get("services/\(category.id).json")
                try Self.expect(answer, of: "getServiceDefinition")
            }
        }
    }

    @Test(
        "A wrong key is told so everywhere, even where none is needed",
        arguments: [
            "discovery.json", "services.json", "services/pothole.json", "requests.json", "requests/2026-1.json",
            "tokens/2026-1.json", "servicerequestupdates.json",
        ]
    )
    func wrongKey(path: String) async throws {
        try await Open311Site.with { site in
            _ = try await site.publish()
            #expect(try await site.get(path).status == 200)
            #expect(try await site.get(path, by: .forger).status == 403)
        }
    }
}
