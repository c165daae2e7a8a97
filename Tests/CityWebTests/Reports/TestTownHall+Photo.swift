import CityDomain
import CityKit
import CityTestSupport

extension TestTownHall {
    /// Sends a report with a photo, the first one of the town.
    func submitWithPhoto(in town: Municipality) async throws -> ID<ReportPhoto> {
        let (token, _) = reportDrafts.new()
        let version = town.regulation(on: town.clock.date(of: now))?.version ?? ""
        let photo = try await addPhoto(
            try await addPhoto.receive(FileChunks(SamplePhoto.jpeg)),
            by: .draft(token),
            accepted: version,
            in: town,
            at: now
        )
        _ = try await submitReport(
            .sample(in: town),
            clientKey: ClientKey(random: randomness),
            origin: .page,
            language: .polish,
            photos: PhotoClaim(uploader: .draft(token), ids: [photo.id]),
            in: town,
            at: now
        )
        return photo.id
    }
}
