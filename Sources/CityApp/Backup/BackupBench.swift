import CityDomain
import CityKit
import CityStorage
import CityVault

/// Fills a town with invented reports and photos, for measuring backups.
public struct BackupBench: Sendable {
    /// Octets of the two pictures of a photo: what cameras' photos become, with nothing left to pack.
    private static let pictures = (large: 300_000, thumbnail: 30_000)
    private static let callers = 64

    private let reports: Int
    private let photos: Int

    public init(reports: Int, photos: Int) {
        self.reports = reports
        self.photos = photos
    }

    /// - Returns: what was made.
    public func fill(_ settings: Settings) async throws -> String {
        let foundations = try await Foundations(settings, role: .owner, isDemo: true)
        try await foundations.seedTowns()
        let composition = try Composition(foundations, isDemo: false)
        try await composition.towns.refresh()
        guard let town = composition.towns.municipality(MapBench.town) else {
            throw Maintenance.Fault(description: "there is no town “\(MapBench.town)”")
        }
        try await inParallel(reports) {
            _ = try await composition.reports.submit(try Bench.readyReport(composition, town), in: town.id)
        }
        try await inParallel(photos) { try await addPhoto(composition, town.id) }
        await foundations.database.close()
        return "\(reports) reports and \(photos) photos"
    }

    private func addPhoto(_ composition: Composition, _ town: ID<Municipality>) async throws {
        let foundations = composition.foundations
        let now = foundations.clock.now
        let id: ID<ReportPhoto> = foundations.randomness.id(at: now)
        let key = try foundations.vault.newKey(in: ReportPhoto.keySlot(id, in: town))
        let large = try await composition.files.write(foundations.randomness.bytes(Self.pictures.large), under: key.key)
        let small = try await composition.files.write(
            foundations.randomness.bytes(Self.pictures.thumbnail),
            under: key.key
        )
        let photo = ReportPhoto(
            id: id,
            report: nil,
            large: large,
            thumbnail: small,
            width: 1_600,
            height: 1_200,
            state: .private,
            uploadedAt: now,
            consent: nil,
            key: key.wrapped
        )
        let owner = PhotoOwner(rawValue: "key:\(id)")
        _ = try await composition.photos.add(photo, of: owner, limit: 1, until: now + .days(1_000), in: town)
    }

    private func inParallel(_ count: Int, _ work: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<Self.callers {
                group.addTask { for _ in stride(from: caller, to: count, by: Self.callers) { try await work() } }
            }
            try await group.waitForAll()
        }
    }
}
