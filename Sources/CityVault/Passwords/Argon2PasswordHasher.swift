import CSodium
public import CityDomain
import Foundation
import Synchronization

/// Argon2id (RFC 9106) over libsodium, on threads of its own.
public final class Argon2PasswordHasher: PasswordHasher {
    /// What one hash costs.
    public struct Cost: Hashable, Sendable {
        /// Memory in KiB, at least 8.
        public let memory: Int
        /// How often the memory is gone over, at least 1.
        public let passes: Int

        public init(memory: Int, passes: Int) {
            self.memory = max(memory, 8)
            self.passes = max(passes, 1)
        }

        /// 19 MiB twice: the least that OWASP and ASVS 5 (appendix C) accept.
        public static let standard = Cost(memory: 19_456, passes: 2)
    }

    private let cost: Cost
    private let threads: BlockingThreads
    private let places: Int
    private let taken = Mutex(0)

    /// - Parameters:
    ///   - threads: passwords hashed at once; each takes a core and `cost.memory`.
    ///   - waiting: passwords that may wait besides; more fail as `.busy`.
    public init(cost: Cost = .standard, threads: Int, waiting: Int) throws {
        try Sodium.start()
        self.cost = cost
        self.threads = BlockingThreads(name: "password", count: threads)
        places = self.threads.count + max(waiting, 0)
    }

    public func hash(_ password: Password) async throws -> PasswordHash {
        try await inTurn {
            var phc = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
            let status = self.withBytes(of: password) { bytes, count in
                crypto_pwhash_str(&phc, bytes, count, UInt64(self.cost.passes), self.memoryBytes)
            }
            guard status == 0 else { throw PasswordHasherFailure.busy }
            return PasswordHash(
                phc: String(decoding: phc.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            )
        }
    }

    public func check(_ password: Password, against hash: PasswordHash?) async throws -> PasswordCheck {
        try await inTurn {
            let phc = hash?.phc ?? self.hashOfNobody
            let status = self.withBytes(of: password) { crypto_pwhash_str_verify(phc, $0, $1) }
            guard status == 0, hash != nil else { return .wrong }
            let isOld = crypto_pwhash_str_needs_rehash(phc, UInt64(self.cost.passes), self.memoryBytes) != 0
            return isOld ? .rightWithOldHash : .right
        }
    }

    /// A hash of the usual cost that no password makes, since its salt and its sum are zero.
    private var hashOfNobody: String {
        let zeros = { (count: Int) in String(repeating: "A", count: count) }
        return "$argon2id$v=19$m=\(cost.memory),t=\(cost.passes),p=1$\(zeros(22))$\(zeros(43))"
    }

    private var memoryBytes: Int { cost.memory * 1_024 }

    /// Two keyboards may write one letter in two ways; both hash alike (NFC).
    private func withBytes<Result>(of password: Password, _ body: (UnsafePointer<CChar>, UInt64) -> Result) -> Result {
        var text = password.text.precomposedStringWithCanonicalMapping
        return text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { bytes in
                withUnsafePointer(to: CChar(0)) { empty in body(bytes.baseAddress ?? empty, UInt64(bytes.count)) }
            }
        }
    }

    /// Runs `work` on the threads for passwords when there is a place.
    func inTurn<Result: Sendable>(_ work: @Sendable () throws -> Result) async throws -> Result {
        let isFree = taken.withLock { taken in
            if taken < places { taken += 1; return true }
            return false
        }
        guard isFree else { throw PasswordHasherFailure.busy }
        defer { taken.withLock { $0 -= 1 } }
        return try await withTaskExecutorPreference(threads) { try await Self.run(work) }
    }

    private static func run<Result: Sendable>(_ work: @Sendable () throws -> Result) async throws -> Result {
        try work()
    }
}
