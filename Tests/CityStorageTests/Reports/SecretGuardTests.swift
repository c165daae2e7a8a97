import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// What happens to those who try secrets of a report.
@Suite struct SecretGuardTests {
    private static let guesser = "198.51.100.1"
    private static let holder = "192.0.2.1"

    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, Municipality, SubmitReport.Receipt, _ wrong: ReportSecret) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let receipt = try await hall.submit(.personal(in: town), in: town)
            let wrong = try #require(ReportSecret(typed: "0000-0000-0000-0000-0000-0000-0000"))
            try await body(hall, town, receipt, wrong)
        }
    }

    /// Tries the wrong secret so often; each time must count.
    private static func guess(
        _ times: Int,
        _ secret: ReportSecret,
        of number: ReportNumber,
        from network: String = guesser,
        _ hall: TestTownHall,
        _ town: Municipality
    ) async throws {
        for _ in 0..<times {
            await #expect(throws: ReportFailure.wrongSecret) {
                try await hall.open(number, secret, from: network, in: town)
            }
        }
    }

    @Test(
        "After ten wrong secrets a network waits longer and longer, and others do not wait",
        arguments: Engine.available
    )
    func network(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, receipt, wrong in
            try await Self.guess(11, wrong, of: receipt.number, hall, town)
            for seconds in [1, 2, 4] as [Int64] {
                for secret in [wrong, receipt.secret] {
                    await #expect(throws: ReportFailure.secretPaused(for: .seconds(seconds))) {
                        try await hall.open(receipt.number, secret, from: Self.guesser, in: town)
                    }
                }
                hall.clock.advance(.seconds(seconds))
                try await Self.guess(1, wrong, of: receipt.number, hall, town)
            }
            _ = try await hall.open(receipt.number, receipt.secret, from: Self.holder, in: town)
            let other = try await hall.submit(in: town)
            _ = try await hall.open(other.number, other.secret, from: Self.guesser, in: town)
        }
    }

    @Test("A number that nobody has is guarded like the others", arguments: Engine.available)
    func unknown(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, _, wrong in
            let unknown = ReportNumber(year: 2026, sequence: 99)
            try await Self.guess(11, wrong, of: unknown, hall, town)
            await #expect(throws: ReportFailure.secretPaused(for: .seconds(1))) {
                try await hall.open(unknown, wrong, from: Self.guesser, in: town)
            }
        }
    }

    @Test("Whoever has the right secret has all tries again", arguments: Engine.available)
    func forgetting(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, receipt, wrong in
            for _ in 0..<3 {
                try await Self.guess(10, wrong, of: receipt.number, hall, town)
                _ = try await hall.open(receipt.number, receipt.secret, from: Self.guesser, in: town)
            }
        }
    }

    @Test("Many networks together make everybody wait, for half a minute at most", arguments: Engine.available)
    func manyNetworks(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, receipt, wrong in
            for network in 1...10 {
                try await Self.guess(10, wrong, of: receipt.number, from: "net-\(network)", hall, town)
            }
            try await Self.guess(1, wrong, of: receipt.number, from: "net-11", hall, town)
            await #expect(throws: ReportFailure.secretPaused(for: .seconds(1))) {
                try await hall.open(receipt.number, receipt.secret, from: Self.holder, in: town)
            }
            hall.clock.advance(.seconds(1))
            _ = try await hall.open(receipt.number, receipt.secret, from: Self.holder, in: town)
        }
    }

    @Test("Every way to use a secret counts, and waits", arguments: Engine.available)
    func ways(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, receipt, wrong in
            let link = { (secret: ReportSecret) in
                ReportLink(receipt.number, secret, from: Self.guesser, in: town, at: hall.now)
            }
            let ways: [(ReportSecret, Token) async throws -> Void] = [
                { secret, _ in _ = try await hall.readReport(link(secret)) },
                { secret, _ in try await hall.followUpReport.reply(link(secret), answer: "Tak.") },
                { secret, _ in try await hall.followUpReport.amend(link(secret), description: "Inaczej.") },
                { secret, _ in try await hall.followUpReport.withdraw(link(secret)) },
                { _, token in _ = try await hall.confirm(receipt.number, token, from: Self.guesser, in: town) },
            ]
            for index in 0..<11 {
                await #expect(throws: ReportFailure.wrongSecret) {
                    try await ways[index % ways.count](wrong, Token(from: hall.randomness))
                }
            }
            for way in ways {
                await #expect(throws: ReportFailure.secretPaused(for: .seconds(1))) {
                    try await way(receipt.secret, Token(from: hall.randomness))
                }
            }
            let report = try await hall.readReport.unseen(receipt.number, in: town).report
            #expect(report.history.map(\.act) == [.received])
        }
    }

    @Test("A day without a failure is forgotten, a later one is not", arguments: Engine.available)
    func sweeping(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let store = SQLAccountStore(database: database)
            for (subject, hour) in [([1], 0), ([2], 1), ([3], 2)] as [([UInt8], Int64)] {
                for town in [ID<Municipality>.north, .south] {
                    try await store.countFailure(
                        by: subject,
                        at: .monday + .hours(hour),
                        pause: { _ in .zero },
                        in: town
                    )
                }
            }
            try await Throttle(attempts: store).sweep(at: .monday + .hours(26))
            for town in [ID<Municipality>.north, .south] {
                var left: [UInt8] = []
                for subject in [1, 2, 3] as [UInt8] {
                    if try await store.attempts(by: [subject], in: town) != nil { left.append(subject) }
                }
                #expect(left == [3])
            }
            for limit in [1, 5] {
                #expect(try await store.forgetFailures(before: .monday + .hours(9), limit: limit) == 1)
            }
        }
    }

    @Test("The words of a report can be changed five times in an hour", arguments: Engine.available)
    func amending(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, receipt, _ in
            let amend = { (words: String) in
                let link = ReportLink(receipt.number, receipt.secret, from: Self.holder, in: town, at: hall.now)
                try await hall.followUpReport.amend(link, description: words)
            }
            for index in 1...5 { try await amend("Wersja \(index).") }
            await #expect(throws: ReportFailure.amendedTooOften(for: .hours(1))) { try await amend("Wersja 6.") }
            let full = try await hall.readReport.unseen(receipt.number, in: town)
            #expect(full.content.description == "Wersja 5.")
            #expect(full.report.history.count == 6)
            hall.clock.advance(.hours(1))
            try await amend("Wersja 6.")
            #expect(try await hall.readReport.unseen(receipt.number, in: town).content.description == "Wersja 6.")
        }
    }

    @Test("Changes at the same time do not pass the limit either", arguments: Engine.available)
    func amendingAtOnce(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, receipt, _ in
            let link = ReportLink(receipt.number, receipt.secret, from: Self.holder, in: town, at: hall.now)
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<12 {
                    group.addTask {
                        try? await hall.followUpReport.amend(link, description: "Wersja \(index).")
                    }
                }
            }
            let history = try await hall.readReport.unseen(receipt.number, in: town).report.history
            #expect(history.count { $0.act == .amended } <= 5)
            #expect(history.contains { $0.act == .amended })
        }
    }
}
