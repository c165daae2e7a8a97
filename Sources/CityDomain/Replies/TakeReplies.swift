public import CityKit

/// Takes answers by mail: an answer to a question does what the answer on the page does, anything else goes into the thread.
/// A mail leaves the mailbox after the transaction; one that a crash left there is known by its name and taken once.
public struct TakeReplies: Sendable {
    private let threads: any ThreadStore
    private let reports: any ReportStore
    private let files: any FileStore
    private let photos: AddPhoto
    private let reader: any MailReader
    private let addresses: ReplyAddresses
    private let desk: ReportDesk
    private let randomness: any Randomness

    public init(
        threads: any ThreadStore,
        reports: any ReportStore,
        files: any FileStore,
        photos: AddPhoto,
        reader: any MailReader,
        addresses: ReplyAddresses,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.threads = threads
        self.reports = reports
        self.files = files
        self.photos = photos
        self.reader = reader
        self.addresses = addresses
        desk = ReportDesk(reports: reports, vault: vault, audit: audit)
        self.randomness = randomness
    }

    /// What became of a mail.
    public enum Outcome: String, Sendable, CaseIterable {
        /// Answered a question; stands in the thread; came after the end, and the reporter is told.
        case answer, message, late
        /// Was taken before.
        case again
        /// A program wrote it: an absence, a bounce.
        case automatic
        /// Was sent to no address of ours; the token is wrong, or the reporter was erased.
        case unknown, tampered
        case tooLarge, unreadable
        /// The reporter wrote too much today.
        case tooMany
        /// Could not be taken now, and stays in the mailbox.
        case failed
    }

    /// Octets of a mail: as many photos as a report may have, in the way mails carry them, may be more.
    public static let largestMail = 40_000_000
    private static let slice = 50
    /// Mails that are looked at for it: some that cannot be taken do not stand before the others.
    private static let window = 500
    private static let mostFailures = 20

    /// Takes what waits.
    ///
    /// - Throws: `MailboxAway`; nothing is lost then.
    public func callAsFunction(from mailbox: any ReplyMailbox, in towns: [Municipality], at now: Instant) async throws
        -> [Outcome: Int]
    {
        var outcomes: [Outcome: Int] = [:]
        var (taken, failed) = (0, 0)
        for name in try await mailbox.waiting(limit: Self.window) {
            try Task.checkCancellation()
            // Where almost nothing but failures comes, what all of them need is away.
            guard taken < Self.slice, failed - taken < Self.mostFailures else { break }
            let outcome = try await take(name, from: mailbox, in: towns, at: now)
            if outcome == .failed {
                failed += 1
            } else {
                taken += 1
                try await mailbox.remove(name)
            }
            outcomes[outcome, default: 0] += 1
        }
        return outcomes
    }

    private func take(_ name: String, from mailbox: any ReplyMailbox, in towns: [Municipality], at now: Instant)
        async throws -> Outcome
    {
        do {
            guard let bytes = try await mailbox.read(name, limit: Self.largestMail) else { return .tooLarge }
            guard let mail = reader.read(bytes) else { return .unreadable }
            guard mail.kind == .person else { return .automatic }
            guard let token = addresses.token(among: mail.recipients) else { return .unknown }
            guard let found = try await place(token, in: towns) else { return .tampered }
            return try await take(mail, bytes, found, at: now)
        } catch ReplyFailure.takenBefore {
            return .again
        } catch ReplyFailure.tooMany {
            return .tooMany
        } catch let away as MailboxAway where away.reason != .notUnderstood {
            throw away
        } catch {
            return .failed
        }
    }

    /// Where an answer belongs.
    private struct Place {
        let town: Municipality
        let file: ReportFile
        let reader: EmailAddress
        let personKey: any DataKey
        let caseKey: any DataKey
    }

    private func place(_ token: ReplyToken, in towns: [Municipality]) async throws -> Place? {
        for town in towns {
            guard let file = try await reports.file(token.number, in: town.id), let contact = file.contact,
                let wrapped = file.personKey
            else { continue }
            let slots = ReportSlots(town: town.id, report: file.report.id)
            let key = try desk.vault.key(wrapped, in: slots.personKey)
            guard let email = try key.open(contact, in: slots.contact).email,
                desk.vault.accepts(token, about: file.report.id, to: email, in: town.id)
            else { continue }
            let caseKey = try desk.vault.key(file.caseKey, in: slots.caseKey)
            return Place(town: town, file: file, reader: email, personKey: key, caseKey: caseKey)
        }
        return nil
    }

    private func take(_ mail: ReceivedMail, _ bytes: [UInt8], _ place: Place, at now: Instant) async throws -> Outcome {
        let town = place.town
        let name = mail.id ?? desk.vault.checksum(bytes)
        let digest = desk.vault.secret(for: .takenMail, name, place.file.report.id.rawValue, in: town.id)
        guard try await !threads.wasTaken(digest, in: town.id) else { return .again }
        let id: ID<ReportMessage> = randomness.id(at: now)
        guard !place.file.report.status.isFinished else {
            return try await store(nil, digest, photos: nil, "", place, at: now)
        }
        let original = try await files.write(FileChunks(bytes), under: place.personKey, limit: Self.largestMail)
        do {
            let (photos, refused) = try await add(mail.files, with: id, in: town, at: now)
            let words = Self.words(of: mail)
            let kept = try seal(id, words, mail, original, refused, place, at: now)
            let claim =
                photos.isEmpty ? nil : NewReport.Photos(owner: PhotoUploader.reply(id).owner(desk.vault), ids: photos)
            return try await store(kept, digest, photos: claim, words, place, at: now)
        } catch {
            // A database that goes away at the end may have kept it.
            let wasKept = error is ReplyFailure ? false : try? await threads.wasTaken(digest, in: town.id)
            if wasKept == false { try? await files.delete(original.name) }
            throw error
        }
    }

    /// What was written, or what it is about where nothing was; the whole mail is kept in any case.
    private static func words(of mail: ReceivedMail) -> String {
        let words = ReplyText(cutting: mail.text).words
        let said = words.isEmpty ? mail.subject.trimmingSpaces() : words
        let limit = min(ReportMessage.longestWords, Decision.longestText)
        let scalars = said.unicodeScalars
        return scalars.count <= limit ? said : String(String.UnicodeScalarView(scalars.prefix(limit - 1))) + "…"
    }

    private func seal(
        _ id: ID<ReportMessage>,
        _ words: String,
        _ mail: ReceivedMail,
        _ original: StoredFile,
        _ refused: [String],
        _ place: Place,
        at now: Instant
    ) throws -> ReportMessage {
        let town = place.town.id
        func seal(_ text: String, _ column: String, _ key: any DataKey) throws -> Sealed<PersonalText> {
            try key.seal(PersonalText(text), in: ReportMessage.slot(id, column, in: town))
        }
        let isOwn = (try? EmailAddress(typed: mail.sender))?.indexForm == place.reader.indexForm
        return ReportMessage(
            id: id,
            report: place.file.report.id,
            at: now,
            way: .mail,
            words: try seal(words, "words", place.caseKey),
            mail: ReportMessage.Mail(
                sender: try seal(String(mail.sender.prefix(320)), "sender", place.personKey),
                from: isOwn ? .ownAddress : .elsewhere,
                original: original,
                refused: refused.isEmpty
                    ? nil : try seal(refused.joined(separator: "\n"), "refused", place.caseKey)
            ),
            isNews: true
        )
    }

    /// - Returns: the photos, and the names of files that none could be made of.
    private func add(_ files: [ReceivedMail.File], with id: ID<ReportMessage>, in town: Municipality, at now: Instant)
        async throws -> (photos: [ID<ReportPhoto>], refused: [String])
    {
        var (photos, refused): ([ID<ReportPhoto>], [String]) = ([], [])
        for file in files {
            let name = file.name.filter { !$0.isNewline }
            do {
                guard photos.count < town.photos.max else { throw ReportPhotoFailure.tooManyWaiting }
                let received = try await self.photos.receive(FileChunks(file.bytes))
                photos.append(try await self.photos(received, by: .reply(id), accepted: "", in: town, at: now).id)
            } catch let failure as PhotoFailure where failure.kind != .unavailable {
                refused.append(name)
            } catch is ReportPhotoFailure {
                refused.append(name)
            }
        }
        return (photos, Array(refused.prefix(20)))
    }

    /// - Parameter message: nil for a mail that came after the end.
    private func store(
        _ message: ReportMessage?,
        _ digest: [UInt8],
        photos: NewReport.Photos?,
        _ words: String,
        _ place: Place,
        at now: Instant
    ) async throws -> Outcome {
        let town = place.town
        let today = town.clock.date(of: now)
        let report = try await desk.change(place.file.report.number, seen: .any, .byReporter, in: town) { opened in
            try opened.seal(Answer(justification: words))
        } act: { report, answer in
            guard let message, !report.status.isFinished else {
                return ReportChange(thread: ThreadChange(nil, mail: digest, at: now, letter: .replyLate(today)))
            }
            let letter = message.mail?.refused.map { _ in DeliveryMessage.filesRefused(message.id) }
            var kept = message
            if report.isWaiting {
                try report.reply(answer, by: .reporter, at: now, in: town)
                kept = message.answering(report.history.count)
            }
            return ReportChange(thread: ThreadChange(kept, photos: photos, mail: digest, at: now, letter: letter))
        }
        guard message != nil, !report.status.isFinished else { return .late }
        return report.history.last.map { $0.act == .replied && $0.at == now } == true ? .answer : .message
    }
}

extension ReportMessage {
    /// The same, with its words in the history.
    fileprivate func answering(_ line: Int) -> Self {
        Self(id: id, report: report, at: at, way: way, line: line, words: nil, mail: mail, isNews: isNews)
    }
}
