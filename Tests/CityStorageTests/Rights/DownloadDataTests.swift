import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Foundation
import Testing

@testable import CityDomain

@Suite struct DownloadDataTests {
    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, Municipality, SignInResident.Signed) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            try await body(hall, town, try await hall.resident(in: town))
        }
    }

    @Test(
        "The file holds the account, the reports with answers and photos, and who looked at them",
        .clause("suprasl/VII a9", "suprasl/VII a13a", "suprasl/VII a13e"),
        arguments: Engine.available
    )
    func everything(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let report = try await hall.submitWithPhoto(by: ida, description: "=1+1", in: town)
            _ = try await hall.submit(.personal(in: town), in: town)
            try await hall.follow(ida, in: town)
            _ = try await hall.readReport(report, by: .officer, in: town, at: hall.now)
            try await hall.linkAudit()
            let decision = Decision(to: .accepted, justification: "Odpowiedź urzędu.")
            try await hall.decide(decision, about: report, publishing: .sample, in: town)
            _ = try await hall.mail()
            let bytes = try await hall.download(ida, in: town)
            let data = try #require(try hall.json(in: bytes))
            let account = try #require(data["account"] as? [String: Any])
            #expect(account["email"] as? String == "ida@example.org" && account["surname"] as? String == "Przykładowa")
            #expect(account["acceptedTerms"] as? String == town.regulation(on: town.clock.date(of: hall.now))?.version)
            let reports = try #require(data["reports"] as? [[String: Any]])
            #expect(reports.map { $0["number"] as? String } == [report.description])
            let photos = reports.first?["photos"] as? [[String: Any]]
            #expect(photos?.first?["file"] as? String == "photos/\(report.path)/1.jpg")
            let views = data["views"] as? [[String: Any]]
            #expect(views?.map { $0["what"] as? String } == ["report.viewed"])
            #expect((data["subscriptions"] as? [Any])?.count == 1)
            #expect((data["sessions"] as? [[String: Any]])?.first?["device"] as? String == "Firefox/140.0 Linux")
            #expect((data["log"] as? [[String: Any]])?.map { $0["what"] as? String } == ["signedIn"])
            #expect((data["letters"] as? [Any])?.isEmpty == false)
            let text = String(decoding: bytes, as: UTF8.self)
            for name in [
                "account.csv", "reports.csv", "sessions.csv", "log.csv", "views.csv", "photos/\(report.path)/1.jpg",
            ] {
                #expect(text.contains(name), "\(name)")
            }
            #expect(text.contains(",'=1+1,"), "no spreadsheet takes it for a formula")
            #expect(PersonalTraces.found(in: text) == [], "nothing of anybody else")
        }
    }

    @Test("It holds the complaints with their photos and what the office answered", arguments: Engine.available)
    func complaints(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let (id, _) = try await hall.complainWithPhoto(by: ida, in: town)
            _ = try await hall.complain(in: town)
            try await hall.handleComplaints.answer(id, .accepted, words: "Mapa działa.", hall.desk(in: town))
            let bytes = try await hall.download(ida, in: town)
            let all = try #require(try hall.json(in: bytes)?["complaints"] as? [[String: Any]])
            #expect(all.map { $0["number"] as? String } == ["R/2026/1"])
            #expect(all.first?["demand"] as? String == "Proszę naprawić mapę.")
            #expect(all.first?["outcome"] as? String == "accepted")
            let answers = all.first?["answers"] as? [[String: Any]]
            #expect(answers?.map { $0["words"] as? String } == ["Mapa działa."])
            #expect(String(decoding: bytes, as: UTF8.self).contains("photos/R-2026-1/1.jpg"))
        }
    }

    @Test("It holds the comments as they were written, with what the office decided", arguments: Engine.available)
    func comments(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let (id, number) = try await hall.commentOnPublic(by: ida, in: town)
            try await hall.comment("Drugi.", on: number, by: hall.resident("eda@example.org", in: town), in: town)
            try await hall.moderateComments.refuse(id, because: "Nie na temat.", hall.moderation(in: town))
            let all = try #require(
                try hall.json(in: try await hall.download(ida, in: town))?["comments"] as? [[String: Any]]
            )
            #expect(all.map { $0["words"] as? String } == ["Ta lampa jest potrzebna."])
            #expect(all.first?["state"] as? String == "refused")
            #expect(all.first?["reason"] as? String == "Nie na temat.")
            #expect(all.first?["report"] as? String == number.description)
        }
    }

    @Test("It holds the addresses of the account", arguments: Engine.available)
    func addresses(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            try await hall.keep(.sample(.other, words: "Działka"), of: ida, in: town)
            try await hall.keep(of: hall.resident("eda@example.org", in: town), in: town)
            let bytes = try await hall.download(ida, in: town)
            let all = try #require(try hall.json(in: bytes)?["addresses"] as? [[String: Any]])
            #expect(all.map { $0["address"] as? String } == ["ul. Zmyślona 1, Innowo"])
            #expect(all.first?["kind"] as? String == "other" && all.first?["words"] as? String == "Działka")
            #expect(String(decoding: bytes, as: UTF8.self).contains("addresses.csv"))
        }
    }

    @Test("It names the passkeys of the second step, and holds no secret of it", arguments: Engine.available)
    func secondStep(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            #expect(try hall.json(in: try await hall.download(ida, in: town))?["secondStep"] == nil)
            let passkey = try FakePasskey()
            let codes = try await hall.protect(ida, by: passkey, in: town)
            let bytes = try await hall.download(ida, in: town)
            let step = try #require(try hall.json(in: bytes)?["secondStep"] as? [String: Any])
            #expect(step["hasApp"] as? Bool == false)
            #expect((step["passkeys"] as? [[String: Any]])?.map { $0["name"] as? String } == ["Laptop"])
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(codes.allSatisfy { !text.contains($0.text) })
        }
    }

    @Test("It is in the audit log before anything is handed out", arguments: Engine.available)
    func noted(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            await #expect(throws: AccountFailure.wrongPassword) {
                try await hall.download(ida, password: Password(typed: "nie to"), in: town)
            }
            #expect(try await hall.auditStore.queue(limit: 10).waiting.isEmpty)
            _ = try await hall.archive(ida, in: town)
            let entries = try await hall.auditStore.queue(limit: 10).waiting
            #expect(entries.map(\.kind) == ["data.downloaded"])
            #expect(entries.map(\.actor) == ["resident/\(ida.resident.id)"])
        }
    }

    @Test("A photo whose file is lost is named, and the rest is handed out")
    func lostPhoto() async throws {
        try await Self.with(.sqlite) { hall, town, ida in
            let report = try await hall.submitWithPhoto(by: ida, description: "Dziura.", in: town)
            let id = try await hall.readReport.unseen(report, in: town).report.id
            for photo in try await hall.photos.photos(of: id, in: town.id) {
                try await hall.files.delete(photo.large.name)
            }
            let text = String(decoding: try await hall.download(ida, in: town), as: UTF8.self)
            #expect(text.contains("missing.csv") && text.contains("file\r\nphotos/\(report.path)/1.jpg\r\n"))
        }
    }
}

extension TestTownHall {
    fileprivate func archive(_ signed: SignInResident.Signed, password: Password = .sample, in town: Municipality)
        async throws -> PersonalArchive
    {
        try await downloadData(signed, proof: .password(password), in: town, at: now)
    }

    fileprivate func download(_ signed: SignInResident.Signed, password: Password = .sample, in town: Municipality)
        async throws -> [UInt8]
    {
        var bytes: [UInt8] = []
        try await archive(signed, password: password, in: town).write { bytes += $0 }
        return bytes
    }

    /// The first entry of the archive, which is not packed.
    fileprivate func json(in bytes: [UInt8]) throws -> [String: Any]? {
        let name = Array("data.json".utf8)
        let length = (0..<4).reduce(0) { $0 | Int(bytes[22 + $1]) << (8 * $1) }
        let start = 30 + name.count
        let data = Data(bytes[start..<start + length])
        return try JSONSerialization.jsonObject(with: data) as? [String: Any]
    }

    fileprivate func submitWithPhoto(
        by author: SignInResident.Signed,
        description: String,
        in town: Municipality
    ) async throws -> ReportNumber {
        let (token, _) = reportDrafts.new()
        let version = town.regulation(on: town.clock.date(of: now))?.version ?? ""
        let received = try await addPhoto.receive(FileChunks(SamplePhoto.jpeg))
        let photo = try await addPhoto(received, by: .draft(token), accepted: version, in: town, at: now)
        var submission = Submission.sample(in: town)
        submission.description = description
        submission.email = author.profile.email.text
        return try await submitReport(
            submission,
            clientKey: ClientKey(random: randomness),
            origin: .page,
            language: .polish,
            photos: PhotoClaim(uploader: .draft(token), ids: [photo.id]),
            by: author,
            in: town,
            at: now
        ).number
    }

    /// Lets a resident follow somebody else's report.
    fileprivate func follow(_ signed: SignInResident.Signed, in town: Municipality) async throws {
        let other = try await submit(in: town).number
        try await decide(Decision(to: .accepted), about: other, in: town)
        try await followReport(
            other,
            email: signed.profile.email.text,
            language: .polish,
            for: .everyone,
            in: town,
            at: now
        )
    }
}
