public import CityKit

/// Notes on a case that the office alone reads, and the files that belong to them (I-04).
///
/// All throw `ReportFailure.notFound`; `AccountFailure.rightMissing`, `.outOfReach`; `CaseworkFailure`; `NoteFileFailure`.
public struct KeepNotes: Sendable {
    private let cases: any CaseworkStore
    private let files: any FileStore
    private let receiveFile: ReceiveFile
    private let randomness: any Randomness
    private let desk: CaseDesk

    public init(
        cases: any CaseworkStore,
        reports: any ReportStore,
        files: any FileStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.cases = cases
        self.files = files
        receiveFile = ReceiveFile(files: files, vault: vault)
        self.randomness = randomness
        desk = CaseDesk(reports: reports, vault: vault, randomness: randomness, audit: audit)
    }

    /// A file that came for a note.
    public struct Received: Sendable {
        let name: String
        let file: ReceivedFile
    }

    /// Whether the caller may write a note, before a file is taken.
    public func check(_ work: WorkOnCase.Work) async throws { _ = try await desk.file(work, using: .noteReports) }

    /// Keeps a file until its note is there.
    ///
    /// - Parameter name: as it is called where it comes from.
    /// - Throws: `NoteFileFailure`, `FileStoreFailure`, what `chunks` throws; nothing is kept then.
    public func receive(_ name: String, _ chunks: FileChunks) async throws -> Received {
        do {
            let received = Received(
                name: String(name.suffix(NoteFile.longestName)),
                file: try await receiveFile(chunks, limit: NoteFile.largest)
            )
            do {
                guard received.file.size > 0 else { throw NoteFileFailure.empty }
                for try await start in try await receiveFile.read(received.file) {
                    _ = try NoteFileKind(name: received.name, start: start)
                    break
                }
                return received
            } catch {
                await discard(received)
                throw error
            }
        } catch FileStoreFailure.tooLarge(let limit) {
            throw NoteFileFailure.tooLarge(limit: limit)
        }
    }

    /// Forgets what was received.
    public func discard(_ received: Received) async { await receiveFile.discard(received.file) }

    /// Writes a note.
    ///
    /// - Parameters:
    ///   - words: may be empty where there are files.
    ///   - received: gone afterwards in any case.
    public func write(_ work: WorkOnCase.Work, _ words: String, with received: [Received] = []) async throws {
        var kept: [StoredFile] = []
        do {
            let file = try await desk.file(work, using: .noteReports)
            let said = received.isEmpty ? try words.said() : words.saidIfAny
            let line = try desk.line(.noted, said, on: file, work)
            let key = try desk.key(of: file, in: work.town.id)
            var noted: [NoteFile] = []
            for one in received {
                kept.append(try await files.write(receiveFile.read(one.file), under: key, limit: NoteFile.largest))
                noted.append(try sealed(one.name, kept[kept.count - 1], of: line, under: key, work))
            }
            let entry = try desk.entry(.caseNoted, .report(file.report.id), .noteReports, file, work)
            try await cases.add(line, with: noted, noting: entry, in: work.town.id)
        } catch {
            for file in kept { try? await files.delete(file.name) }
            await discard(received)
            throw error
        }
        await discard(received)
    }

    private func discard(_ received: [Received]) async { for one in received { await discard(one) } }

    private func sealed(
        _ name: String,
        _ file: StoredFile,
        of line: CaseLine,
        under key: any DataKey,
        _ work: WorkOnCase.Work
    ) throws -> NoteFile {
        let id: ID<NoteFile> = randomness.id(at: work.now)
        let slot = NoteFile.slot(id, in: work.town.id)
        return NoteFile(id: id, line: line.id, .kept(name: try key.seal(PersonalText(name), in: slot), file))
    }

    /// A file, to be saved. The look is in the audit log first.
    public func open(_ id: ID<NoteFile>, _ work: WorkOnCase.Work) async throws -> (OpenNoteFile.Kept, FileChunks) {
        let file = try await desk.file(work, using: .viewReports)
        let key = try desk.key(of: file, in: work.town.id)
        let found = try await cases.casework(on: file.report.id, in: work.town.id).files.first { $0.id == id }
        guard let found, let kept = try OpenNoteFile(found, under: key, in: work.town.id).kept else {
            throw NoteFileFailure.gone
        }
        try await desk.audit.add(
            try desk.entry(.noteFileViewed, .noteFile(id, on: file.report.id), .viewReports, file, work)
        )
        return (kept, try await files.read(kept.file.name, under: key))
    }

    /// The content of a file for the package of its case; nil when the file is lost.
    func bytes(of kept: OpenNoteFile.Kept, on number: ReportNumber, in town: ID<Municipality>) async throws -> [UInt8]?
    {
        guard let file = try await desk.reports.file(number, in: town) else { return nil }
        do {
            return try await files.read(kept.file.name, under: desk.key(of: file, in: town)).bytes(
                limit: NoteFile.largest
            )
        } catch FileStoreFailure.notFound {
            return nil
        }
    }

    /// Takes away a file that is the wrong one. Whoever may write notes may, since the note keeps a trace of it.
    public func remove(_ id: ID<NoteFile>, _ work: WorkOnCase.Work) async throws {
        let file = try await desk.file(work, using: .noteReports)
        let casework = try await cases.casework(on: file.report.id, in: work.town.id)
        guard let found = casework.files.first(where: { $0.id == id }), case .kept(_, let stored) = found.state else {
            throw NoteFileFailure.gone
        }
        try await cases.remove(
            NoteFile(id: id, line: found.line, .removed(by: work.caller.officer, at: work.now)),
            noting: try desk.entry(.noteFileRemoved, .noteFile(id, on: file.report.id), .noteReports, file, work),
            in: work.town.id
        )
        try await files.delete(stored.name)
    }
}
