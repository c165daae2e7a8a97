import CityKit
import CityTestSupport
import Testing

@testable import CityDomain
@testable import CityStorage

/// Answers by mail and the private thread, on both engines.
@Suite struct TakeRepliesTests {
    /// Mails by their names; those that are read as they stand, the words being the mail.
    private actor FakeMailbox: ReplyMailbox {
        private(set) var mails: [String: ReceivedMail]
        private let removes: Bool

        /// - Parameter removes: false for one that forgets what it was told to remove, as after a crash.
        init(_ mails: [String: ReceivedMail], removing removes: Bool = true) {
            self.mails = mails
            self.removes = removes
        }

        func waiting(limit: Int) -> [String] { mails.keys.sorted() }
        func read(_ mail: String, limit: Int) -> [UInt8]? { Array(mail.utf8) }
        func remove(_ mail: String) { if removes { mails[mail] = nil } }
        func put(_ mail: ReceivedMail, as name: String) { mails[name] = mail }
    }

    private struct FakeReader: MailReader {
        let mails: [String: ReceivedMail]
        func read(_ bytes: [UInt8]) -> ReceivedMail? { mails[String(decoding: bytes, as: UTF8.self)] }
    }

    private struct Office {
        let hall: TestTownHall
        let town: Municipality
        let number: ReportNumber
        let secret: ReportSecret
        let caller = Caller.officer

        init(_ database: any Database) async throws {
            town = try ProjectTown.named("demo")
            hall = try TestTownHall(database, town)
            let receipt = try await hall.submit(.personal(in: town), in: town)
            (number, secret) = (receipt.number, receipt.secret)
            let open = try await hall.open(number, secret, in: town)
            let email = try #require(open.contact.email)
            let token = hall.vault.confirmationToken(of: open.report.id, email, in: town.id)
            _ = try await hall.confirm(number, token, in: town)
        }

        var link: ReportLink { ReportLink(number, secret, from: "192.0.2.1", in: town, at: hall.now) }

        func file() async throws -> ReportFile { try #require(try await hall.reports.file(number, in: town.id)) }

        func address() async throws -> String {
            let open = try OpenReport(try await file(), vault: hall.vault, in: town.id, for: .office)
            let email = try #require(open.contact.email)
            let addresses = try #require(TestTownHall.replyAddresses)
            return try #require(addresses.address(of: open.report, to: email, hall.vault, in: town.id)).ascii
        }

        func mail(_ text: String, id: String = "<1@x.example>", from: String = "kto@inny.example", to: String? = nil)
            async throws -> ReceivedMail
        {
            let own = try await address()
            return ReceivedMail(
                id: id,
                recipients: [to ?? own],
                sender: from,
                subject: "Re",
                kind: .person,
                text: text,
                files: [ReceivedMail.File(name: "umowa.pdf", bytes: Array("%PDF-1.7".utf8))]
            )
        }

        func take(_ mail: ReceivedMail, removing: Bool = true) async throws -> [TakeReplies.Outcome: Int] {
            let take = TakeReplies(
                threads: hall.threads,
                reports: hall.reports,
                files: hall.files,
                photos: hall.addPhoto,
                reader: FakeReader(mails: ["m": mail]),
                addresses: try #require(TestTownHall.replyAddresses),
                vault: hall.vault,
                randomness: hall.randomness,
                audit: hall.audit
            )
            hall.clock.advance(.seconds(1))
            return try await take(from: FakeMailbox(["m": mail], removing: removing), in: [town], at: hall.now)
        }

        func thread() async throws -> [OpenThread.Message] {
            let open = try OpenReport(try await file(), vault: hall.vault, in: town.id, for: .office)
            return try await hall.readThread.read(open, by: caller, in: town.id).messages
        }

        func letters() async throws -> [String] {
            try await hall.database.town(town.id).read { transaction in
                try transaction.query(
                    "SELECT message FROM deliveries WHERE municipality = {town} ORDER BY created_at, id"
                )
                .map { try $0.text("message") }
            }
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Office) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(Office(database)) }
    }

    @Test("An answer to a question ends the wait as on the page", arguments: Engine.available)
    func answer(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.hall.work(office.number, in: office.town) {
                try await $0.ask($1, question: "Która lampa?")
            }
            let mail = try await office.mail("Druga.\n> Która lampa?")
            let outcomes = try await office.take(mail)
            #expect(outcomes == [.answer: 1])
            let report = try await office.file().report
            #expect(!report.isWaiting)
            #expect(report.history.last?.act == .replied)
            #expect(report.history.last?.actor == .reporter)
            let message = try #require(try await office.thread().first)
            #expect(message.words == "Druga.")
            #expect(message.sender == "kto@inny.example")
            #expect(message.refused == ["umowa.pdf"])
            #expect(message.isNews)
            let letters = try await office.hall.mail()
            #expect(letters.contains { $0.text.contains("umowa.pdf") })
            let asked = try #require(letters.first { $0.text.contains("Która lampa?") })
            #expect(asked.replyTo?.address.ascii.hasPrefix("odpowiedz+2026-") == true)
            #expect(!letters.contains { $0.text.contains("/confirm/") && $0.replyTo != nil })
        }
    }

    @Test("A mail that a crash left in the mailbox is taken once", arguments: Engine.available)
    func once(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let mail = try await office.mail("Jeszcze jedno.")
            let first = try await office.take(mail, removing: false)
            let second = try await office.take(mail)
            #expect(first == [.message: 1])
            #expect(second == [.again: 1])
            #expect(try await office.thread().count == 1)
        }
    }

    @Test(
        "A token that is wrong, of another address or of an erased reporter opens nothing",
        arguments: Engine.available
    )
    func tampered(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let good = try await office.address()
            let at = try #require(good.lastIndex(of: "@"))
            let last = good[good.index(before: at)]
            let wrong = "\(good[..<good.index(before: at)])\(last == "a" ? "b" : "a")\(good[at...])"
            let tampered = try await office.take(office.mail("x", to: wrong))
            let unknown = try await office.take(office.mail("x", to: "urzad@demo.example"))
            #expect(tampered == [.tampered: 1])
            #expect(unknown == [.unknown: 1])
            #expect(try await office.thread().isEmpty)
        }
    }

    @Test("After the end one letter a day says so, and nothing is kept", arguments: Engine.available)
    func late(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let decision = Decision(to: .rejected, justification: "Nie.", rejection: .outOfScope)
            try await office.hall.decide(decision, about: office.number, in: office.town)
            for id in ["<1@x.example>", "<2@x.example>"] {
                let outcomes = try await office.take(office.mail("Ale…", id: id))
                #expect(outcomes == [.late: 1])
            }
            let letters = try await office.letters().filter { $0.hasPrefix("reply-late-") }
            #expect(letters.count == 1)
            #expect(try await office.thread().isEmpty)
        }
    }

    @Test(
        "The office writes, the reporter answers on the page, and what is new is counted",
        arguments: Engine.available
    )
    func thread(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let work = office.hall.work(on: office.number, by: office.caller, in: office.town)
            try await office.hall.writeInThread.write(work, "Przyjedziemy we wtorek.")
            let letters = try await office.hall.mail()
            let said = "Przyjedziemy we wtorek."
            let letter = try #require(letters.first { $0.text.contains(said) }, "\(letters.map(\.text))")
            office.hall.clock.advance(.seconds(1))
            let address = try await office.address()
            #expect(letter.replyTo?.address.ascii == address)
            try await office.hall.writeInThread.write(office.link, "Dziękuję.")
            let messages = try await office.thread()
            #expect(messages.map(\.words) == ["Przyjedziemy we wtorek.", "Dziękuję."])
            #expect(messages.map(\.isNews) == [false, true])
            let desk = office.hall.writeInThread
            await #expect(throws: ReplyFailure.seenAlready) { try await desk.see(work, upTo: messages[0].id) }
            #expect(try await office.thread().map(\.isNews) == [false, true], "the page did not show it yet")
            try await desk.see(work, upTo: messages[1].id)
            await #expect(throws: ReplyFailure.seenAlready) { try await desk.see(work, upTo: messages[1].id) }
            let elsewhere = ID<CityDomain.Unit>("elsewhere")
            let report = try await office.hall.readReport.unseen(office.number, in: office.town).report.id
            await #expect(throws: ReportFailure.movedMeanwhile) {
                let entry = AuditEntry.sample(in: office.town.id)
                let last = messages[1].id
                try await office.hall.threads.see(report, upTo: last, of: elsewhere, noting: entry, in: office.town.id)
            }
        }
    }

    @Test("Nobody floods the office", arguments: Engine.available)
    func flood(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let link = office.link
            for _ in 0..<ReportMessage.mostInADay { try await office.hall.writeInThread.write(link, "x") }
            await #expect(throws: ReplyFailure.tooMany(limit: ReportMessage.mostInADay)) {
                try await office.hall.writeInThread.write(link, "x")
            }
            // What the office asks for is taken all the same.
            try await office.hall.work(office.number, in: office.town) { try await $0.ask($1, question: "Gdzie?") }
            #expect(try await office.take(office.mail("Przy szkole.")) == [.answer: 1])
        }
    }
}
