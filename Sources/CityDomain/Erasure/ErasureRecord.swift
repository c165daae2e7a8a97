public import CityKit

/// That an account was erased: a line of the ledger outside the database. It names the account by an id that, once the
/// account is gone, leads to nobody.
public struct ErasureRecord: Sendable, Hashable {
    public let town: ID<Municipality>
    public let resident: ID<Resident>
    public let ground: ErasureGround
    public let at: Instant

    public init(town: ID<Municipality>, resident: ID<Resident>, ground: ErasureGround, at: Instant) {
        self.town = town
        self.resident = resident
        self.ground = ground
        self.at = at
    }
}

extension ErasureRecord {
    private static let mark = "ratusz-erasure-1"

    /// `ratusz-erasure-1 TOWN ACCOUNT MILLISECONDS GROUND`.
    public var line: String { "\(Self.mark) \(town) \(resident) \(at.milliseconds) \(ground.rawValue)" }

    /// Whether a line that is no record can be what a crash left of one: the erasure was never said to be done then.
    public static func isTorn(_ line: some StringProtocol) -> Bool {
        let parts = String(line).split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { return mark.hasPrefix(parts.first ?? "") }
        guard parts[0] == mark, parts.count <= 5 else { return false }
        guard parts.count == 5 else { return true }
        return Int64(parts[3]) != nil && ErasureGround.allCases.contains { $0.rawValue.hasPrefix(parts[4]) }
    }

    /// Nil for a line that a crash cut short, and for one of a newer program.
    public init?(line: some StringProtocol) {
        let parts = String(line).split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0] == Self.mark, !parts[1].isEmpty, !parts[2].isEmpty,
            let milliseconds = Int64(parts[3]), let ground = ErasureGround(rawValue: parts[4])
        else { return nil }
        self.init(
            town: ID(parts[1]),
            resident: ID(parts[2]),
            ground: ground,
            at: Instant(milliseconds: milliseconds)
        )
    }
}

/// Where erasures are written down outside the database, so that a restored backup does not bring anybody back. Records
/// are only added.
public protocol ErasureLedger: Sendable {
    /// Durable when it returns.
    func add(_ record: ErasureRecord) async throws

    /// In the order they were added; none where there is no ledger yet.
    func records() async throws -> [ErasureRecord]
}
