public import CityKit

/// Takes a report: checks it, seals what is personal, stores it under the next number.
public struct SubmitReport: Sendable {
    private let reports: any ReportStore
    private let vault: any Vault
    private let randomness: any Randomness

    public init(reports: any ReportStore, vault: any Vault, randomness: any Randomness) {
        self.reports = reports
        self.vault = vault
        self.randomness = randomness
    }

    /// What the reporter keeps.
    public struct Receipt: Sendable, Equatable {
        public let number: ReportNumber
        public let secret: ReportSecret
        public let receivedAt: Instant
        /// Whether this very submission had been stored before.
        public let isRepeated: Bool
    }

    /// Stores `submission`, once for each client key of the town: the same key and body return the same receipt.
    ///
    /// - Parameters:
    ///   - photos: photos that were added before, to go along.
    ///   - author: the resident who is signed in; the report then stands among those of the account.
    ///   - choice: the person for whom the author acts; nil for the author alone.
    ///   - sender: where it comes from; nil for a program, which is known by its key.
    /// - Throws: `Failures` with all that is wrong; `ReportFailure.clientKeyReused` when the key came with another body;
    ///   `ReportPhotoFailure` when a photo is not there any more; `AccountFailure.residentSignedOut` when the author's account
    ///   was closed or erased in the same moment; `RepresentationFailure.ended` when the authority to act was.
    public func callAsFunction(
        _ submission: Submission,
        clientKey: ClientKey,
        origin: NewReport.Origin,
        language: Language,
        photos: PhotoClaim? = nil,
        by author: SignInResident.Signed? = nil,
        for choice: ActForAnother.Choice? = nil,
        from sender: AbuseSender? = nil,
        in town: Municipality,
        at now: Instant
    ) async throws -> Receipt {
        if origin == .page, author == nil, town.reports.reporting.anonymous == .off {
            throw ReportFailure.accountNeeded
        }
        if choice != nil, author == nil { throw RepresentationFailure.ended }
        let parts = submission.parts + (photos?.marks ?? []) + (choice.map { ["for \($0.id)"] } ?? [])
        let envelope = Envelope(
            id: randomness.id(at: now),
            clientKey: clientKey,
            bodyHash: vault.secret(for: .submissionBody, parts, in: town.id),
            origin: origin,
            language: language,
            author: author,
            choice: choice,
            sender: sender,
            receivedAt: now
        )
        return try await store(submission, envelope, photos, in: town)
    }

    /// Stores what somebody told the office, who need not give an address.
    ///
    /// - Parameter registration: says who wrote it down, of the report with this id.
    func register(
        _ submission: Submission,
        over way: OfficeWay,
        clientKey: ClientKey,
        in town: Municipality,
        at now: Instant,
        _ registration: (ID<Report>) throws -> NewReport.Registration
    ) async throws -> Receipt {
        let id: ID<Report> = randomness.id(at: now)
        let envelope = Envelope(
            id: id,
            clientKey: clientKey,
            bodyHash: vault.secret(for: .submissionBody, submission.parts + [way.rawValue], in: town.id),
            origin: .office(way),
            language: town.profile.languages[0],
            registration: try registration(id),
            receivedAt: now
        )
        return try await store(submission, envelope, nil, in: town)
    }

    private func store(_ submission: Submission, _ envelope: Envelope, _ photos: PhotoClaim?, in town: Municipality)
        async throws -> Receipt
    {
        let stored: StoredSubmission
        do {
            do {
                try town.takesNewReports(on: town.clock.date(of: envelope.receivedAt))
            } catch {
                throw Failures([error])
            }
            var report = try newReport(of: submission, envelope, in: town)
            report.photos = try photos?.checked(upTo: town.photos.max, vault: vault)
            stored = try await reports.submit(report, in: town.id)
        } catch let failures as Failures {
            // The rules may have changed since it was stored; a repetition is answered all the same.
            guard let earlier = try await reports.submission(envelope.clientKey, in: town.id) else { throw failures }
            stored = earlier
        }
        guard vault.isEqual(stored.bodyHash, envelope.bodyHash) else { throw ReportFailure.clientKeyReused }
        return Receipt(
            number: stored.number,
            secret: vault.reportSecret(of: stored.id, envelope.clientKey, in: town.id),
            receivedAt: stored.receivedAt,
            isRepeated: stored.id != envelope.id
        )
    }

    /// The client key of a submission: made from the name that the program gave it, else one that nobody else has.
    public func clientKey(_ key: IdempotencyKey?, of program: APIKey, in town: Municipality) -> ClientKey {
        guard let key else { return ClientKey(random: randomness) }
        return vault.clientKey(key, of: .program(program.id), in: town.id)
    }

    /// What goes with a submission and is not typed by the reporter.
    package struct Envelope {
        let id: ID<Report>
        let clientKey: ClientKey
        let bodyHash: [UInt8]
        let origin: NewReport.Origin
        let language: Language
        let author: SignInResident.Signed?
        let choice: ActForAnother.Choice?
        let registration: NewReport.Registration?
        let sender: AbuseSender?
        let receivedAt: Instant

        package init(
            id: ID<Report>,
            clientKey: ClientKey,
            bodyHash: [UInt8],
            origin: NewReport.Origin,
            language: Language,
            author: SignInResident.Signed? = nil,
            choice: ActForAnother.Choice? = nil,
            registration: NewReport.Registration? = nil,
            sender: AbuseSender? = nil,
            receivedAt: Instant
        ) {
            self.id = id
            self.clientKey = clientKey
            self.bodyHash = bodyHash
            self.origin = origin
            self.language = language
            self.author = author
            self.choice = choice
            self.registration = registration
            self.sender = sender
            self.receivedAt = receivedAt
        }
    }

    /// The submission checked and sealed, as the store takes it.
    ///
    /// - Throws: `Failures` with all that is wrong.
    package func newReport(of submission: Submission, _ envelope: Envelope, in town: Municipality) throws -> NewReport {
        let writer: SubmissionWriter = envelope.registration == nil ? .reporter : .office
        let today = town.clock.date(of: envelope.receivedAt)
        let checked = try CheckedSubmission(submission, by: writer, in: town, on: today)
        return try sealed(checked, envelope, in: town)
    }

    func sealed(_ checked: CheckedSubmission, _ envelope: Envelope, in town: Municipality) throws -> NewReport {
        let slots = ReportSlots(town: town.id, report: envelope.id)
        let caseKey = try vault.newKey(in: slots.caseKey)
        let contact = checked.contact.acting(envelope.choice?.acting)
        let personKey = contact.isEmpty ? nil : try vault.newKey(in: slots.personKey)
        let receivedOn = town.clock.date(of: envelope.receivedAt)
        let year = receivedOn.year
        let report = Report(
            receiving: envelope.id,
            number: ReportNumber(year: year, sequence: 0),
            in: checked.category,
            of: checked.content.place.point,
            at: envelope.receivedAt,
            by: town
        )
        let secret = vault.reportSecret(of: envelope.id, envelope.clientKey, in: town.id)
        return NewReport(
            id: envelope.id,
            year: year,
            category: checked.category.id,
            kind: checked.category.kind,
            unit: report.unit,
            receivedAt: envelope.receivedAt,
            receivedOn: receivedOn,
            deadlines: report.deadlines,
            content: try caseKey.key.seal(checked.content, in: slots.content),
            contact: try personKey?.key.seal(contact, in: slots.contact),
            caseKey: caseKey.wrapped,
            personKey: personKey?.wrapped,
            language: envelope.language,
            clientKey: envelope.clientKey,
            bodyHash: envelope.bodyHash,
            secretHash: vault.hash(of: secret, in: town.id),
            termsVersion: checked.termsVersion,
            declaredAge: checked.declaredAge,
            origin: envelope.origin,
            hasEmail: contact.email != nil,
            author: NewReport.Author(envelope, contact, in: town),
            registration: envelope.registration,
            trace: trace(of: checked, envelope, report.deadlines, in: town)
        )
    }
}

extension SubmitReport {
    /// What says whether it is put aside; nil for what the office writes itself, and what comes from another system.
    private func trace(
        of checked: CheckedSubmission,
        _ envelope: Envelope,
        _ deadlines: [ReportDeadline],
        in town: Municipality
    ) -> AbuseTrace? {
        switch envelope.origin {
        case .office, .imported, .split: nil
        case .page, .api, .open311:
            AbuseTrace(
                checked,
                from: envelope.sender,
                as: envelope.author?.resident.id,
                deadlines,
                vault,
                in: town,
                at: envelope.receivedAt
            )
        }
    }
}

extension NewReport.Author {
    /// Nil where nobody signed in sent it.
    fileprivate init?(_ envelope: SubmitReport.Envelope, _ contact: Contact, in town: Municipality) {
        guard let author = envelope.author else { return nil }
        resident = author.resident.id
        hasOwnEmail = contact.email?.indexForm == author.profile.email.indexForm
        representation = envelope.choice?.id
        today = town.clock.date(of: envelope.receivedAt)
    }
}

extension Submission {
    /// Everything that makes two submissions the same or not.
    var parts: [String] {
        [
            category, description, address, hint, latitude, longitude, name, email, phone, termsVersion,
            declaresAge ? "yes" : "no",
        ] + answers.sorted { $0.key < $1.key }.flatMap { [$0.key, "\($0.value.count)"] + $0.value }
    }
}
