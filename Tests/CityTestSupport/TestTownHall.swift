public import CityDomain
public import CityKit
public import CityStorage
public import CityVault

/// A town hall without its doors: the use cases over the real stores of a database and the real vault, with a clock and
/// randomness that a test rules.
public struct TestTownHall: Sendable {
    public let database: any Database
    public let towns: [Municipality]
    public var vault: SodiumVault
    public let randomness: CountedRandomness
    public let clock: FakeClock
    public let providers = FakeProviders()
    public let hasher: Argon2PasswordHasher
    public let files: FolderFileStore
    public let addressCache: AddressCache
    public let processor: any PhotoProcessor
    /// Most tests are about something else than signing in, and do it with the password alone.
    public var factorRule = FactorRule.required { _ in true }
    /// How browsers reach the towns.
    public var addresses = TownAddresses(shared: "http://localhost")
    /// Most offices have none.
    public var directory: FakeStaffDirectory?
    /// Outside of the database, as in a town hall.
    public let ledger = FakeErasureLedger()

    public init(_ database: any Database, _ towns: Municipality..., at now: Instant = .monday) throws {
        try self.init(database, towns, at: now)
    }

    public init(
        _ database: any Database,
        _ towns: [Municipality],
        at now: Instant = .monday,
        processor: any PhotoProcessor = FakePhotoProcessor(),
        files: FolderFileStore? = nil
    ) throws {
        self.database = database
        self.towns = towns
        addressCache = AddressCache(store: SQLAddressStore(database: database))
        randomness = CountedRandomness()
        vault = try .fake(randomness)
        clock = FakeClock(now)
        // The cheapest hash there is: its strength is tested elsewhere.
        hasher = try Argon2PasswordHasher(cost: .init(memory: 8, passes: 1), threads: 2, waiting: 64)
        self.processor = processor
        self.files = try files ?? FolderFileStore.shared.get()
    }

    public var now: Instant { clock.now }

    public var reports: SQLReportStore { SQLReportStore(database: database) }
    public var entries: SQLPublicReportStore { SQLPublicReportStore(database: database) }
    public var deliveries: SQLDeliveryStore { SQLDeliveryStore(database: database) }
    public var deliveryQueue: SQLDeliveryQueueStore { SQLDeliveryQueueStore(database: database) }
    public var manageDeliveries: ManageDeliveries { ManageDeliveries(queue: deliveryQueue, audit: audit) }
    public var webhooks: SQLWebhookStore { SQLWebhookStore(database: database) }
    public var followers: SQLFollowerStore { SQLFollowerStore(database: database) }
    public var accounts: SQLAccountStore { SQLAccountStore(database: database) }
    public var drafts: SQLDraftStore { SQLDraftStore(database: database) }
    public var requests: SQLRequestStore { SQLRequestStore(database: database) }

    public var auditStore: SQLAuditStore { SQLAuditStore(database: database) }
    public var audit: RecordAudit { RecordAudit(store: auditStore, vault: vault, randomness: randomness) }
    public var linkAudit: LinkAudit { LinkAudit(store: auditStore, digest: SodiumAuditDigest()) }
    public var auditSigner: SodiumAuditSigner { SodiumAuditSigner(vault) }
    public var verifyAudit: VerifyAudit {
        VerifyAudit(store: auditStore, digest: SodiumAuditDigest(), signer: auditSigner)
    }
    public var discardAudit: DiscardAudit {
        DiscardAudit(store: auditStore, digest: SodiumAuditDigest(), signer: auditSigner, audit: audit)
    }
    public var readViews: ReadViews { ReadViews(store: auditStore) }
    public var readAudit: ReadAudit { ReadAudit(store: auditStore, staff: staff, vault: vault, audit: audit) }

    public var submitReport: SubmitReport { SubmitReport(reports: reports, vault: vault, randomness: randomness) }
    public var registerReport: RegisterReport { RegisterReport(submit: submitReport, audit: audit) }
    public var readReport: ReadReport { ReadReport(reports: reports, attempts: accounts, vault: vault, audit: audit) }
    public var browseReports: BrowseReports { BrowseReports(reports: reports, entries: entries, vault: vault) }
    public var findSimilarReports: FindSimilarReports {
        FindSimilarReports(
            similar: SQLSimilarReportStore(database: database),
            entries: entries,
            vault: vault,
            audit: audit
        )
    }
    public func exportReports(under addresses: TownAddresses = TownAddresses(shared: "https://ratusz.example")) throws
        -> ExportReports
    {
        ExportReports(
            reports: SQLExportStore(database: database),
            photos: photos,
            vault: vault,
            catalogue: try ProjectFiles.texts(),
            addresses: addresses
        )
    }
    public var handleReport: HandleReport { HandleReport(reports: reports, vault: vault, audit: audit) }
    public var followUpReport: FollowUpReport {
        FollowUpReport(reports: reports, attempts: accounts, vault: vault, audit: audit)
    }
    public var reportClock: RunReportClock { RunReportClock(reports: reports) }
    public var decideReport: DecideReport { DecideReport(reports: reports, vault: vault, audit: audit) }
    public var giveEmail: GiveEmail { GiveEmail(reports: reports, attempts: accounts, vault: vault) }
    public var confirmEmail: ConfirmEmail {
        ConfirmEmail(reports: reports, attempts: accounts, vault: vault, audit: audit)
    }
    public var sweepFollowers: SweepFollowers { SweepFollowers(followers: followers) }
    public var followReport: FollowReport {
        FollowReport(followers: followers, reports: browseReports, vault: vault, randomness: randomness)
    }
    public var reportDrafts: ReportDrafts { ReportDrafts(store: drafts, vault: vault, randomness: randomness) }
    public var apiKeys: APIKeys { APIKeys(accounts: accounts, vault: vault, randomness: randomness, audit: audit) }

    public var updates: SQLUpdateStore { SQLUpdateStore(database: database) }
    public var readUpdates: ReadUpdates { ReadUpdates(updates: updates, vault: vault, audit: audit) }
    public var takeUpdate: TakeUpdate { TakeUpdate(updates: updates, reports: reports, vault: vault, audit: audit) }

    public var importReports: ImportReports {
        ImportReports(
            imports: SQLImportStore(database: database),
            vault: vault,
            randomness: randomness,
            clock: clock,
            workers: 2,
            audit: audit
        )
    }

    public var photos: SQLReportPhotoStore { SQLReportPhotoStore(database: database) }
    public var removePhoto: RemovePhoto { RemovePhoto(photos: photos, files: files, vault: vault) }
    public var readPhotos: ReadPhotos { ReadPhotos(photos: photos, files: files, vault: vault, audit: audit) }
    public var releasePhoto: ReleasePhoto { ReleasePhoto(photos: photos, audit: audit) }
    /// - Parameter processor: another one than that of the town hall.
    public func redactPhoto(with other: (any PhotoProcessor)? = nil) -> RedactPhoto {
        RedactPhoto(
            photos: photos,
            store: SQLRedactionStore(database: database),
            files: files,
            processor: other ?? processor,
            staff: staff,
            vault: vault,
            audit: audit
        )
    }
    public var sweepPhotos: SweepPhotos { SweepPhotos(photos: photos, files: files) }

    public var addPhoto: AddPhoto {
        AddPhoto(photos: photos, files: files, processor: processor, vault: vault, randomness: randomness)
    }

    public var answerRequest: AnswerRequest {
        AnswerRequest(requests: requests, vault: vault, randomness: randomness)
    }

    public var signIn: SignIn {
        SignIn(
            accounts: accounts,
            vault: vault,
            hasher: hasher,
            randomness: randomness,
            directory: directory,
            factor: proveFactor,
            rule: factorRule,
            audit: audit
        )
    }

    public var residents: SQLResidentStore { SQLResidentStore(database: database) }

    public var createStaff: CreateStaff {
        CreateStaff(accounts: accounts, vault: vault, hasher: hasher, randomness: randomness, audit: audit)
    }

    public var webhookLetters: WebhookLetters {
        WebhookLetters(
            webhooks: webhooks,
            reports: reports,
            vault: vault,
            signer: SodiumWebhookSigner(),
            addresses: TownAddresses(shared: "https://ratusz.example")
        )
    }

    public func manageWebhooks(
        through channel: any Channel<WebhookMessage> = FakeWebhookChannel(),
        reach: WebhookReach = .outside
    ) -> ManageWebhooks {
        ManageWebhooks(
            webhooks: webhooks,
            letters: webhookLetters,
            channel: channel,
            vault: vault,
            randomness: randomness,
            reach: reach,
            audit: audit
        )
    }

    /// Letters with links to `https://ratusz.example`.
    public func letters() throws -> LettersByRecipient {
        let addresses = TownAddresses(shared: "https://ratusz.example")
        let catalogue = try ProjectFiles.texts()
        return LettersByRecipient(
            gate: LetterGate(rights: rights, followers: followers, vault: vault),
            reporters: ReportLetters(
                reports: reports,
                threads: threads,
                replies: Self.replyAddresses,
                vault: vault,
                towns: FakeDirectory(towns),
                addresses: addresses,
                catalogue: catalogue
            ),
            joined: joinedLetters(addresses, catalogue),
            followers: followerLetters(addresses, catalogue),
            supporters: supporterLetters(addresses, catalogue),
            residents: ResidentLetters(
                residents: residents,
                vault: vault,
                towns: FakeDirectory(towns),
                addresses: addresses,
                catalogue: catalogue
            ),
            farewells: farewellLetters(catalogue),
            rights: rightsLetters(addresses, catalogue),
            complaints: complaintLetters(addresses, catalogue),
            comments: commentLetters(addresses, catalogue),
            commissions: commissionLetters(addresses, catalogue),
            invitations: invitationLetters(addresses, catalogue),
            notices: noticeLetters(addresses, catalogue),
            digests: digestLetters(addresses, catalogue),
            recipients: recipientLetters(addresses, catalogue)
        )
    }
}

extension TestTownHall {
    /// Sends a report from the town's page, or another way.
    public func submit(
        _ submission: Submission? = nil,
        key: String? = nil,
        origin: NewReport.Origin = .page,
        language: Language = .polish,
        in town: Municipality
    ) async throws -> SubmitReport.Receipt {
        try await submitReport(
            submission ?? .sample(in: town),
            clientKey: try key.map { try ClientKey($0) } ?? ClientKey(random: randomness),
            origin: origin,
            language: language,
            in: town,
            at: now
        )
    }

    /// Opens the link of a report.
    public func open(
        _ number: ReportNumber,
        _ secret: ReportSecret,
        from network: String = "192.0.2.1",
        in town: Municipality
    ) async throws -> OpenReport {
        try await readReport(ReportLink(number, secret, from: network, in: town, at: now))
    }

    /// Opens the link that confirms an address, and presses the button.
    public func confirm(
        _ number: ReportNumber,
        _ token: Token,
        from network: String = "192.0.2.1",
        in town: Municipality
    ) async throws -> Bool {
        try await confirmEmail(ConfirmEmail.Link(number, token, from: network, in: town, at: now))
    }

    /// Decides as the officer who has seen the newest state.
    @discardableResult
    public func decide(
        _ decision: Decision,
        about number: ReportNumber,
        publishing text: PublicText? = .sample,
        in town: Municipality
    ) async throws -> Report {
        let seen = try await readReport.unseen(number, in: town).report.history.count
        return try await decideReport(
            decision,
            about: number,
            publicText: text,
            seen: seen,
            by: .officer,
            in: town,
            at: now
        )
    }

    /// Works on a case as the officer who has seen the newest state.
    public func work(
        _ number: ReportNumber,
        in town: Municipality,
        _ act: (HandleReport, HandleReport.Work) async throws -> Void
    ) async throws {
        let seen = try await readReport.unseen(number, in: town).report.history.count
        try await act(handleReport, HandleReport.Work(number, seen: seen, by: .officer, in: town, at: now))
    }

    /// Writes what waits to be sent, as the worker does, and takes it for sent.
    public func mail() async throws -> [EmailMessage] {
        while try await handleEvents() > 0 {}
        let lease: ID<DeliveryLease> = randomness.id(at: now)
        var mail: [EmailMessage] = []
        let leased = try await deliveries.lease(
            limit: 10_000,
            channel: .email,
            as: lease,
            at: now,
            until: now + DeliveryLease.duration
        )
        for delivery in leased {
            let letter = try await letters().letter(for: delivery, at: now)
            let result: DeliveryResult = letter == nil ? .cancelled(reason: "") : .handedOver(reference: nil)
            try await deliveries.finish(delivery.id, in: delivery.municipality, as: lease, result, at: now)
            if let letter { mail.append(letter) }
        }
        return mail
    }

    /// Forgets that named requests were answered, as when a process dies before it keeps the answer.
    public func loseAnswers(in town: Municipality) async throws {
        try await database.town(town.id).write { transaction in
            try transaction.execute("UPDATE requests SET answer = NULL WHERE municipality = {town}")
            try transaction.execute("DELETE FROM data_keys WHERE municipality = {town} AND purpose = 'request'")
        }
    }

    /// Makes deliveries of all events, as the worker does.
    @discardableResult
    public func handleEvents() async throws -> Int {
        try await deliveries.handleEvents(limit: 1_000, at: now, plan: plannedDeliveries)
    }
}

extension Caller {
    /// An operator of the office, in the request `test`.
    public static let officer = Self(.officer, StaffRights([StaffGrant(.operator)]), request: "test")

    /// An administrator of the office, in the request `test`.
    public static let administrator = Self(
        ID("administrator"),
        StaffRights([StaffGrant(.administrator)]),
        request: "test"
    )

    /// A program that may do all that programs may, in the request `test`.
    public static let program = Self(APIKey(id: ID("program"), name: "Program", role: .administrator), request: "test")
}

extension AuditActor {
    public static let test = Self.command("test")
}

extension AuditEntry {
    /// What a store is told to note that a test calls itself.
    public static func sample(_ kind: AuditKind = .townChanged, in town: ID<Municipality>) -> Self {
        Self(kind, about: .town, by: .test, id: SystemRandomness().id(at: .monday), in: town, at: .monday)
    }
}

extension Officer {
    public static let officer = Self.staff(.officer)
}

extension ID<Staff> {
    public static let officer = ID("officer")
}
