import CityChannels
import CityDomain
import CityIdentity
import CityKit
import CityMedia
import CityPaper
import CityStorage
import CityVault
import CityWeb
import Foundation
import Logging

/// Puts the parts together. Nothing else builds the graph.
struct Composition: Sendable {
    let foundations: Foundations
    let towns: TownCache
    let addresses: AddressCache
    let reports: SQLReportStore
    let accounts: SQLAccountStore
    let staff: SQLStaffStore
    let residents: SQLResidentStore
    let identities: SQLIdentityStore
    let providers: ConfiguredProviders
    let erasures: SQLErasureStore
    let erasureLedger: DiskErasureLedger
    let followers: SQLFollowerStore
    let deliveries: SQLDeliveryStore
    let webhooks: SQLWebhookStore
    let drafts: SQLDraftStore
    let requests: SQLRequestStore
    let photos: SQLReportPhotoStore
    let files: FolderFileStore
    let processor: HelperPhotoProcessor
    let paperPrinter = PangoPaperPrinter()
    let hasher: Argon2PasswordHasher
    let apiKeys: APIKeys
    let auditStore: SQLAuditStore
    let audit: RecordAudit
    let checkpoints: DiskCheckpointShelf
    let webhookChannel: any Channel<WebhookMessage>
    /// Where the letters of a demonstration go instead of a mail server.
    let mailbox: MemoryMailbox?
    let kind: InstallationKind
    let replyCounts = ReplyCounts()
    let logger = Logger(label: "ratusz")

    init(_ foundations: Foundations, isDemo: Bool) throws {
        try self.init(foundations, as: isDemo ? .demo : .real)
    }

    init(_ foundations: Foundations, as kind: InstallationKind) throws {
        self.foundations = foundations
        let database = foundations.database
        towns = TownCache(store: SQLMunicipalityStore(database: database), decoder: foundations.decoder)
        addresses = AddressCache(store: SQLAddressStore(database: database))
        reports = SQLReportStore(database: database)
        accounts = SQLAccountStore(database: database)
        staff = SQLStaffStore(database: database)
        residents = SQLResidentStore(database: database)
        identities = SQLIdentityStore(database: database)
        providers = ConfiguredProviders(foundations.settings.identity.providers)
        erasures = SQLErasureStore(database: database)
        erasureLedger = DiskErasureLedger(at: foundations.settings.erasures)
        followers = SQLFollowerStore(database: database)
        deliveries = SQLDeliveryStore(database: database)
        webhooks = SQLWebhookStore(database: database)
        webhookChannel = kind.webhooks(foundations.settings)
        drafts = SQLDraftStore(database: database)
        requests = SQLRequestStore(database: database)
        photos = SQLReportPhotoStore(database: database)
        files = try FolderFileStore(
            folder: foundations.settings.filesFolder,
            threads: BlockingThreads(name: "files", count: 2),
            randomness: foundations.randomness
        )
        processor = HelperPhotoProcessor(program: InstalledFiles.photoProgram)
        auditStore = SQLAuditStore(database: database)
        audit = RecordAudit(store: auditStore, vault: foundations.vault, randomness: foundations.randomness)
        checkpoints = DiskCheckpointShelf(
            path: foundations.settings.checkpoints,
            threads: BlockingThreads(name: "checkpoints", count: 1)
        )
        apiKeys = APIKeys(
            accounts: accounts,
            vault: foundations.vault,
            randomness: foundations.randomness,
            audit: audit
        )
        hasher = try Argon2PasswordHasher(threads: max(1, ProcessInfo.processInfo.activeProcessorCount), waiting: 64)
        mailbox = kind.mailbox(foundations.settings)
        self.kind = kind
    }

    var vault: SodiumVault { foundations.vault }

    /// The invented people of a demonstration get in without a second factor.
    var isDemo: Bool { kind == .demo }

    var site: Site {
        Site(
            towns: towns,
            catalogue: foundations.catalogue,
            clock: foundations.clock,
            randomness: foundations.randomness,
            useCases: useCases,
            addresses: foundations.settings.addresses,
            proxies: TrustedProxies(foundations.settings.trustedProxies),
            readiness: DatabaseReadiness(database: foundations.database),
            pauses: foundations.settings.pauses,
            demo: mailbox.map { Demo(mailbox: ShownMailbox(mailbox: $0), purpose: kind.purpose) },
            qrCode: QrencodeQRCode(),
            paperPrinter: paperPrinter,
            tiles: foundations.settings.tiles,
            limits: RequestLimits(ofNetwork: foundations.settings.keylessLimit)
        )
    }

    private var useCases: UseCases {
        UseCases(
            submitReport: submitReport,
            registerReport: RegisterReport(submit: submitReport, audit: audit),
            readReport: readReport,
            browseReports: browseReports,
            findSimilarReports: findSimilarReports,
            exportReports: exportReports,
            decideReport: decideReport,
            handleReport: handleReport,
            followUpReport: FollowUpReport(reports: reports, attempts: accounts, vault: vault, audit: audit),
            rateHandling: rateHandling,
            thread: threadUseCases,
            email: emailUseCases,
            joins: joinReports,
            supports: supportUseCases,
            drafts: ReportDrafts(store: drafts, vault: vault, randomness: foundations.randomness),
            casework: caseworkUseCases,
            signIn: signIn,
            changeFactors: changeFactors,
            staff: staffUseCases,
            residents: residentUseCases,
            apiKeys: apiKeys,
            photos: photoUseCases,
            updates: updateUseCases,
            manageWebhooks: manageWebhooks,
            manageDeliveries: manageDeliveries,
            audit: AuditUseCases(views: ReadViews(store: auditStore), log: readAudit),
            answerRequest: AnswerRequest(requests: requests, vault: vault, randomness: foundations.randomness),
            handleRights: handleRights,
            complaints: complaintUseCases,
            comments: commentUseCases,
            questions: questionUseCases,
            previewRetention: previewRetention,
            statistics: StatisticsUseCases(read: readStatistics, publish: publishStatistics),
            registers: registers,
            disruptions: disruptions,
            recipients: recipientUseCases,
            towns: TownUseCases(configure: configureTown, setUp: setUpTown, addresses: addresses)
        )
    }

    private var emailUseCases: EmailUseCases {
        EmailUseCases(
            give: GiveEmail(reports: reports, attempts: accounts, vault: vault),
            confirm: ConfirmEmail(reports: reports, attempts: accounts, vault: vault, audit: audit),
            follow: followReport
        )
    }

    private var updateUseCases: UpdateUseCases {
        UpdateUseCases(
            read: ReadUpdates(updates: updates, vault: vault, audit: audit),
            take: TakeUpdate(updates: updates, reports: reports, vault: vault, audit: audit)
        )
    }

    var followReport: FollowReport {
        FollowReport(
            followers: followers,
            reports: browseReports,
            vault: vault,
            randomness: foundations.randomness
        )
    }

    private var manageDeliveries: ManageDeliveries {
        ManageDeliveries(queue: SQLDeliveryQueueStore(database: foundations.database), audit: audit)
    }

    var manageWebhooks: ManageWebhooks {
        ManageWebhooks(
            webhooks: webhooks,
            letters: webhookLetters,
            channel: webhookChannel,
            vault: vault,
            randomness: foundations.randomness,
            reach: foundations.settings.webhookReach,
            audit: audit
        )
    }

    var webhookLetters: WebhookLetters {
        WebhookLetters(
            webhooks: webhooks,
            reports: reports,
            vault: vault,
            signer: SodiumWebhookSigner(),
            addresses: foundations.settings.addresses
        )
    }

    /// Takes back what a worker or a server before this process left, without waiting for its time to end: on a file there
    /// is one of each, and it is this process.
    func recoverAtOnce() async throws {
        _ = try await deliveries.recover(at: foundations.clock.now + DeliveryLease.duration + .seconds(1))
        try await requests.releaseAll()
    }

    /// - Throws: `SMTPSettingsError` when the mail server's address cannot be used.
    func worker() throws -> Worker {
        Worker(
            store: deliveries,
            sending: try channel().map { sending(letters, through: $0, .email) },
            calling: sending(webhookLetters, through: webhookChannel, .webhook),
            clock: foundations.clock,
            wakeUps: foundations.database.notifications(.deliveries),
            logger: logger
        )
    }

    private func sending<Message>(
        _ letters: any DeliveryLetters<Message>,
        through channel: any Channel<Message>,
        _ kind: ChannelKind
    ) -> SendDeliveries<Message> {
        SendDeliveries(
            store: deliveries,
            letters: letters,
            channel: channel,
            kind: kind,
            clock: foundations.clock,
            randomness: foundations.randomness,
            wait: { try await Task.sleep(for: $0) }
        )
    }

    var schedule: Schedule {
        .standard(
            towns: towns,
            addresses: addresses,
            reportClock: RunReportClock(reports: reports),
            ideas: settleIdeas,
            asides: releaseAside,
            deliveries: deliveries,
            imports: SQLImportStore(database: foundations.database),
            statistics: keepStatistics,
            digests: planDigests,
            contractors: RemindContractors(commissions: commissions),
            replies: receiveReplies,
            linkAudit: linkAudit,
            signCheckpoint: checkpointing,
            auditRetention: auditRetention,
            sweeps: sweeps,
            clock: foundations.clock,
            logger: logger
        )
    }

    private var sweeps: Sweeps {
        Sweeps(
            drafts: drafts,
            photos: SweepPhotos(photos: photos, files: files),
            followers: SweepFollowers(followers: followers),
            supporters: SweepSupporters(supports: supports),
            residents: SweepResidents(residents: residents),
            identities: SweepIdentities(identities: identities),
            farewells: SweepFarewells(erasures: erasures),
            erasures: finishErasures,
            throttle: Throttle(attempts: accounts),
            requests: SweepRequests(requests: requests),
            retention: runRetention,
            secondAccounts: findSecondAccounts,
            substitutions: substitutions,
            asides: releaseAside,
            recipients: SweepRecipients(store: recipients),
            setUpTown: setUpTown,
            towns: towns
        )
    }

    private var rightsLetters: RightsLetters {
        RightsLetters(
            rights: rights,
            residents: residents,
            vault: vault,
            towns: towns,
            addresses: foundations.settings.addresses,
            catalogue: foundations.catalogue
        )
    }

    private var letters: LettersByRecipient {
        LettersByRecipient(
            gate: LetterGate(rights: rights, followers: followers, vault: vault),
            reporters: ReportLetters(
                reports: reports,
                threads: threads,
                replies: kind == .real ? foundations.settings.replies?.addresses : nil,
                vault: vault,
                towns: towns,
                addresses: foundations.settings.addresses,
                catalogue: foundations.catalogue
            ),
            joined: joinedLetters,
            followers: followerLetters,
            supporters: supporterLetters,
            residents: ResidentLetters(
                residents: residents,
                vault: vault,
                towns: towns,
                addresses: foundations.settings.addresses,
                catalogue: foundations.catalogue
            ),
            farewells: FarewellLetters(
                erasures: erasures,
                vault: vault,
                towns: towns,
                catalogue: foundations.catalogue
            ),
            rights: rightsLetters,
            complaints: complaintLetters,
            comments: commentLetters,
            commissions: commissionLetters,
            invitations: invitationLetters,
            notices: noticeLetters,
            digests: digestLetters,
            recipients: recipientLetters
        )
    }

    private func channel() throws -> (any Channel<EmailMessage>)? {
        if let mailbox { return mailbox }
        return try foundations.settings.mail.map { SMTPChannel(try SMTPSettings(url: $0)) }
    }
}

/// Shows the letters of a demonstration.
struct ShownMailbox: DemoMailbox {
    let mailbox: MemoryMailbox

    func sentLetters() async -> [EmailMessage] { await mailbox.letters }
}

/// Ready when the database takes a write.
struct DatabaseReadiness: Readiness {
    let database: any Database

    func failing() async -> [String] {
        do {
            // Changes nothing, and yet has to take the way of every write, the fsync included.
            try await database.write { transaction in
                try transaction.execute("UPDATE server_keys SET created_at = created_at WHERE purpose = 'readiness'")
            }
            return []
        } catch {
            return ["database"]
        }
    }
}
