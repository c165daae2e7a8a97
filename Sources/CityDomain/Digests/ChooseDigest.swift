import CityKit

/// Lets people of the office say whether they want the letter of the morning.
public struct ChooseDigest: Sendable {
    private let digests: any DigestStore

    public init(digests: any DigestStore) { self.digests = digests }

    /// - Returns: nil for somebody who would never get one: a program, whoever sees no reports, everybody of a town that
    ///   reminds nobody.
    public func wish(of caller: Caller, in town: Municipality) async throws -> DigestWish? {
        guard town.reports.digest != nil, (try? caller.using(.viewReports)) != nil,
            case .staff(let staff) = caller.officer
        else { return nil }
        return try await digests.declined(in: town.id).contains(staff) ? .declined : .wanted
    }

    /// - Throws: `CaseworkFailure.personsOnly`.
    public func callAsFunction(_ wish: DigestWish, by caller: Caller, in town: Municipality) async throws {
        guard case .staff(let staff) = caller.officer else { throw CaseworkFailure.personsOnly }
        try await digests.setWish(wish, of: staff, in: town.id)
    }
}
