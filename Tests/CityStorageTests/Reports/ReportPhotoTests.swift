import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

/// Photos from the wire to the encrypted file, on both engines.
@Suite struct ReportPhotoTests {
    /// A town hall with a folder of its own, so that a test can look into it.
    private static func with(
        _ engine: Engine,
        _ town: String = "kielce",
        processor: any PhotoProcessor = FakePhotoProcessor(),
        _ body: @Sendable (TestTownHall, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(town)
            let files = try FolderFileStore(inFreshFolder: "photos")
            try await body(TestTownHall(database, [town], processor: processor, files: files), town)
        }
    }

    @Test("A photo waits, goes along with its report and can be looked at", arguments: Engine.available)
    func way(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (token, _) = hall.reportDrafts.new()
            let first = try await hall.photo(by: .draft(token), in: town)
            hall.clock.advance(.minutes(1))
            let second = try await hall.photo(by: .draft(token), in: town)
            #expect(try await hall.readPhotos.waiting(for: .draft(token), in: town.id) == [first, second])
            let receipt = try await hall.submit(with: [second.id, first.id], by: .draft(token), in: town)
            let report = try await hall.readReport.unseen(receipt.number, in: town).report.id
            let photos = try await hall.readPhotos.all(of: report, in: town.id)
            #expect(photos.map(\.id) == [second.id, first.id])
            #expect(photos.map(\.report) == [report, report])
            #expect(photos.map(\.state) == [.private, .private])
            for size in ReportPhoto.Size.allCases {
                let picture = try await hall.readPhotos.picture(photos[0], size, in: town.id)
                #expect(try await picture.bytes(limit: 10_000) == SamplePhoto.jpeg)
            }
        }
    }

    @Test(
        "The licence and the declarations are recorded with the photo where the town asks for them",
        .clause("kielce/VII.1", "kielce/VII.3"),
        arguments: Engine.available
    )
    func consent(_ engine: Engine) async throws {
        let recorded = PhotoConsent(
            regulation: "2025-01",
            licence: .granted,
            declarations: [.rights, .truth, .consentOfPeople]
        )
        for (name, consent) in [("kielce", recorded), ("suprasl", nil)] {
            try await Self.with(engine, name) { hall, town in
                let (token, _) = hall.reportDrafts.new()
                let photo = try await hall.photo(by: .draft(token), in: town)
                #expect(photo.consent == consent)
                #expect(try await hall.readPhotos.waiting(for: .draft(token), in: town.id).map(\.consent) == [consent])
            }
        }
    }

    @Test("Without the terms, or with old ones, nothing is kept", arguments: ["", "2020-01"])
    func refused(accepted: String) async throws {
        try await Self.with(.sqlite) { hall, town in
            let (token, _) = hall.reportDrafts.new()
            await #expect(throws: ReportPhotoFailure.consentMissing) {
                try await hall.photo(by: .draft(token), accepted: accepted, in: town)
            }
            #expect(try await hall.readPhotos.waiting(for: .draft(token), in: town.id).isEmpty)
            let left = try await hall.removeFiles()
            #expect(left == 0)
        }
    }

    @Test("A file that is no photo, or cannot be decoded, leaves nothing behind")
    func broken() async throws {
        for (content, failure) in [([], PhotoFailure.empty), (Array("text".utf8), .notAPhoto)] {
            try await Self.with(.sqlite) { hall, town in
                let (token, _) = hall.reportDrafts.new()
                await #expect(throws: failure) { try await hall.photo(content, by: .draft(token), in: town) }
                let left = try await hall.removeFiles()
                #expect(left == 0)
            }
        }
        try await Self.with(.sqlite, processor: FakePhotoProcessor(failure: .broken)) { hall, town in
            let (token, _) = hall.reportDrafts.new()
            await #expect(throws: PhotoFailure.broken) { try await hall.photo(by: .draft(token), in: town) }
            let left = try await hall.removeFiles()
            #expect(left == 0)
        }
    }

    @Test(
        "A report has at most the town's number of photos",
        .clause("biale-blota/§4 d7"),
        arguments: Engine.available
    )
    func most(_ engine: Engine) async throws {
        try await Self.with(engine, "biale-blota") { hall, town in
            let (token, _) = hall.reportDrafts.new()
            for _ in 0..<3 { try await hall.photo(by: .draft(token), in: town) }
            await #expect(throws: ReportPhotoFailure.tooMany(limit: 3)) {
                try await hall.photo(by: .draft(token), in: town)
            }
            let waiting = try await hall.readPhotos.waiting(for: .draft(token), in: town.id)
            #expect(waiting.count == 3)
        }
    }

    @Test("Six uploads at once leave no more photos than the town allows", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (token, _) = hall.reportDrafts.new()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<6 { group.addTask { _ = try? await hall.photo(by: .draft(token), in: town) } }
            }
            let waiting = try await hall.readPhotos.waiting(for: .draft(token), in: town.id)
            #expect(waiting.count == 3)
        }
    }

    @Test("Photos of somebody else, and photos that were sent, cannot be sent or removed", arguments: Engine.available)
    func strangers(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (token, _) = hall.reportDrafts.new()
            let (thief, _) = hall.reportDrafts.new()
            let photo = try await hall.photo(by: .draft(token), in: town)
            for uploader in [PhotoUploader.draft(thief), .program(ID("key"))] {
                await #expect(throws: ReportPhotoFailure.gone) {
                    try await hall.submit(with: [photo.id], by: uploader, in: town)
                }
                try await hall.removePhoto(photo.id, by: uploader, in: town.id)
            }
            _ = try await hall.submit(with: [photo.id], by: .draft(token), in: town)
            try await hall.removePhoto(photo.id, by: .draft(token), in: town.id)
            await #expect(throws: ReportPhotoFailure.gone) {
                try await hall.submit(with: [photo.id], by: .draft(token), in: town)
            }
            let photos = try await hall.readPhotos.waiting(for: .draft(token), in: town.id)
            #expect(photos.map(\.report?.rawValue.isEmpty) == [false])
            // The report that could not be stored cost no number.
            #expect(try await hall.submit(in: town).number.sequence == 2)
        }
    }

    @Test("The same submission again is the same report, with other photos it is refused", arguments: Engine.available)
    func again(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (token, _) = hall.reportDrafts.new()
            let photo = try await hall.photo(by: .draft(token), in: town)
            let first = try await hall.submit(with: [photo.id], key: "k", by: .draft(token), in: town)
            let second = try await hall.submit(with: [photo.id], key: "k", by: .draft(token), in: town)
            #expect([first.number, second.number] == [first.number, first.number])
            #expect(second.isRepeated)
            await #expect(throws: ReportFailure.clientKeyReused) {
                try await hall.submit(with: [], key: "k", by: .draft(token), in: town)
            }
        }
    }

    @Test(
        "The office releases and withholds each photo by itself, and each decision has its line",
        .clause("kielce/VII.1"),
        arguments: Engine.available
    )
    func release(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (report, number, photos) = try await hall.reported(photos: 2, in: town)
            let (first, second) = (photos[0].id, photos[1].id)
            try await hall.releasePhoto(first, of: report, .release, by: .officer, in: town, at: hall.now)
            // The report itself is not public yet.
            await #expect(throws: ReportPhotoFailure.notFound) {
                try await hall.readPhotos.released(first, for: .everyone, in: town)
            }
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            #expect(try await hall.readPhotos.released(first, for: .everyone, in: town).id == first)
            #expect(try await hall.readPhotos.released(of: report.id, in: town).map(\.id) == [first])
            await #expect(throws: ReportPhotoFailure.notFound) {
                try await hall.readPhotos.released(second, for: .everyone, in: town)
            }
            hall.clock.advance(.hours(1))
            for decision in [ReleasePhoto.Decision.release, .withhold] {
                try await hall.releasePhoto(first, of: report, decision, by: .officer, in: town, at: hall.now)
            }
            await #expect(throws: ReportPhotoFailure.notFound) {
                try await hall.readPhotos.released(first, for: .everyone, in: town)
            }
            let log = [
                PhotoEvent(photo: first, .state(.published), at: .monday, officer: .officer),
                PhotoEvent(photo: first, .state(.withheld), at: .monday + .hours(1), officer: .officer),
            ]
            #expect(try await hall.readPhotos.log(of: report.id, in: town.id) == log)
        }
    }

    @Test(
        "Where the town publishes no photos nobody can release one",
        .clause("biale-blota/§4 d7", "suprasl/II a1•1"),
        arguments: ["biale-blota", "suprasl"]
    )
    func never(name: String) async throws {
        try await Self.with(.sqlite, name) { hall, town in
            let key = ID<APIKey>("key")
            let photo = try await hall.photo(by: .program(key), in: town)
            let receipt = try await hall.submit(with: [photo.id], by: .program(key), origin: .api(key), in: town)
            let report = try await hall.readReport.unseen(receipt.number, in: town).report
            await #expect(throws: ReportPhotoFailure.notPublishable) {
                try await hall.releasePhoto(photo.id, of: report, .release, by: .officer, in: town, at: hall.now)
            }
            #expect(try await hall.readPhotos.released(of: report.id, in: town).isEmpty)
        }
    }

    @Test(
        "A released photo is for those its report is listed for, by the rules of the moment",
        .clause("demo/§5.7"),
        arguments: Engine.available
    )
    func audience(_ engine: Engine) async throws {
        try await Self.with(engine, "demo") { hall, open in
            let words = "keywords: [\"dziura\","
            let change = ProjectTown.Change(
                "categories.json5",
                words,
                "listedFor: \"registered\", clause: \"§5.7\", \(words)"
            )
            let strict = try ProjectTown.named("demo", revision: 2, change)
            let (report, number, photos) = try await hall.reported(photos: 1, in: open)
            try await hall.decide(Decision(to: .accepted), about: number, in: open)
            try await hall.releasePhoto(photos[0].id, of: report, .release, by: .officer, in: open, at: hall.now)
            for (audience, town) in [(Audience.everyone, open), (.registered, open), (.registered, strict)] {
                #expect(try await hall.readPhotos.released(photos[0].id, for: audience, in: town).id == photos[0].id)
            }
            await #expect(throws: ReportFailure.registeredOnly) {
                try await hall.readPhotos.released(photos[0].id, for: .everyone, in: strict)
            }
        }
    }

    @Test("A photo of another report cannot be released", arguments: Engine.available)
    func foreign(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (_, _, photos) = try await hall.reported(photos: 1, in: town)
            let (other, _, _) = try await hall.reported(photos: 0, in: town)
            await #expect(throws: ReportPhotoFailure.notFound) {
                try await hall.releasePhoto(photos[0].id, of: other, .release, by: .officer, in: town, at: hall.now)
            }
        }
    }

    @Test("What nobody sent goes with its files and its key, what was sent stays", arguments: Engine.available)
    func expiry(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (_, _, sent) = try await hall.reported(photos: 1, in: town)
            let (token, _) = hall.reportDrafts.new()
            try await hall.photo(by: .draft(token), in: town)
            hall.clock.advance(AddPhoto.waitingTime - .milliseconds(1))
            try await hall.sweepPhotos.expired(at: hall.now)
            #expect(try await hall.readPhotos.waiting(for: .draft(token), in: town.id).count == 1)
            hall.clock.advance(.milliseconds(1))
            try await hall.sweepPhotos.expired(at: hall.now)
            #expect(try await hall.readPhotos.waiting(for: .draft(token), in: town.id).isEmpty)
            #expect(try await hall.photoKeys() == sent.map(\.id.rawValue))
            #expect(try await hall.sweepPhotos.orphans(at: .farFuture) == 0)
            #expect(
                try await hall.readPhotos.picture(sent[0], .large, in: town.id).bytes(limit: 9_999).isEmpty == false
            )
        }
    }

    @Test("A file that no photo has is removed when it is old", arguments: Engine.available)
    func orphans(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (_, _, sent) = try await hall.reported(photos: 1, in: town)
            _ = try await hall.addPhoto.receive(FileChunks(SamplePhoto.jpeg))
            #expect(try await hall.sweepPhotos.orphans(at: .monday) == 0)
            #expect(try await hall.sweepPhotos.orphans(at: .farFuture) == 1)
            #expect(
                try await hall.readPhotos.picture(sent[0], .large, in: town.id).bytes(limit: 9_999) == SamplePhoto.jpeg
            )
        }
    }

    @Test("A photo of one town is nothing in another", arguments: Engine.available)
    func towns(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (kielce, demo) = (try ProjectTown.named("kielce"), try ProjectTown.named("demo"))
            let hall = try TestTownHall(database, kielce, demo)
            let (report, number, photos) = try await hall.reported(photos: 1, in: kielce)
            try await hall.decide(Decision(to: .accepted), about: number, in: kielce)
            try await hall.releasePhoto(photos[0].id, of: report, .release, by: .officer, in: kielce, at: hall.now)
            #expect(try await hall.readPhotos.released(photos[0].id, for: .everyone, in: kielce).id == photos[0].id)
            await #expect(throws: ReportPhotoFailure.notFound) {
                try await hall.readPhotos.released(photos[0].id, for: .everyone, in: demo)
            }
            #expect(try await hall.readPhotos.all(of: report.id, in: demo.id).isEmpty)
        }
    }
}

extension TestTownHall {
    /// A photo that waits, the terms of the town accepted unless said otherwise.
    @discardableResult
    fileprivate func photo(
        _ content: [UInt8] = SamplePhoto.jpeg,
        by uploader: PhotoUploader,
        accepted: String? = nil,
        in town: Municipality
    ) async throws -> ReportPhoto {
        let received = try await addPhoto.receive(FileChunks(content))
        let version = town.regulation(on: town.clock.date(of: now))?.version ?? ""
        return try await addPhoto(received, by: uploader, accepted: accepted ?? version, in: town, at: now)
    }

    @discardableResult
    fileprivate func submit(
        with photos: [ID<ReportPhoto>],
        key: String? = nil,
        by uploader: PhotoUploader,
        origin: NewReport.Origin = .page,
        in town: Municipality
    ) async throws -> SubmitReport.Receipt {
        try await submitReport(
            .sample(in: town),
            clientKey: key.map { try ClientKey($0) } ?? ClientKey(random: randomness),
            origin: origin,
            language: .polish,
            photos: PhotoClaim(uploader: uploader, ids: photos),
            in: town,
            at: now
        )
    }

    /// A report that was sent with so many photos.
    fileprivate func reported(photos count: Int, in town: Municipality) async throws -> (
        Report, ReportNumber, [ReportPhoto]
    ) {
        let (token, _) = reportDrafts.new()
        var ids: [ID<ReportPhoto>] = []
        for _ in 0..<count { ids.append(try await photo(by: .draft(token), in: town).id) }
        let number = try await submit(with: ids, by: .draft(token), in: town).number
        let report = try await readReport.unseen(number, in: town).report
        return (report, number, try await readPhotos.all(of: report.id, in: town.id))
    }

    /// Removes all files. Returns how many there were.
    fileprivate func removeFiles() async throws -> Int {
        try await files.sweep(before: .farFuture) { _ in [] }
    }

    /// The photos whose keys are there.
    fileprivate func photoKeys() async throws -> [String] {
        try await database.acrossTowns.read { transaction in
            try transaction.query("SELECT owner FROM data_keys WHERE purpose = 'photo' ORDER BY owner")
                .map { try $0.text("owner") }
        }
    }
}

extension Instant {
    fileprivate static let farFuture = Instant(milliseconds: 9_999_999_999_999)
}
