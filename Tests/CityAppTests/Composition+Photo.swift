import CityDomain
import CityKit
import CityStorage
import CityTestSupport

@testable import CityApp

extension Composition {
    /// A photo that waits for a report, stored as the helper makes it.
    func addPhoto(by uploader: PhotoUploader, in town: Municipality) async throws -> ReportPhoto {
        let add = AddPhoto(
            photos: photos,
            files: files,
            processor: FakePhotoProcessor(),
            vault: vault,
            randomness: randomness
        )
        let now = foundations.clock.now
        let version = town.regulation(on: town.clock.date(of: now))?.version ?? ""
        let received = try await add.receive(FileChunks(SamplePhoto.jpeg))
        return try await add(received, by: uploader, accepted: version, in: town, at: now)
    }

    /// Covers a part of a photo and writes its caption, by a helper that decodes nothing.
    func redact(_ photo: ID<ReportPhoto>, of number: ReportNumber, caption: String, in town: Municipality) async throws
    {
        let redact = RedactPhoto(
            photos: photos,
            store: SQLRedactionStore(database: foundations.database),
            files: files,
            processor: FakePhotoProcessor(),
            staff: staff,
            vault: vault,
            audit: audit
        )
        let report = try await readReport.unseen(number, in: town).report
        let caller = Caller(ID("staff"), StaffRights([StaffGrant(.operator)]), request: nil)
        let areas = [PhotoArea(.box, left: 100, top: 100, width: 300, height: 50)].compactMap(\.self)
        try await redact(
            Redaction(seeing: Redaction.Seen(version: 0, state: .private), areas: areas, caption: caption),
            RedactPhoto.Work(photo, of: report, by: caller, in: town, at: foundations.clock.now)
        )
    }
}
