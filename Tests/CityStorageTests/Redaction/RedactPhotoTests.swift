import CityDomain
import CityKit
import CityTestSupport
import CityVault
import Testing

/// Photos of which the office covers parts, from the decision to what everybody gets, on both engines.
@Suite struct RedactPhotoTests {
    private static let plate = PhotoArea(.box, left: 100, top: 200, width: 300, height: 50)
    private static let face = PhotoArea(.blur, left: 600, top: 100, width: 100, height: 150)

    /// A published report with a photo that nobody has decided about.
    private static func with(
        _ engine: Engine,
        _ name: String = "kielce",
        _ body: @Sendable (RedactedHall) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(name)
            let files = try FolderFileStore(inFreshFolder: "redaction")
            let hall = try TestTownHall(database, [town], files: files)
            try await body(try await RedactedHall(hall, town))
        }
    }

    private static func areas(_ areas: PhotoArea?...) throws -> [PhotoArea] { try areas.map { try #require($0) } }

    @Test(
        "Everybody gets the covered photo in both sizes, the office and the reporter get what was sent",
        .clause("kielce/VII.1.8"),
        arguments: Engine.available
    )
    func covered(_ engine: Engine) async throws {
        try await Self.with(engine) { hall in
            try await hall.redact(try Self.areas(Self.plate, Self.face), then: .release)
            let released = try #require(try await hall.released())
            let photo = try await hall.photo()
            for size in ReportPhoto.Size.allCases {
                #expect(try await hall.bytes(released, size) == FakePhotoProcessor.picture(covered: 2))
                #expect(try await hall.bytes(photo, size) == SamplePhoto.jpeg)
            }
            let both = try Self.areas(Self.plate, Self.face)
            #expect(photo.covering?.areas == both)
            let lists = try await hall.hall.readPhotos.released(of: [hall.report.id], in: hall.town)
            #expect(lists == [hall.report.id: [released]])
            let looked = try await hall.hall.readPhotos.forOffice(
                photo.id,
                of: hall.report,
                by: .officer,
                in: hall.town.id,
                at: hall.hall.now
            )
            #expect(looked == photo)
        }
    }

    @Test(
        "Each change is a line of the log with who and when, and an entry of the audit log; what was before stays",
        .clause("kielce/VII.1.8", "kielce/VII.2"),
        arguments: Engine.available
    )
    func log(_ engine: Engine) async throws {
        try await Self.with(engine) { hall in
            let (one, two) = (try Self.areas(Self.plate), try Self.areas(Self.plate, Self.face))
            try await hall.redact(one, caption: "Auto na chodniku")
            try await hall.redact(two, caption: "Auto na chodniku", then: .release)
            try await hall.redact(two, caption: "Samochód na chodniku")
            try await hall.redact([], caption: "", uncovering: .confirmed)
            // Again what is so already.
            try await hall.redact([], caption: "")
            let opened = try await hall.open()
            let captions = opened.log.map(\.caption)
            #expect(captions == [nil, "Auto na chodniku", nil, nil, "Samochód na chodniku", nil, nil])
            let covered = opened.log.compactMap { if case .covered(let areas) = $0.event.change { areas } else { nil } }
            #expect(covered == [one, two, []])
            #expect(opened.log.map(\.version) == [1, 2, 3, 3, 4, 5, 6])
            #expect(opened.log.allSatisfy { $0.event.officer == .officer && $0.event.at == hall.hall.now })
            let kinds: [AuditKind] = [
                .photoCovered, .photoCaptioned, .photoCovered, .photoReleased, .photoCaptioned, .photoUncovered,
                .photoCaptioned, .photoViewed,
            ]
            let noted = try await hall.auditKinds()
            #expect(noted.map(\.rawValue).sorted() == kinds.map(\.rawValue).sorted())
        }
    }

    @Test(
        "The caption is the office's, stands beside the public photo, and lies sealed",
        .clause("kielce/VII.2"),
        arguments: Engine.available
    )
    func caption(_ engine: Engine) async throws {
        try await Self.with(engine) { hall in
            try await hall.redact([], caption: "  Dziura w jezdni\nprzy szkole  ", then: .release)
            #expect(try await hall.released()?.caption == "Dziura w jezdni przy szkole")
            let kept = try #require(try await hall.photo().caption)
            #expect(!String(decoding: kept.ciphertext, as: UTF8.self).contains("Dziura"))
            let longest = String(repeating: "ż", count: PhotoCaption.longest)
            try await hall.redact([], caption: longest)
            await #expect(throws: RedactionFailure.captionTooLong(limit: PhotoCaption.longest)) {
                try await hall.redact([], caption: longest + "x")
            }
            #expect(try await hall.released()?.caption == longest)
            try await hall.redact([], caption: " \n ")
            #expect(try await hall.released()?.caption == nil)
        }
    }

    @Test(
        "Other areas of a public photo take the place of the former ones, under another address",
        arguments: Engine.available
    )
    func replaced(_ engine: Engine) async throws {
        try await Self.with(engine) { hall in
            try await hall.redact(try Self.areas(Self.plate), then: .release)
            let before = try #require(try await hall.released())
            try await hall.redact(try Self.areas(Self.plate, Self.face))
            let after = try #require(try await hall.released())
            #expect(try await hall.bytes(after, .large) == FakePhotoProcessor.picture(covered: 2))
            for size in ReportPhoto.Size.allCases { #expect(before.place(size) != after.place(size)) }
            #expect(after.place(.large) == "photos/\(after.id)/large?v=2")
            // The former pictures are nobody's; the photo and the present ones stay.
            #expect(try await hall.hall.sweepPhotos.orphans(at: .afterAll) == 2)
            #expect(try await hall.bytes(after, .thumbnail) == FakePhotoProcessor.picture(covered: 2))
            #expect(try await hall.bytes(try await hall.photo(), .large) == SamplePhoto.jpeg)
        }
    }

    @Test("Nothing is uncovered unless somebody says so", arguments: Engine.available)
    func uncovering(_ engine: Engine) async throws {
        try await Self.with(engine) { hall in
            try await hall.redact(try Self.areas(Self.plate), then: .release)
            await #expect(throws: RedactionFailure.nothingCovered) { try await hall.redact([]) }
            #expect(try await hall.bytes(hall.released(), .large) == FakePhotoProcessor.picture(covered: 1))
            try await hall.redact([], uncovering: .confirmed)
            #expect(try await hall.bytes(hall.released(), .large) == SamplePhoto.jpeg)
            #expect(try await hall.photo().covering == nil)
        }
    }

    @Test("Whoever saw another state of the photo changes nothing and leaves no file", arguments: Engine.available)
    func outdated(_ engine: Engine) async throws {
        try await Self.with(engine) { hall in
            let seen = Redaction.Seen(try await hall.photo())
            try await hall.redact(try Self.areas(Self.plate))
            let withheld = Redaction.Seen(version: 1, state: .withheld)
            for old in [seen, withheld] {
                await #expect(throws: RedactionFailure.changedMeanwhile) {
                    try await hall.redact(try Self.areas(Self.face), seeing: old)
                }
            }
            let plate = try Self.areas(Self.plate)
            #expect(try await hall.photo().covering?.areas == plate)
            #expect(try await hall.open().lines(since: seen).map(\.event.change) == [.covered(plate)])
            #expect(try await hall.fileCount() == 4)
        }
    }

    @Test("Of eight who cover at once one does, and the others leave nothing", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { hall in
            let seen = Redaction.Seen(try await hall.photo())
            let area = try Self.areas(Self.plate)
            let done = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask { (try? await hall.redact(area, caption: "Auto", seeing: seen)) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(done == 1)
            #expect(try await hall.photo().version == 2)
            #expect(try await hall.open().log.count == 2)
            #expect(try await hall.fileCount() == 4)
        }
    }

    @Test(
        "Where the pictures cannot be made nothing is changed",
        arguments: [PhotoFailure.broken, .tooSlow, .busy, .away],
        Engine.available
    )
    func worker(failure: PhotoFailure, engine: Engine) async throws {
        try await Self.with(engine) { hall in
            try await hall.redact(try Self.areas(Self.plate), caption: "Auto", then: .release)
            let failing = hall.hall.redactPhoto(with: FakePhotoProcessor(failure: failure))
            await #expect(throws: RedactionFailure.notMade) {
                try await hall.redact(try Self.areas(Self.face), caption: "Inny", by: failing)
            }
            #expect(try await hall.released()?.caption == "Auto")
            #expect(try await hall.bytes(hall.released(), .large) == FakePhotoProcessor.picture(covered: 1))
            #expect(try await hall.open().log.count == 3)
            #expect(try await hall.fileCount() == 4)
        }
    }

    @Test("Where the disk is full at the first or the second picture nothing is changed or left", arguments: [1, 2])
    func fullDisk(write: Int) async throws {
        try await Self.with(.sqlite) { hall in
            let redact = hall.redactPhoto(on: FullDisk(files: hall.hall.files, at: write))
            await #expect(throws: RedactionFailure.notMade) {
                try await hall.redact(try Self.areas(Self.plate), by: redact)
            }
            let (photo, log, files) = (try await hall.photo(), try await hall.open().log, try await hall.fileCount())
            #expect(photo.covering == nil)
            #expect(log.isEmpty)
            #expect(files == 2)
        }
    }

    @Test("A helper that gives a picture of another size is not believed")
    func otherSize() async throws {
        try await Self.with(.sqlite) { hall in
            let lying = hall.hall.redactPhoto(with: OtherSize())
            await #expect(throws: RedactionFailure.notMade) {
                try await hall.redact(try Self.areas(Self.plate), by: lying)
            }
            let files = try await hall.fileCount()
            #expect(files == 2)
        }
    }

    @Test("Only who may publish reports covers, only where photos are published, and only photos of the report")
    func rights() async throws {
        try await Self.with(.sqlite) { hall in
            let reader = Caller(ID("reader"), StaffRights([]), request: nil)
            for caller in [reader, .administrator] {
                await #expect(throws: AccountFailure.self) {
                    try await hall.hall.redactPhoto()(
                        Redaction(seeing: Redaction.Seen(version: 0, state: nil), areas: [], caption: "x"),
                        hall.work(by: caller)
                    )
                }
                await #expect(throws: AccountFailure.self) {
                    _ = try await hall.hall.redactPhoto().open(hall.work(by: caller))
                }
            }
            await #expect(throws: ReportPhotoFailure.notFound) {
                _ = try await hall.hall.redactPhoto().open(hall.work(on: ID("other")))
            }
        }
        try await Self.with(.sqlite, "suprasl") { hall in
            await #expect(throws: ReportPhotoFailure.notPublishable) { try await hall.redact([], caption: "x") }
        }
    }

    @Test("When the report goes, the covered pictures and what was written go with it", arguments: Engine.available)
    func retention(_ engine: Engine) async throws {
        try await Self.with(engine, "demo") { hall in
            try await hall.redact(try Self.areas(Self.plate), caption: "Auto", then: .release)
            for status in [ReportStatus.inProgress, .done] {
                let decision = Decision(to: status, justification: "Tak.")
                try await hall.hall.decide(decision, about: hall.report.number, in: hall.town)
            }
            let later = hall.town.clock.start(of: CivilDate(2050, 1, 1))
            _ = try await hall.hall.runRetention(in: hall.town, by: .command("test"), at: later)
            #expect(try await hall.rows() == [0, 0, 0])
            #expect(try await hall.hall.sweepPhotos.orphans(at: .afterAll) == 4)
        }
    }

    @Test("An export has the address of the covered photo and its caption", arguments: Engine.available)
    func exports(_ engine: Engine) async throws {
        try await Self.with(engine) { hall in
            try await hall.redact(try Self.areas(Self.plate), caption: "Auto na chodniku", then: .release)
            for scope in [ExportReports.Scope.listed(for: .everyone), .everything] {
                var text = ""
                try await hall.hall.exportReports()(.init(scope, as: .csv), of: hall.town) { text += $0 }
                #expect(text.contains("\(hall.id)/large?v=2"))
                #expect(text.contains("Auto na chodniku"))
            }
        }
    }
}
