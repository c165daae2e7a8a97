public import CityKit

/// Where the addresses of towns are kept.
public protocol AddressStore: Sendable {
    /// All that holds now.
    func register(in town: ID<Municipality>) async throws -> AddressRegister

    /// Where a town's register stands: what the next change is compared with.
    func state(in town: ID<Municipality>) async throws -> AddressState

    /// The number of the last finished change to each town's register; towns without one are left out.
    func revisions() async throws -> [ID<Municipality>: Int]

    /// Begins a change; its number is one more than that of `state`.
    ///
    /// - Throws: `AddressFailure.changedMeanwhile` when another one has begun since; `.running` when the last one was not
    ///   finished and wrote something within `AddressImport.patience`.
    func begin(_ change: AddressImport, after state: AddressState, in town: ID<Municipality>) async throws

    /// Takes in a part of a change. The same part twice is there once. Whoever holds the addresses in memory does not read
    /// it before the change is finished.
    ///
    /// - Parameter revision: the number of the change.
    /// - Throws: `AddressFailure.changedMeanwhile`, and takes nothing, when another one has begun since.
    func take(_ part: AddressPart, of revision: Int, at now: Instant, in town: ID<Municipality>) async throws

    /// Ends a change: whoever holds the addresses in memory reads them anew.
    ///
    /// - Throws: `AddressFailure.changedMeanwhile` when another one has begun since.
    func finish(_ change: AddressImport, after state: AddressState, noting entry: AuditEntry, in town: ID<Municipality>)
        async throws

    /// The changes to a town's register, the latest first.
    func imports(limit: Int, in town: ID<Municipality>) async throws -> [AddressImport]
}

/// The last change to a register.
public struct AddressState: Sendable, Equatable {
    /// 0 before the first one.
    public let revision: Int
    /// Whether all of it was stored; false for one that was stopped, or that goes on elsewhere.
    public let isWhole: Bool
    /// When a part of it was stored last.
    public let writtenAt: Instant

    public init(revision: Int, isWhole: Bool, writtenAt: Instant) {
        self.revision = revision
        self.isWhole = isWhole
        self.writtenAt = writtenAt
    }

    public static let nothing = Self(revision: 0, isWhole: true, writtenAt: Instant(milliseconds: 0))

    /// Whether a change goes on elsewhere, as far as one can tell.
    public func isRunning(at now: Instant) -> Bool { !isWhole && now < writtenAt + AddressImport.patience }
}

/// Rows that are stored in one transaction.
public struct AddressPart: Sendable {
    public var settlements: [Settlement] = []
    public var streets: [Street] = []
    public var houses: [AddressPoint] = []
    /// Houses that are in their source no longer. They are kept, since cases and people may name them.
    public var ended: [AddressPoint] = []
    /// The moment from which they are.
    public let now: Instant

    public init(at now: Instant) { self.now = now }

    /// Rows in one transaction, so that residents do not wait.
    static let most = 1_000

    /// A whole change in parts, settlements and streets before what stands on them.
    static func parts(of change: AddressDifference, at now: Instant) -> [Self] {
        func parts<Row>(_ rows: [Row], _ path: WritableKeyPath<Self, [Row]>) -> [Self] {
            stride(from: 0, to: rows.count, by: most).map { start in
                var part = Self(at: now)
                part[keyPath: path] = Array(rows[start..<min(rows.count, start + most)])
                return part
            }
        }
        return parts(change.settlements, \.settlements) + parts(change.streets, \.streets)
            + parts(change.houses, \.houses) + parts(change.ended, \.ended)
    }
}

/// A change to the register that was finished.
public struct AddressImport: Sendable, Equatable {
    public let at: Instant
    /// Which list it was, such as “PRG”.
    public let source: String
    /// After so long without a part, a change that is not finished was stopped.
    public static let patience = Duration.seconds(30)
    public let counts: AddressCounts

    public init(at: Instant, source: String, counts: AddressCounts) {
        self.at = at
        self.source = source
        self.counts = counts
    }
}

/// What a file is to the register.
public struct AddressCounts: Sendable, Equatable {
    /// Rows of the file, those that were rejected included.
    public var read = 0
    public var added = 0
    public var changed = 0
    /// Of the same source, and in the file no longer.
    public var ended = 0
    public var unchanged = 0
    /// Rows that say once more what another one says.
    public var repeated = 0
    public var rejected = 0
    /// Rows that were taken, and call a street otherwise than an earlier row does.
    public var spelt = 0
    public var settlements = 0
    /// New ones, and those with a new name or code.
    public var streets = 0

    public init() {}

    /// Whether the register is the same after it.
    public var isNothing: Bool { added + changed + ended + settlements + streets == 0 }
}

/// Why a register is left as it was.
public enum AddressFailure: Failure, Equatable {
    /// Another change was finished since this one began.
    case changedMeanwhile
    /// Another change goes on.
    case running

    public var kind: FailureKind { .conflict }

    public var text: Text {
        switch self {
        case .changedMeanwhile: Text("addresses.failure.changedMeanwhile")
        case .running: Text("addresses.failure.running")
        }
    }
}
