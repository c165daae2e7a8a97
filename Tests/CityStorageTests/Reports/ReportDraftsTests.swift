import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct ReportDraftsTests {
    @Test("A draft keeps what was typed for a day, renewed with every step", arguments: Engine.available)
    func keeping(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            var (token, draft) = hall.reportDrafts.new()
            #expect(try await hall.reportDrafts.draft(token, in: town.id, at: hall.now) == nil)
            draft.submission = .personal(in: town)
            try await hall.reportDrafts.keep(draft, token, in: town.id, at: hall.now)
            #expect(try await hall.reportDrafts.draft(token, in: town.id, at: hall.now) == draft)
            hall.clock.advance(.hours(23))
            draft.submission.description = "Zmienione."
            try await hall.reportDrafts.keep(draft, token, in: town.id, at: hall.now)
            hall.clock.advance(.hours(24) - .milliseconds(1))
            #expect(try await hall.reportDrafts.draft(token, in: town.id, at: hall.now) == draft)
            hall.clock.advance(.milliseconds(1))
            #expect(try await hall.reportDrafts.draft(token, in: town.id, at: hall.now) == nil)
        }
    }

    @Test("A draft that was sent keeps the way to the receipt and nothing else", arguments: Engine.available)
    func sent(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            var (token, draft) = hall.reportDrafts.new()
            draft.submission = .personal(in: town)
            try await hall.reportDrafts.keep(draft.sent(to: "z/2026-1/x/receipt"), token, in: town.id, at: hall.now)
            let found = try #require(try await hall.reportDrafts.draft(token, in: town.id, at: hall.now))
            #expect(found.submission == Submission())
            #expect([found.receipt, found.clientKey] == ["z/2026-1/x/receipt", draft.clientKey])
        }
    }

    @Test("Only the token of the draft opens it, and only in its town", arguments: Engine.available)
    func strangers(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (kielce, suprasl) = (try ProjectTown.named("kielce"), try ProjectTown.named("suprasl"))
            let hall = try TestTownHall(database, kielce, suprasl)
            let (token, draft) = hall.reportDrafts.new()
            let (other, otherDraft) = hall.reportDrafts.new()
            #expect(draft.clientKey != otherDraft.clientKey)
            try await hall.reportDrafts.keep(draft, token, in: kielce.id, at: hall.now)
            #expect(try await hall.reportDrafts.draft(other, in: kielce.id, at: hall.now) == nil)
            #expect(try await hall.reportDrafts.draft(token, in: suprasl.id, at: hall.now) == nil)
        }
    }

    @Test("Expired drafts are swept in slices, those of all towns, and no others", arguments: Engine.available)
    func sweeping(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let store = SQLDraftStore(database: database)
            let draft = StoredDraft(content: Sealed(ciphertext: [1]), key: WrappedKey(bytes: [2]))
            for (index, minutes) in [0, 1, 2, 3, 4].enumerated() {
                let town: ID<Municipality> = index % 2 == 0 ? .north : .south
                try await store.keep(
                    draft,
                    [UInt8(index)],
                    of: nil,
                    until: .monday + .minutes(Int64(minutes)),
                    in: town
                )
            }
            let now = Instant.monday + .minutes(3)
            #expect(try await store.sweep(limit: 3, at: now) == 3)
            #expect(try await store.sweep(limit: 3, at: now) == 1)
            #expect(try await store.sweep(limit: 3, at: now) == 0)
            #expect(try await store.draft([4], in: .north, at: now) != nil)
            let left = try await database.acrossTowns.read { try $0.query("SELECT token_hash FROM report_drafts") }
            #expect(try left.map { try $0.blob("token_hash") } == [[4]])
        }
    }
}
