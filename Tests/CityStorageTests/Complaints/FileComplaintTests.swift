import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// A complaint on its way into the register, on both engines.
@Suite struct FileComplaintTests {
    static func with(
        _ engine: Engine,
        _ name: String = "suprasl",
        _ body: (TestTownHall, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(name)
            try await body(try TestTownHall(database, town), town)
        }
    }

    @Test(
        "A complaint gets a number, a term and a letter to the address it names, which repeats nothing that was typed",
        .clause("suprasl/X.1", "suprasl/X.4", "biale-blota/§9.1", "biale-blota/§9.3", "kielce/IX.1"),
        arguments: Engine.available,
        ["suprasl", "biale-blota", "kielce"]
    )
    func way(_ engine: Engine, name: String) async throws {
        try await Self.with(engine, name) { hall, town in
            let receipt = try await hall.complain(in: town)
            #expect(receipt.number.description == "R/2026/1")
            let mail = try await hall.mail()
            let letter = try #require(mail.first)
            #expect(mail.count == 1 && letter.to.address.text == "ada@poczta.example")
            #expect(letter.subject.contains("R/2026/1") && letter.text.contains("R/2026/1"))
            #expect(letter.text.contains("/complaints/sent/\(receipt.id)/\(receipt.token.text)"))
            #expect(
                letter.text.contains(
                    name == "kielce" ? "Odpowiedź bez zbędnej zwłoki" : "Odpowiedź do poniedziałku, 18 maja 2026"
                )
            )
            for word in ["Ada", "Zmyślona", "Mapa", "mapy"] { #expect(!letter.text.contains(word)) }
            let complaint = try await hall.readComplaints.receipt(receipt.id, token: receipt.token, in: town)
            #expect(complaint.receivedOn == CivilDate(2026, 4, 27) && complaint.origin == .page)
            #expect(complaint.due == (name == "kielce" ? nil : CivilDate(2026, 5, 18)))
        }
    }

    @Test("The link of a receipt opens one complaint, and no other token does", arguments: Engine.available)
    func link(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (one, other) = (try await hall.complain(in: town), try await hall.complain(in: town))
            #expect(one.number.sequence == 1 && other.number.sequence == 2)
            for token in [other.token, nil] {
                await #expect(throws: ComplaintFailure.wrongLink) {
                    try await hall.readComplaints.receipt(one.id, token: token, in: town)
                }
            }
        }
    }

    @Test(
        "Sending a form twice makes one complaint, also at the same time and after the last day",
        arguments: Engine.available
    )
    func twice(_ engine: Engine) async throws {
        try await Self.with(engine, "kielce") { hall, town in
            let key = hall.fileComplaint.newKey()
            let form = ComplaintForm.sample(on: town.clock.date(of: hall.now))
            async let first = hall.complain(form, key: key, in: town)
            async let second = hall.complain(form, key: key, in: town)
            let receipts = try await [first, second]
            #expect(receipts[0] == receipts[1])
            hall.clock.advance(.days(30))
            let later = try await hall.complain(form, key: key, in: town)
            #expect(later == receipts[0])
            #expect(try await hall.mail().count == 1)
            var changed = form
            changed.description = "Coś innego."
            await #expect(throws: ComplaintFailure.sentBefore(receipts[0].number)) {
                try await hall.complain(changed, key: key, in: town)
            }
            #expect(try await hall.handleComplaints.register(hall.desk(in: town)).count == 1)
        }
    }

    @Test("What is wrong stores nothing and sends nothing", arguments: Engine.available)
    func wrong(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            var form = ComplaintForm.sample(on: town.clock.date(of: hall.now))
            form.subject = "outcome"
            await #expect(throws: Failures.self) { try await hall.complain(form, in: town) }
            #expect(try await hall.mail().isEmpty)
            #expect(try await hall.handleComplaints.register(hall.desk(in: town)).isEmpty)
            let silent = try ProjectTown.named("siedlce")
            await #expect(throws: ComplaintFailure.notOffered) { try await hall.complain(in: silent) }
        }
    }

    @Test(
        "Many from one network or to one address are held off for a while, and others are not",
        arguments: Engine.available
    )
    func many(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let today = town.clock.date(of: hall.now)
            for _ in 0..<FileComplaint.freeToAddress { _ = try await hall.complain(in: town) }
            await #expect(throws: ComplaintFailure.tooMany(retryAfter: .hours(1))) {
                try await hall.complain(from: "198.51.100.9", in: town)
            }
            var other = ComplaintForm.sample(on: today)
            for count in FileComplaint.freeToAddress..<(FileComplaint.freeOfNetwork + 1) {
                other.email = "osoba-\(count)@poczta.example"
                _ = try await hall.complain(other, in: town)
            }
            other.email = "nowa@poczta.example"
            await #expect(throws: ComplaintFailure.tooMany(retryAfter: .seconds(1))) {
                try await hall.complain(other, in: town)
            }
            _ = try await hall.complain(other, from: "198.51.100.9", in: town)
            hall.clock.advance(.hours(1))
            _ = try await hall.complain(in: town)
        }
    }

    @Test("Of many that are sent to one address at once no more letters go out", arguments: Engine.available)
    func manyAtOnce(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let taken = await withTaskGroup(of: Bool.self) { group in
                for sender in 0..<20 {
                    group.addTask { (try? await hall.complain(from: "198.51.100.\(sender)", in: town)) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == FileComplaint.freeToAddress)
            let register = try await hall.handleComplaints.register(hall.desk(in: town))
            #expect(register.count == FileComplaint.freeToAddress)
        }
    }

    @Test(
        "A photo goes along, sealed and for the office alone; one that is gone stops the complaint",
        .clause("biale-blota/§9.2"),
        arguments: Engine.available
    )
    func photo(_ engine: Engine) async throws {
        try await Self.with(engine, "biale-blota") { hall, town in
            let (complaint, photo) = try await hall.complainWithPhoto(in: town)
            let opened = try await hall.handleComplaints.open(complaint, hall.desk(in: town))
            #expect(opened.photos.map(\.id) == [photo] && opened.photos.map(\.state) == [.private])
            hall.clock.advance(.days(3))
            try await hall.sweepPhotos.expired(at: hall.now)
            let found = try await hall.handleComplaints.photo(photo, of: complaint, hall.desk(in: town))
            let bytes = try await hall.readPhotos.picture(found, .large, in: town.id).bytes(limit: 1_000_000)
            #expect(!bytes.isEmpty)
            await #expect(throws: ReportPhotoFailure.notFound) {
                try await hall.readPhotos.released(photo, for: .registered, in: town)
            }
            await #expect(throws: ReportPhotoFailure.gone) {
                try await hall.complain(photos: [photo], in: town)
            }
            let key = hall.fileComplaint.newKey()
            _ = try await hall.addPhoto(underComplaint: key, in: town)
            await #expect(throws: ReportPhotoFailure.tooMany(limit: 1)) {
                try await hall.addPhoto(underComplaint: key, in: town)
            }
        }
    }

    @Test("A complaint of a signed-in resident stands in the account with its answer", arguments: Engine.available)
    func own(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (ida, eda) = (try await hall.resident(in: town), try await hall.resident("eda@example.org", in: town))
            let receipt = try await hall.complain(by: ida, in: town)
            try await hall.handleComplaints.answer(receipt.id, .accepted, words: "Naprawione.", hall.desk(in: town))
            let own = try await hall.readComplaints.own(ida, in: town)
            #expect(own.map(\.complaint.number) == [receipt.number])
            #expect(own.first?.content?.matter == "Mapa")
            #expect(own.first?.lines.map(\.words) == ["Naprawione."])
            #expect(try await hall.readComplaints.own(eda, in: town).isEmpty)
        }
    }
}
