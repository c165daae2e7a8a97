import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct ManageWebhooksTests {
    private static func hall(_ database: any Database) throws -> (TestTownHall, Municipality) {
        let town = try ProjectTown.named("kielce")
        return (try TestTownHall(database, town), town)
    }

    private static func webhook(_ hall: TestTownHall, in town: Municipality) async throws -> ID<Webhook> {
        try await hall.manageWebhooks()
            .create(
                url: "https://receiver.example/hook",
                topics: [.received],
                by: .program,
                in: town.id,
                at: hall.now
            ).webhook.id
    }

    @Test("A webhook that is taken away leaves nothing to send and no key", arguments: Engine.available)
    func removal(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            let id = try await Self.webhook(hall, in: town)
            _ = try await hall.submit(in: town)
            try await hall.handleEvents()
            try await hall.manageWebhooks().remove(id, by: .program, in: town.id, at: hall.now)
            #expect(try await hall.deliveries.count(.cancelled) == 1)
            #expect(try await hall.webhooks.all(in: town.id) == [])
            let keys = try await database.town(town.id).read { transaction in
                try transaction.query("SELECT owner FROM data_keys WHERE municipality = {town} AND purpose = 'webhook'")
            }
            #expect(keys.isEmpty)
            await #expect(throws: WebhookFailure.notFound) {
                try await hall.manageWebhooks().remove(id, by: .program, in: town.id, at: hall.now)
            }
        }
    }

    @Test("A town has so many webhooks and no more", arguments: Engine.available)
    func most(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            for _ in 0..<Webhook.most { _ = try await Self.webhook(hall, in: town) }
            await #expect(throws: WebhookFailure.tooMany(most: Webhook.most)) {
                try await Self.webhook(hall, in: town)
            }
        }
    }
}
