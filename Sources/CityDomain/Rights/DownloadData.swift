public import CityKit

/// Hands a resident everything that is kept about the account (G-06, G-23, G-27, I-44; GDPR articles 15 and 20): JSON, CSV
/// and the photos in one ZIP file.
public struct DownloadData: Sendable {
    private let residents: any ResidentStore & GuardianStore
    private let own: any ResidentReportStore
    private let reports: any ReportStore
    private let records: any PersonalRecordStore
    private let rights: any RightsStore
    private let factors: any FactorStore
    private let log: ReadAccountLog
    private let representations: any RepresentationStore
    private let addresses: any OwnAddressStore
    private let complaints: any ComplaintStore
    private let comments: any CommentStore
    private let ratings: RateHandling
    private let thread: ReadThread
    private let views: any AuditStore
    private let photos: ReadPhotos
    private let vault: any Vault
    private let owner: ProveOwner
    private let audit: RecordAudit

    private static let pageSize = 100
    /// Of letters, lines of the log, and looks at one report.
    private static let most = 10_000

    public init(
        residents: any ResidentStore & GuardianStore,
        own: any ResidentReportStore,
        reports: any ReportStore,
        records: any PersonalRecordStore,
        rights: any RightsStore,
        factors: any FactorStore,
        log: ReadAccountLog,
        representations: any RepresentationStore,
        addresses: any OwnAddressStore,
        complaints: any ComplaintStore,
        comments: any CommentStore,
        ratings: RateHandling,
        thread: ReadThread,
        views: any AuditStore,
        photos: ReadPhotos,
        owner: ProveOwner,
        vault: any Vault,
        audit: RecordAudit
    ) {
        self.residents = residents
        self.own = own
        self.reports = reports
        self.records = records
        self.rights = rights
        self.factors = factors
        self.log = log
        self.representations = representations
        self.addresses = addresses
        self.complaints = complaints
        self.comments = comments
        self.ratings = ratings
        self.thread = thread
        self.views = views
        self.photos = photos
        self.vault = vault
        self.audit = audit
        self.owner = owner
    }

    /// Gathers the data. That they were handed out is in the audit log before.
    ///
    /// - Throws: what `ProveOwner` throws.
    public func callAsFunction(
        _ signed: SignInResident.Signed,
        proof: OwnerProof,
        in town: Municipality,
        at now: Instant
    ) async throws -> PersonalArchive {
        let account = try await owner.check(proof, for: .download, of: signed, in: town, at: now)
        let resident = account.resident
        let act = RecordAudit.Act(.dataDownloaded, .resident(resident.id))
        try await audit(act, by: .resident(resident.id), in: town.id, at: now)
        let cases = try await cases(of: resident.id, in: town.id)
        let sent = try await ownComplaints(of: resident.id, in: town.id)
        var data = try await data(of: resident, cases, try await lines(signed, in: town), in: town.id, at: now)
        data.comments = try await comments.comments(of: resident.id, in: town.id)
            .map { PersonalData.Comment(try OpenComment($0, vault, in: town.id)) }
        data.addresses = try await ownAddresses(of: resident, in: town.id)
        data.putAside = try await records.putAside(of: resident.id, in: town.id).map(PersonalData.PutAside.init)
        data.watches = try await records.watches(of: resident.id, in: town.id).map(PersonalData.Watch.init)
        data.complaints = sent.map { PersonalData.Complaint($0.open, $0.photos) }
        return PersonalArchive(
            documents: try data.documents(),
            photos: cases.flatMap(\.photos) + sent.flatMap(\.photos),
            reader: photos,
            town: town,
            madeAt: now
        )
    }

    private func lines(_ signed: SignInResident.Signed, in town: Municipality) async throws -> [PersonalData.Event] {
        try await log(of: signed, after: nil, limit: Self.most, in: town).elements.map(PersonalData.Event.init)
    }

    private func data(
        of resident: Resident,
        _ cases: [Case],
        _ lines: [PersonalData.Event],
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> PersonalData {
        let slots = ResidentSlots(town: town, resident: resident.id)
        let key = try vault.key(resident.personKey, in: slots.personKey)
        let profile = try key.open(resident.profile, in: slots.profile)
        return PersonalData(
            town: town.rawValue,
            madeAt: now.rfc3339,
            account: PersonalData.Account(profile, resident),
            lastSignIn: try await records.lastSignIn(of: resident.id, in: town)?.rfc3339,
            warnedAt: try await records.warned(resident.id, in: town)?.rfc3339,
            guardian: try await guardian(of: resident, in: town),
            earlierProfiles: try await records.earlierProfiles(of: resident.id, in: town).map { record in
                PersonalData.EarlierProfile(try key.open(record.profile, in: slots.profile), until: record.until)
            },
            sessions: try await sessions(of: resident, under: key, in: town),
            log: lines,
            secondStep: try await secondStep(of: resident, in: town),
            services: try await records.services(of: resident.id, in: town).map(PersonalData.Service.init),
            acceptances: try await records.acceptances(of: resident.id, in: town).map(PersonalData.Acceptance.init),
            subscriptions: try await subscriptions(of: profile.email, in: town),
            supports: try await supports(of: resident.id, profile.email, in: town),
            reports: cases.map { PersonalData.Part($0.open, $0.photos, $0.said, $0.thread) },
            views: try await viewList(of: cases, in: town),
            letters: try await records.letters(of: resident.id, limit: Self.most, in: town)
                .map(PersonalData.Letter.init),
            requests: try await rights.requests(of: resident.id, in: town)
                .map { PersonalData.Request(try OpenRequest($0, under: key, in: town)) },
            representations: try await representations.representations(of: resident.id, in: town)
                .map { PersonalData.Authority(try OpenRepresentation($0, under: key, in: town)) }
        )
    }

    private func ownAddresses(of resident: Resident, in town: ID<Municipality>) async throws -> [PersonalData.Address] {
        let key = try resident.key(vault, in: town)
        return try await addresses.addresses(of: resident.id, in: town).map { sealed in
            PersonalData.Address(try sealed.opened(under: key, in: town), since: sealed.createdAt)
        }
    }

    private func secondStep(of resident: Resident, in town: ID<Municipality>) async throws -> PersonalData.SecondStep? {
        let holder = try resident.factorHolder(vault, in: town)
        return try PersonalData.SecondStep(try await factors.factors(of: holder.id, in: town), of: holder)
    }

    private func guardian(of resident: Resident, in town: ID<Municipality>) async throws -> PersonalData.Guardian? {
        guard let consent = try await residents.consent(for: resident.id, in: town) else { return nil }
        let guardian = try consent.opened(for: resident, vault, in: town)
        return PersonalData.Guardian(
            name: guardian.name.text,
            email: guardian.email.text,
            agreedAt: consent.agreedAt?.rfc3339
        )
    }

    private struct Case {
        let open: OpenReport
        let photos: [PersonalArchive.Photo]
        let said: [OpenSatisfaction]
        let thread: OpenThread
    }

    private func cases(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [Case] {
        var cases: [Case] = []
        var position: String?
        repeat {
            let page = try await own.reports(of: resident, after: position, limit: Self.pageSize, in: town)
            for report in page.elements {
                guard let file = try await reports.file(report.number, in: town) else { continue }
                let open = try OpenReport(file, vault: vault, in: town, for: .reporter)
                let thread = try await thread.read(open, in: town)
                let photos = try await photos.all(of: report.id, in: town) + thread.messages.flatMap(\.photos)
                cases.append(
                    Case(
                        open: open,
                        photos: PersonalArchive.Photo.named(photos, of: report.number.path),
                        said: try await ratings.all(about: open.report, in: town),
                        thread: thread
                    )
                )
            }
            position = page.next
        } while position != nil
        return cases
    }

    /// A complaint about the system with its pictures.
    private struct OwnComplaint {
        let open: OpenComplaint
        let photos: [PersonalArchive.Photo]
    }

    private func ownComplaints(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [OwnComplaint] {
        var all: [OwnComplaint] = []
        for sealed in try await complaints.complaints(of: resident, in: town) {
            let photos = try await complaints.photos(of: sealed.complaint.id, in: town)
            let path = sealed.complaint.number.path
            all.append(
                OwnComplaint(
                    open: try OpenComplaint(sealed, for: .person, vault, in: town),
                    photos: PersonalArchive.Photo.named(photos, of: path)
                )
            )
        }
        return all
    }

    private func sessions(of resident: Resident, under key: any DataKey, in town: ID<Municipality>) async throws
        -> [PersonalData.Session]
    {
        let slots = ResidentSlots(town: town, resident: resident.id)
        return try await residents.sessions(of: resident.id, in: town).map { session in
            PersonalData.Session(
                device: try key.open(session.device, in: slots.device).words,
                openedAt: session.openedAt.rfc3339,
                seenAt: session.seenAt.rfc3339
            )
        }
    }

    private func subscriptions(of email: EmailAddress, in town: ID<Municipality>) async throws
        -> [PersonalData.Subscription]
    {
        let index = vault.index(email, of: .followerEmail, in: town)
        return try await records.subscriptions(followerIndex: index, in: town).map(PersonalData.Subscription.init)
    }

    private func supports(of resident: ID<Resident>, _ email: EmailAddress, in town: ID<Municipality>) async throws
        -> [PersonalData.Subscription]
    {
        let index = vault.index(email, of: .supporterEmail, in: town)
        return try await records.supports(of: resident, orIndex: index, in: town).map(PersonalData.Subscription.init)
    }

    private func viewList(of cases: [Case], in town: ID<Municipality>) async throws -> [PersonalData.View] {
        var all: [PersonalData.View] = []
        for report in cases.map(\.open.report) {
            all += try await views.views(of: report.id, limit: Self.most, in: town)
                .map { PersonalData.View($0, of: report.number) }
        }
        return all
    }
}
