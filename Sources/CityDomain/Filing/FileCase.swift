import CityKit

/// Hands the file of a case to the records system of the office (G-40, I-14): everything about it in one package, under the sign
/// it has there. Who did it, and under which sign, stands at the case and in the audit log before the package leaves.
///
/// All throw `ReportFailure.notFound`; `AccountFailure.rightMissing`, `.outOfReach`.
public struct FileCase: Sendable {
    private let read: ReadReport
    private let work: WorkOnCase
    private let notes: KeepNotes
    private let photos: ReadPhotos
    private let ratings: RateHandling
    private let thread: ReadThread
    private let vault: any Vault

    public init(
        read: ReadReport,
        work: WorkOnCase,
        notes: KeepNotes,
        photos: ReadPhotos,
        ratings: RateHandling,
        thread: ReadThread,
        vault: any Vault
    ) {
        self.read = read
        self.work = work
        self.notes = notes
        self.photos = photos
        self.ratings = ratings
        self.thread = thread
        self.vault = vault
    }

    /// What the form begins with.
    public struct Offer: Sendable {
        public let number: ReportNumber
        /// Under which it was handed over last.
        public let last: CaseFiling?
        /// What the town says of such cases; nil where it keeps them for another time.
        public let archivalClass: ArchivalClass?
    }

    public func offer(_ work: WorkOnCase.Work) async throws -> Offer {
        let report = try await read(work.number, by: work.caller, in: work.town, at: work.now).report
        _ = try work.caller.using(.decideReports, on: report)
        let lines = try await self.work.read(work).lines
        return Offer(
            number: work.number,
            last: lines.last { $0.act == .filed }.flatMap { $0.words.flatMap(CaseFiling.init(words:)) },
            archivalClass: work.town.retention(of: .reports, in: report.category)?.archive
        )
    }

    /// - Parameter print: makes the document that people read.
    public func callAsFunction(
        _ work: WorkOnCase.Work,
        as filing: CaseFiling,
        print: (CaseFile) async throws -> [UInt8]
    ) async throws -> CaseArchive {
        let open = try await read.unseen(work.number, in: work.town)
        _ = try work.caller.using(.decideReports, on: open.report)
        let lines = try await self.work.read(work).lines
        let thread = try await thread.read(open, by: work.caller, in: work.town.id)
        let file = CaseFile(
            filing: filing,
            report: work.caller.may(.viewContacts, on: open.report) ? open : open.withoutContact,
            lines: lines,
            thread: thread,
            photos: PersonalArchive.Photo.named(
                try await photos.all(of: open.report.id, in: work.town.id) + thread.messages.flatMap(\.photos),
                of: work.number.path
            ),
            noteFiles: CaseFile.NoteFile.named(lines),
            said: try await ratings.all(about: open.report, in: work.town.id)
                .map { open.isRestricted ? $0.withoutWords : $0 },
            town: work.town,
            filedAt: work.now
        )
        let archive = CaseArchive(
            file: file,
            document: try await print(file),
            reader: photos,
            notes: notes,
            vault: vault
        )
        // Last, so that nobody reads of a package that could not be made.
        try await self.work.file(work, as: filing.words)
        return archive
    }
}
