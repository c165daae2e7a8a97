import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Foundation
import Testing

/// What somebody finds who steals the database.
@Suite struct SealedDataTests {
    private static let password = Password(typed: "sześć-słów-na-próbę")
    private static let closing = Decision(to: .closed, justification: "Odpowiedź: nie.", solution: "Inaczej: tak.")

    /// Words that nobody approved for the public: of the reporter, of the office, of a draft.
    private static let unpublished = ["trzecia latarnia", "Po zmroku", "Odpowiedź", "Inaczej: tak", "Szkic"]

    /// A town hall in which everything that holds personal data was used once. Returns what was handed out.
    private static func use(_ hall: TestTownHall, _ town: Municipality) async throws -> [String] {
        let receipt = try await hall.submit(.personal(in: town), in: town)
        try await hall.handleEvents()
        try await hall.decide(Decision(to: .accepted), about: receipt.number, in: town)
        try await hall.decide(closing, about: receipt.number, in: town)
        let followed = try await hall.submit(in: town).number
        try await hall.decide(Decision(to: .accepted), about: followed, in: town)
        try await hall.followReport(
            followed,
            email: "zaneta@poczta.example",
            language: .polish,
            for: .everyone,
            in: town,
            at: hall.now
        )
        var (token, draft) = hall.reportDrafts.new()
        draft.submission = .personal(in: town)
        draft.submission.description = "Szkic."
        try await hall.reportDrafts.keep(draft, token, in: town.id, at: hall.now)
        let session = try await signIn(hall, town)
        try await answer("zaneta-1", hall, town)
        let key = try await hall.apiKeys.create(name: "Portal", role: .operator, by: .test, in: town.id, at: hall.now)
        let secret = receipt.secret.grouped
        return [
            secret, secret.replacing("-", with: ""), token.text, session.text, key.text, "192.0.2.77", password.text,
            "zaneta-1",
        ]
    }

    /// The session of somebody of the office who got an account first.
    private static func signIn(_ hall: TestTownHall, _ town: Municipality) async throws -> Token {
        _ = try await hall.createStaff(
            name: PersonName(typed: "Żaneta Wymyślona"),
            login: EmailAddress(typed: "zaneta@poczta.example"),
            password: password,
            roles: [.operator],
            by: .test,
            in: town.id,
            at: hall.now
        )
        return try await hall.signIn(
            login: "zaneta@poczta.example",
            password: password,
            network: "192.0.2.77",
            request: "test",
            in: town,
            at: hall.now
        ).session
    }

    private static func answer(_ name: String, _ hall: TestTownHall, _ town: Municipality) async throws {
        let request = NamedRequest(try IdempotencyKey(header: name), by: .anybody, parts: [])
        _ = try await hall.answerRequest(request, in: town.id, at: hall.now) { _ in
            RequestAnswer(status: 200, headers: [], body: "Po zmroku nic tu nie widać.")
        }
    }

    @Test(
        "No table holds a name, an address, a number, an unpublished word or a secret that opens something",
        .clause("siedlce/§5.5", "demo/§6.2"),
        arguments: Engine.available
    )
    func tables(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let secrets = try await Self.use(try TestTownHall(database, town), town)
            let texts = try await Self.everything(in: database)
            #expect(texts.count > 100)
            #expect(texts.contains { $0.contains("nie świeci latarnia") }, "the public text is public")
            for trace in PersonalTraces.all + Self.unpublished + secrets {
                #expect(texts.filter { $0.contains(trace) } == [], "\(trace)")
            }
        }
    }

    /// Every value of every table as text.
    private static func everything(in database: any Database) async throws -> [String] {
        let tables = database.schema.townTables.union(["server_keys"]).sorted()
        return try await database.acrossTowns.read { transaction in
            try tables.flatMap { table in
                try transaction.query("SELECT * FROM \(SQL(trusted: table))").flatMap { row in
                    row.all.map { value in
                        switch value {
                        case .text(let text): text
                        case .blob(let bytes): String(decoding: bytes, as: UTF8.self)
                        default: "\(value)"
                        }
                    }
                }
            }
        }
    }

    @Test("Neither does the file of the database, nor what stands beside it", .clause("siedlce/§5.5"))
    func file() async throws {
        try await Engine.sqlite.withPlace { place in
            let database = try await place.open()
            let town = try ProjectTown.named("kielce")
            let secrets = try await Self.use(try TestTownHall(database, town), town)
            let folder = URL(filePath: place.address).deletingLastPathComponent()
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            #expect(files.contains("ratusz.sqlite-wal"))
            var bytes = Data()
            for file in files { bytes += try Data(contentsOf: folder.appending(path: file)) }
            #expect(bytes.range(of: Data("nie świeci latarnia".utf8)) != nil)
            for trace in PersonalTraces.all + Self.unpublished + secrets {
                #expect(bytes.range(of: Data(trace.utf8)) == nil, "\(trace)")
            }
            await database.close()
        }
    }
}
