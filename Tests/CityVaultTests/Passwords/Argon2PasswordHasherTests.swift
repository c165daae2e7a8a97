import CityDomain
import CityKit
import Foundation
import Testing

@testable import CityVault

@Suite struct Argon2PasswordHasherTests {
    private static let cheap = Argon2PasswordHasher.Cost(memory: 256, passes: 1)

    private let hasher: Argon2PasswordHasher

    init() throws { hasher = try Argon2PasswordHasher(cost: Self.cheap, threads: 2, waiting: 100) }

    @Test("A hash knows its password and no other")
    func roundTrip() async throws {
        let hash = try await hasher.hash(Password(typed: "zażółć gęślą"))
        #expect(hash.phc.hasPrefix("$argon2id$v=19$m=256,t=1,p=1$"))
        #expect(try await hasher.check(Password(typed: "zażółć gęślą"), against: hash) == .right)
        #expect(try await hasher.check(Password(typed: "Zażółć gęślą"), against: hash) == .wrong)
        #expect(try await hasher.check(Password(typed: ""), against: hash) == .wrong)
        #expect(try await hasher.hash(Password(typed: "zażółć gęślą")) != hash)
    }

    @Test("Letters composed in another way are the same password")
    func normalised() async throws {
        let hash = try await hasher.hash(Password(typed: "Łódź nocą"))
        #expect(try await hasher.check(Password(typed: "Ło\u{301}dz\u{301} noca\u{328}"), against: hash) == .right)
    }

    @Test("The hash of the reference implementation of Argon2 is understood")
    func reference() async throws {
        let hash = PasswordHash(
            phc: "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
        )
        #expect(try await hasher.check(Password(typed: "password"), against: hash) != .wrong)
        #expect(try await hasher.check(Password(typed: "passwore"), against: hash) == .wrong)
    }

    @Test("A hash of other costs is right and asks to be made anew")
    func oldHash() async throws {
        let old = try Argon2PasswordHasher(cost: .init(memory: 128, passes: 1), threads: 1, waiting: 0)
        let hash = try await old.hash(Password(typed: "nadciąga burza"))
        #expect(try await hasher.check(Password(typed: "nadciąga burza"), against: hash) == .rightWithOldHash)
        #expect(try await hasher.check(Password(typed: "nadciąga burz"), against: hash) == .wrong)
    }

    @Test("Nobody's password is always wrong", arguments: ["", "nadciąga burza", "\0"])
    func nobody(text: String) async throws {
        #expect(try await hasher.check(Password(typed: text), against: nil) == .wrong)
    }

    @Test("A broken hash is wrong", arguments: ["", "$argon2id$", "plain text", "$argon2id$v=19$m=256,t=1,p=1$AA$AA"])
    func brokenHash(phc: String) async throws {
        #expect(try await hasher.check(Password(typed: "plain text"), against: PasswordHash(phc: phc)) == .wrong)
    }

    @Test("Hashing blocks none of Swift's own threads")
    func thread() async throws {
        #expect(try await hasher.inTurn { Thread.current.name } == "password")
    }

    @Test("An unknown login takes as long as a wrong password")
    func alike() async throws {
        let hasher = try Argon2PasswordHasher(threads: 1, waiting: 10)
        let hash = try await hasher.hash(Password(typed: "nadciąga burza"))
        var known = 0.0
        var unknown = 0.0
        for _ in 0..<3 {
            known += try await seconds(of: hasher) { _ = try await hasher.check(Password(typed: "x"), against: hash) }
            unknown += try await seconds(of: hasher) { _ = try await hasher.check(Password(typed: "x"), against: nil) }
        }
        #expect((0.7...1.4).contains(known / unknown), "known \(known) s, unknown \(unknown) s")
    }

    /// The time the only thread of `hasher` spends on `work`; other load on the machine does not count.
    private func seconds(of hasher: Argon2PasswordHasher, _ work: () async throws -> Void) async throws -> Double {
        let start = try await hasher.inTurn { threadSeconds() }
        try await work()
        return try await hasher.inTurn { threadSeconds() } - start
    }

    @Test("More passwords than may wait are refused at once, the others are hashed")
    func busy() async throws {
        let hasher = try Argon2PasswordHasher(threads: 1, waiting: 2)
        let results = await withTaskGroup(of: Result<PasswordHash, any Error>.self) { group in
            for _ in 0..<12 {
                group.addTask { await Result { try await hasher.hash(Password(typed: "nadciąga burza")) } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let failures = results.compactMap { result in
            if case .failure(let error) = result { error as? PasswordHasherFailure } else { nil }
        }
        #expect(failures.count >= 1)
        #expect(failures.allSatisfy { $0 == .busy && $0.kind == .unavailable })
        #expect(results.count - failures.count >= 3)
        // Its places are free again.
        _ = try await hasher.hash(Password(typed: "nadciąga burza"))
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
