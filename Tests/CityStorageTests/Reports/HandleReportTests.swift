import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// The office's work on a case over the real stores: what it leaves in the history, the terms and the public list.
@Suite struct HandleReportTests {
    private static func hall(_ database: any Database, _ town: String = "demo") throws -> (TestTownHall, Municipality) {
        let town = try ProjectTown.named(town)
        return (try TestTownHall(database, town), town)
    }

    @Test("Every line of a history comes back from the store as it was written", arguments: Engine.available)
    func everyLine(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            let receipt = try await hall.submit(in: town)
            let link = ReportLink(receipt.number, receipt.secret, from: "192.0.2.1", in: town, at: hall.now)
            try await hall.followUpReport.amend(link, description: "Dziura, duża.")
            try await hall.work(receipt.number, in: town) {
                try await $0.handOver($1, to: ID("lighting"), note: "Słup.")
            }
            try await hall.work(receipt.number, in: town) { try await $0.ask($1, question: "Który słup?") }
            try await hall.followUpReport.reply(link, answer: "Trzeci.")
            try await hall.decide(Decision(to: .accepted), about: receipt.number, in: town)
            let point = try #require(Coordinate(latitude: 50.1, longitude: 20.2))
            try await hall.work(receipt.number, in: town) { try await $0.place($1, at: point) }
            try await hall.work(receipt.number, in: town) { try await $0.takeDown($1, reason: "Nazwisko.") }
            try await hall.work(receipt.number, in: town) { try await $0.publish($1, text: .sample) }
            try await hall.work(receipt.number, in: town) { try await $0.correct($1, reason: "Pomyłka.") }
            let report = try await hall.readReport.unseen(receipt.number, in: town)
            #expect(
                report.report.history.map(\.act) == [
                    .received, .amended, .handedOver(to: ID("lighting")), .asked, .replied, .moved, .published(.edited),
                    .placed, .takenDown, .published(.edited), .corrected,
                ]
            )
            #expect(
                report.answers.mapValues(\.words) == [
                    2: ["", report.report.history.count > 0 ? Submission.sample(in: town).description : ""],
                    3: ["Słup."], 4: ["Który słup?", town.profile.office.email], 5: ["Trzeci."],
                    9: ["Nazwisko.", PublicText.sample.description], 11: ["Pomyłka."],
                ]
            )
            #expect(report.content.description == "Dziura, duża.")
            #expect(report.content.place.point == point)
            #expect(report.published == nil)
        }
    }

    @Test("Who reads a report sees the words meant for them and no others", arguments: Engine.available)
    func readers(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            let receipt = try await hall.submit(in: town)
            try await hall.work(receipt.number, in: town) {
                try await $0.handOver($1, to: ID("lighting"), note: "Notatka.")
            }
            try await hall.work(receipt.number, in: town) { try await $0.ask($1, question: "Pytanie?") }
            try await hall.work(receipt.number, in: town) { try await $0.noteReply($1, answer: "Odpowiedź.") }
            try await hall.decide(Decision(to: .accepted, justification: "Tak."), about: receipt.number, in: town)
            let office = try await hall.readReport.unseen(receipt.number, in: town).answers
            let reporter = try await hall.open(receipt.number, receipt.secret, in: town).answers
            let everybody = try await hall.browseReports(receipt.number, for: .everyone, in: town).answers
            let program = try await hall.readReport.unseen(receipt.number, by: nil, for: .everyone, in: town).answers
            #expect(office.keys.sorted() == [2, 3, 4, 5])
            #expect(reporter.keys.sorted() == [3, 4, 5])
            #expect(everybody.keys.sorted() == [5])
            #expect(program.keys.sorted() == [5])
        }
    }

    @Test(
        "While the office waits, terms stand still; the answer moves them and keeps the day that was told before",
        .clause("kielce/III.26", "demo/§4.11"),
        arguments: Engine.available
    )
    func waiting(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database, "kielce")
            let receipt = try await hall.submit(in: town)
            hall.clock.advance(.days(1))
            try await hall.work(receipt.number, in: town) { try await $0.ask($1, question: "Gdzie?") }
            let waiting = try await hall.readReport.unseen(receipt.number, in: town).report
            #expect(waiting.isWaiting)
            #expect(waiting.nextDeadline?.name == .reply)
            #expect(waiting.deadlines.first { $0.name == .verify }?.heldSince == CivilDate(2026, 4, 28))
            let entry = try #require(try await database.cases.inbox(.page(), in: town.id).elements.first)
            #expect(entry.nextDeadline?.due == CivilDate(2026, 5, 5))
            hall.clock.advance(.days(1))
            let link = ReportLink(receipt.number, receipt.secret, from: "192.0.2.1", in: town, at: hall.now)
            try await hall.followUpReport.reply(link, answer: "Tu.")
            let answered = try await hall.readReport.unseen(receipt.number, in: town).report
            let verify = try #require(answered.deadlines.first { $0.name == .verify })
            // Two working days were held, and 1 May is off.
            #expect(verify.due == CivilDate(2026, 5, 5))
            #expect(verify.earlierDues == [CivilDate(2026, 4, 30)])
            #expect(answered.nextDeadline == verify)
        }
    }

    @Test(
        "What the office takes down or corrects away is in no public table any more",
        .clause("kielce/VI.5", "kielce/VI.5.1", "demo/§5.5"),
        arguments: Engine.available
    )
    func takingDown(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            for isCorrected in [false, true] {
                let number = try await hall.submit(in: town).number
                try await hall.decide(Decision(to: .accepted), about: number, in: town)
                #expect(try await hall.browseReports(number, for: .everyone, in: town).text == .sample)
                try await hall.work(number, in: town) { handle, work in
                    if isCorrected {
                        try await handle.correct(work, reason: "Pomyłka.")
                    } else {
                        try await handle.takeDown(work, reason: "Nazwisko w tekście.")
                    }
                }
                await #expect(throws: ReportFailure.notFound) {
                    try await hall.browseReports(number, for: .everyone, in: town)
                }
                #expect(
                    try await hall.browseReports.list(PublicQuery(limit: 10), for: .everyone, in: town).elements.isEmpty
                )
            }
        }
    }

    @Test(
        "A duplicate names a report that exists and is not itself",
        .clause("biale-blota/§3 b5"),
        arguments: Engine.available
    )
    func duplicates(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database, "suprasl")
            let first = try await hall.submit(in: town).number
            let second = try await hall.submit(in: town).number
            for unknown in [ReportNumber(year: 2026, sequence: 9), second] {
                await #expect(throws: ReportFailure.earlierReportUnknown) {
                    try await hall.decide(
                        Decision(to: .rejected, rejection: .duplicate, earlier: unknown),
                        about: second,
                        in: town
                    )
                }
            }
            let decision = Decision(to: .rejected, rejection: .duplicate, earlier: first)
            try await hall.decide(decision, about: second, in: town)
            let line = try await hall.readReport.unseen(second, in: town).report.history.last
            #expect(line?.act == .rejected(.duplicate, earlier: first))
        }
    }
}

extension Answer {
    /// All that was said, without what was not.
    fileprivate var words: [String] { [justification] + [solution, replyTo, replaced].compactMap(\.self) }
}
