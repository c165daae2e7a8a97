import CityStorage
import Testing

@Suite struct GroupCommitTests {
    private enum Refusal: Error {
        case taken
    }

    private let session = FakeBatchSession()

    /// Runs the jobs as one batch and returns how each of them ended.
    private func run(_ jobs: [FakeJob], limits: GroupCommit.Limits = GroupCommit.Limits()) throws -> [String?] {
        let queue = JobQueue<any DatabaseJob>(limit: 1_000)
        var commits = GroupCommit(queue, limits: limits)
        for job in jobs { try queue.add(job) }
        while let job = queue.poll() { commits.run(job, in: session) }
        return jobs.map(\.end)
    }

    @Test("Jobs that wait share a commit")
    func together() throws {
        #expect(try run([FakeJob("a"), FakeJob("b"), FakeJob("c")]) == ["done", "done", "done"])
        #expect(session.log == ["begin", "a", "b", "c", "commit"])
    }

    @Test("A batch takes no more jobs than it may")
    func limit() throws {
        var limits = GroupCommit.Limits()
        limits.count = 2
        #expect(try run([FakeJob("a"), FakeJob("b"), FakeJob("c")], limits: limits) == ["done", "done", "done"])
        #expect(session.log == ["begin", "a", "b", "commit", "begin", "c", "commit"])
    }

    @Test("A batch takes in no jobs after its time")
    func time() throws {
        var limits = GroupCommit.Limits()
        limits.time = .zero
        #expect(try run([FakeJob("a"), FakeJob("b")], limits: limits) == ["done", "done"])
        #expect(session.log == ["begin", "a", "commit", "begin", "b", "commit"])
    }

    @Test("A job that fails before it changed anything costs the others nothing")
    func harmlessFailure() throws {
        let refused = FakeJob { _ in throw Refusal.taken }
        #expect(try run([FakeJob("a"), refused, FakeJob("b")]) == ["done", "taken", "done"])
        #expect(session.log == ["begin", "a", "b", "commit"])
    }

    @Test("A job that fails after a change is undone alone, and batches stay careful for a while")
    func guardedFailure() throws {
        let refused = FakeJob {
            try $0.execute("b", [], in: .program)
            throw Refusal.taken
        }
        #expect(try run([FakeJob("a"), refused, FakeJob("c")]) == ["done", "taken", "done"])
        let attempt = ["begin", "a", "b", "rollback"]
        let again = ["begin", "savepoint", "a", "release", "savepoint", "b", "undo", "commit"]
        let next = ["begin", "savepoint", "c", "release", "commit"]
        #expect(session.log == attempt + again + next)
    }

    @Test("A single job that fails needs no second attempt")
    func alone() throws {
        let broken = FakeJob { try $0.fail(StorageError.foreignKey) }
        #expect(try run([broken]) == ["foreignKey"])
        #expect(session.log == ["begin", "failed", "rollback"])
    }

    @Test("A job that hides a statement's error fails with it")
    func hiddenFailure() throws {
        let hiding = FakeJob { try? $0.fail(StorageError.foreignKey) }
        #expect(try run([hiding, FakeJob("a")]) == ["foreignKey", "done"])
    }

    @Test("A conflict starts the batch anew, even when the body made another error of it")
    func conflict() throws {
        let attempts = Attempts()
        let job = FakeJob { session in
            guard attempts.next() < 3 else { return }
            do { try session.fail(StorageError.serialization) } catch { throw Refusal.taken }
        }
        #expect(try run([FakeJob("a"), job]) == ["done", "done"])
        let attempt = ["a", "failed", "rollback"]
        #expect(session.log == ["begin"] + attempt + ["begin alone"] + attempt + ["begin alone", "a", "commit"])
    }

    @Test(
        "A commit that fails fails every job, unless another attempt may help",
        arguments: [
            ([StorageError.diskFull], "diskFull", 1),
            ([StorageError.io(code: "1034")], "io(code: \"1034\")", 1),
            ([StorageError.corrupt], "corrupt", 1),
            ([StorageUnavailable(.outcomeUnknown)], "StorageUnavailable(reason: outcomeUnknown)", 1),
            ([StorageUnavailable(.busy)], "StorageUnavailable(reason: busy)", 1),
            ([StorageError.serialization], "done", 2),
            ([StorageUnavailable(.disconnected)], "done", 2),
            (
                [StorageUnavailable(.disconnected), StorageUnavailable(.disconnected)],
                "StorageUnavailable(reason: disconnected)", 2
            ),
        ] as [([any Error], String, Int)]
    )
    func failingCommit(errors: [any Error], end: String, commits: Int) throws {
        session.commitErrors = errors
        let ends = try run([FakeJob("a"), FakeJob("b")])
        #expect(ends.map { $0?.replacing(/CityStorage\.StorageUnavailable\.Reason\./, with: "") } == [end, end])
        #expect(session.log.count { $0 == "commit" } == commits)
    }

    @Test("A failure that shows itself at commit only is found by running each job alone")
    func deferredFailure() throws {
        session.commitErrors = [StorageError.foreignKey, StorageError.foreignKey, nil, StorageError.foreignKey]
        #expect(try run([FakeJob("a"), FakeJob("b"), FakeJob("c")]) == ["done", "foreignKey", "done"])
        let alone = ["begin", "a", "commit", "begin", "b", "commit", "rollback", "begin", "c", "commit"]
        #expect(session.log.suffix(10) == alone[...])
    }

    @Test("Conflicts without end make the jobs fail as busy")
    func endlessConflict() throws {
        var limits = GroupCommit.Limits()
        limits.retries = 3
        session.commitErrors = Array(repeating: StorageError.serialization, count: 4)
        let ends = try run([FakeJob("a")], limits: limits)
        #expect(ends.map { $0?.contains("busy") } == [true])
        #expect(session.log.count { $0 == "commit" } == 4)
    }

    @Test("A transaction that cannot begin fails its jobs")
    func noBeginning() throws {
        session.beginErrors = [StorageUnavailable(.busy)]
        let ends = try run([FakeJob("a")])
        #expect(ends.map { $0?.contains("busy") } == [true])
        #expect(session.log == ["begin", "rollback"])
    }

    @Test("Only jobs that are kept notify")
    func notifications() throws {
        let kept = FakeJob { $0.notify("kept") }
        let refused = FakeJob {
            $0.notify("refused")
            throw Refusal.taken
        }
        #expect(try run([kept, refused]) == ["done", "taken"])
        #expect(session.log == ["begin", "commit kept"])
    }
}
