import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// The settings of a running town, changed without its files.
@Suite struct ConfigureTownTests {
    private typealias Change = ProjectTown.Change

    private static let administrator = Caller(
        ID("ada"),
        StaffRights([StaffGrant(.administrator)]),
        request: "test"
    )

    private static func with(
        _ engine: Engine,
        _ body: @Sendable (TestTownHall, ConfigureTown.Work) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            try await hall.seedSettings(of: "demo")
            try await body(hall, ConfigureTown.Work(by: administrator, in: town, at: hall.now))
        }
    }

    private static let phone = Change("municipality.json5", "emergencyNumber: \"112\"", "emergencyNumber: \"113\"")
    private static let mark = Change("municipality.json5", "mark: \"P\"", "mark: \"Q\"")
    private static let noPothole = Change("categories.json5", "id: \"drain\"", "id: \"gully\"")

    private static func failures(_ body: () async throws -> Void) async -> [ConfigurationFailure] {
        do {
            try await body()
            return []
        } catch let failures as Failures {
            return failures.all.compactMap { $0 as? ConfigurationFailure }
        } catch {
            return (error as? ConfigurationFailure).map { [$0] } ?? []
        }
    }

    @Test(
        "A change is a new revision with its author and reason, and the history says what it changed",
        .clause("kremenchuk/A2.6.1"),
        arguments: Engine.available
    )
    func changing(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, work in
            let files = try ProjectTown.files("demo", Self.phone)
            let proposal = try await hall.configureTown.propose(files, work)
            #expect(proposal.base.revision == 1)
            #expect(proposal.difference.changes.map(\.path) == ["emergencyNumber"])
            let number = try await hall.configureTown.save(files, seeing: 1, because: " Nowy numer. ", work)
            #expect(number == 2)
            let history = try await hall.configureTown.history(before: nil, most: 10, work)
            #expect(history.map(\.revision.revision) == [2, 1])
            #expect(history.map(\.revision.reason) == ["Nowy numer.", ""])
            #expect(history.map(\.author) == [.gone("ada"), .command("first start")])
            #expect(history.map { $0.difference?.changes.count } == [1, nil])
            let entries = try await hall.auditStore.queue(limit: 100).waiting.filter { $0.kind == "town.changed" }
            #expect(entries.map(\.part) == ["revision 2"])
        }
    }

    @Test("A roll-back is a new revision with the old files", arguments: Engine.available)
    func rollBack(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, work in
            let changed = try ProjectTown.files("demo", Self.phone)
            _ = try await hall.configureTown.save(changed, seeing: 1, because: "Próba.", work)
            let old = try await hall.configureTown.revision(1, work).files
            #expect(try await hall.configureTown.save(old, seeing: 2, because: "Pomyłka.", work) == 3)
            let newest = try await hall.configureTown.revision(nil, work)
            let first = try ProjectTown.files("demo")
            #expect(newest.files == first)
        }
    }

    @Test("Files that are wrong, the same or of another town, and a change without a reason, make no revision")
    func refused() async throws {
        try await Self.with(.sqlite) { hall, work in
            let configure = hall.configureTown
            let good = try ProjectTown.files("demo", Self.phone)
            let wrong = MunicipalityFiles(
                town: ID("demo"),
                contents: good.contents.merging(["categories.json5": "{ units: ["]) { $1 }
            )
            let faults = await Self.failures { _ = try await configure.propose(wrong, work) }
            #expect(faults.contains { if case .fault(let fault) = $0 { fault.path.contains("line") } else { false } })
            let rows: [(MunicipalityFiles, String, ConfigurationFailure)] = [
                (try ProjectTown.files("demo"), "Bo tak.", .unchanged),
                (try ProjectTown.files("kielce"), "Bo tak.", .otherTown("kielce")), (good, "  ", .reasonMissing),
                (good, String(repeating: "a", count: 501), .reasonTooLong(length: 501)),
            ]
            for (files, reason, failure) in rows {
                let found = await Self.failures {
                    _ = try await configure.save(files, seeing: 1, because: reason, work)
                }
                #expect(found == [failure])
            }
            #expect(try await configure.revision(nil, work).revision == 1)
        }
    }

    @Test("A regulation that counts is not written anew, by an import or a way back either")
    func rewritten() async throws {
        try await Self.with(.sqlite) { hall, work in
            let (files, town) = (try ProjectTown.files("demo"), try ProjectTown.named("demo"))
            let (text, entry) = (try #require(town.regulation.first), try #require(town.profile.regulation.first))
            let name = "regulation/\(entry.file)"
            let other = MunicipalityFiles(town: files.town, contents: files.contents.merging([name: "# A"]) { $1 })
            let found = await Self.failures { _ = try await hall.configureTown.propose(other, work) }
            #expect(found == [.rewritten(text.version, text.language)])
        }
    }

    @Test("Nobody without the right reads or changes settings")
    func rights() async throws {
        try await Self.with(.sqlite) { hall, work in
            let officer = Caller(ID("ola"), StaffRights([StaffGrant(.operator)]), request: "test")
            let town = try ProjectTown.named("demo")
            let other = ConfigureTown.Work(by: officer, in: town, at: hall.now)
            await #expect(throws: AccountFailure.rightMissing(.configureTown)) {
                _ = try await hall.configureTown.history(before: nil, most: 1, other)
            }
            let files = try ProjectTown.files("demo", Self.phone)
            await #expect(throws: AccountFailure.rightMissing(.configureTown)) {
                _ = try await hall.configureTown.save(files, seeing: 1, because: "Bo tak.", other)
            }
        }
    }

    @Test("What open cases need cannot go, and the cases are named", arguments: Engine.available)
    func inUse(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, work in
            let town = try ProjectTown.named("demo")
            var submission = Submission.sample(in: town)
            (submission.category, submission.answers) = ("drain", [:])
            var numbers: [ReportNumber] = []
            for _ in 0..<12 { numbers.append(try await hall.submit(submission, in: town).number) }
            let files = try ProjectTown.files("demo", Self.noPothole)
            let found = await Self.failures { _ = try await hall.configureTown.propose(files, work) }
            guard case .inUse(let broken, let what, let named)? = found.first else {
                Issue.record("the change was not refused")
                return
            }
            #expect(broken.cause == .category(ID("drain")) && broken.count == 12)
            #expect(what?[.polish] == "Zatkana studzienka")
            #expect(named == Array(numbers.sorted().prefix(10)))
            // The store asks again: a case that comes between the page and the write is seen.
            let new = try ProjectTown.named("demo", revision: 2, Self.noPothole)
            let change = ConfigurationChange(
                files: files,
                base: 1,
                check: CaseCheck(from: town, to: new),
                author: "staff/ada",
                reason: "Próba.",
                today: town.clock.date(of: hall.now)
            )
            let stored = await Self.failures {
                _ = try await hall.configurations.save(
                    change,
                    noting: .sample(in: town.id),
                    at: hall.now,
                    in: town.id
                )
            }
            #expect(stored == [.inUse(broken, what: what, numbers: named)])
            #expect(try await hall.configureTown.revision(nil, work).revision == 1)
        }
    }

    @Test("Of two administrators who save at once, one is told of the other", arguments: Engine.available)
    func racing(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, work in
            let changes = [try ProjectTown.files("demo", Self.phone), try ProjectTown.files("demo", Self.mark)]
            let results = await withTaskGroup(of: [ConfigurationFailure].self) { group in
                for files in changes {
                    group.addTask {
                        await Self.failures {
                            _ = try await hall.configureTown.save(files, seeing: 1, because: "Bo tak.", work)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.filter(\.isEmpty).count == 1)
            #expect(results.filter { $0 == [.changedMeanwhile] }.count == 1)
            #expect(try await hall.configureTown.revision(nil, work).revision == 2)
            let noted = try await hall.auditStore.queue(limit: 100).waiting.filter { $0.kind == "town.changed" }
            #expect(noted.count == 1)
        }
    }

    @Test("What somebody saves between two looks of another one’s save is not undone", arguments: Engine.available)
    func between(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, work in
            let (mine, theirs) = (try ProjectTown.files("demo", Self.phone), try ProjectTown.files("demo", Self.mark))
            let store = InterruptedStore(store: hall.configurations) {
                _ = try await hall.configureTown.save(theirs, seeing: 1, because: "Wcześniej.", work)
            }
            let found = await Self.failures {
                _ = try await hall.configureTown(over: store).save(mine, seeing: 1, because: "Bo tak.", work)
            }
            #expect(found == [.changedMeanwhile])
            #expect(try await hall.configureTown.revision(nil, work).files == theirs)
        }
    }
}

/// Lets something happen after its first answer.
private actor InterruptedStore: ConfigurationStore {
    private let store: any ConfigurationStore
    private var interruption: (@Sendable () async throws -> Void)?

    init(store: any ConfigurationStore, _ interruption: @escaping @Sendable () async throws -> Void) {
        self.store = store
        self.interruption = interruption
    }

    func revision(_ number: Int?, in town: ID<Municipality>) async throws -> MunicipalityRevision? {
        let found = try await store.revision(number, in: town)
        let now = interruption
        interruption = nil
        try await now?()
        return found
    }

    func revisions(before number: Int?, most: Int, in town: ID<Municipality>) async throws -> [MunicipalityRevision] {
        try await store.revisions(before: number, most: most, in: town)
    }

    func openCases(in town: ID<Municipality>) async throws -> [OpenCases] { try await store.openCases(in: town) }

    func openMatters(most: Int, asking check: CaseCheck, on today: CivilDate, in town: ID<Municipality>) async throws
        -> [OpenMatters]
    {
        try await store.openMatters(most: most, asking: check, on: today, in: town)
    }

    func runningTerms(in town: ID<Municipality>) async throws -> [RunningTerm] {
        try await store.runningTerms(in: town)
    }

    func numbers(of broken: BrokenCases, most: Int, in town: ID<Municipality>) async throws -> [ReportNumber] {
        try await store.numbers(of: broken, most: most, in: town)
    }

    func save(_ change: ConfigurationChange, noting entry: AuditEntry, at now: Instant, in town: ID<Municipality>)
        async throws -> Int
    {
        try await store.save(change, noting: entry, at: now, in: town)
    }
}
