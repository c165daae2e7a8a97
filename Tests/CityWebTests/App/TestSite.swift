import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging

@testable import CityWeb

/// The whole web of a town hall over real stores, reached as a browser or a program reaches it.
struct TestSite: Sendable {
    let hall: TestTownHall
    let site: Site
    let log: FakeLog
    let metrics: RequestMetrics
    private let client: any TestClientProtocol

    /// How residents find the towns in a test.
    static let address = TownAddresses(shared: "http://localhost")

    /// Runs `body` on a site with these towns of the project, on a fresh SQLite file.
    static func with(
        _ towns: String...,
        addresses: TownAddresses = address,
        readiness: any Readiness = FakeReadiness(),
        demo: Demo? = nil,
        pauses: FakePauses = FakePauses(),
        tiles: TileServer? = nil,
        factorRule: FactorRule? = nil,
        processor: any PhotoProcessor = FakePhotoProcessor(),
        at now: Instant = .monday,
        _ body: @Sendable (TestSite) async throws -> Void
    ) async throws {
        let all = try (towns.isEmpty ? ["kielce"] : towns).map { try ProjectTown.named($0) }
        try await with(
            all,
            addresses: addresses,
            readiness: readiness,
            demo: demo,
            pauses: pauses,
            tiles: tiles,
            factorRule: factorRule,
            processor: processor,
            at: now,
            body
        )
    }

    static func with(
        _ towns: [Municipality],
        addresses: TownAddresses = address,
        readiness: any Readiness = FakeReadiness(),
        demo: Demo? = nil,
        pauses: FakePauses = FakePauses(),
        tiles: TileServer? = nil,
        factorRule: FactorRule? = nil,
        processor: any PhotoProcessor = FakePhotoProcessor(),
        at now: Instant = .monday,
        _ body: @Sendable (TestSite) async throws -> Void
    ) async throws {
        try await Engine.sqlite.withDatabase { database in
            var hall = try TestTownHall(database, towns, at: now, processor: processor)
            if let factorRule { hall.factorRule = factorRule }
            hall.addresses = addresses
            let site = try Self.site(hall, addresses, readiness, demo, pauses, tiles)
            let metrics = RequestMetrics()
            let log = FakeLog()
            let application = Application(
                responder: HostOfHeader(
                    responder: TownHosts(
                        responder: cityRouter(site, metrics: metrics).buildResponder(),
                        addresses: addresses
                    )
                ),
                logger: log.logger
            )
            try await application.test(.router) { [hall] client in
                try await body(TestSite(hall: hall, site: site, log: log, metrics: metrics, client: client))
            }
        }
    }

    /// Read once: reading takes longer than most tests.
    private static let texts = Result { try ProjectFiles.texts() }

    private static func site(
        _ hall: TestTownHall,
        _ addresses: TownAddresses,
        _ readiness: any Readiness,
        _ demo: Demo?,
        _ pauses: FakePauses,
        _ tiles: TileServer?
    ) throws -> Site {
        Site(
            towns: FakeDirectory(hall.towns),
            catalogue: try texts.get(),
            clock: hall.clock,
            randomness: hall.randomness,
            useCases: try useCases(hall, addresses),
            addresses: addresses,
            proxies: TrustedProxies([String]()),
            readiness: readiness,
            pauses: pauses,
            demo: demo,
            qrCode: FakeQRCode(),
            paperPrinter: FakePaperPrinter(),
            tiles: tiles
        )
    }

    private static func photos(_ hall: TestTownHall) -> PhotoUseCases {
        PhotoUseCases(
            add: hall.addPhoto,
            remove: hall.removePhoto,
            read: hall.readPhotos,
            release: hall.releasePhoto,
            redact: hall.redactPhoto()
        )
    }

    private static func casework(_ hall: TestTownHall) throws -> CaseworkUseCases {
        CaseworkUseCases(
            inbox: hall.inbox,
            search: hall.searchCases,
            work: hall.workOnCase,
            notes: hall.keepNotes,
            units: hall.askUnits,
            giveBack: hall.returnCase,
            split: hall.splitReport,
            abuse: AbuseUseCases(judge: hall.judgeAside, watch: hall.watchSenders),
            contractors: ContractorUseCases(
                keep: hall.keepContractors,
                work: hall.commissionWork,
                answer: hall.answerCommission
            ),
            views: hall.inboxViews,
            substitutions: hall.arrangeSubstitution,
            digests: hall.chooseDigest,
            templates: hall.keepTemplates,
            tryRouting: hall.tryRouting,
            file: hall.fileCase,
            findHints: FindTextHints(vulgar: try ProjectFiles.vulgarWords())
        )
    }

    private static func complaints(_ hall: TestTownHall) -> ComplaintUseCases {
        ComplaintUseCases(file: hall.fileComplaint, read: hall.readComplaints, handle: hall.handleComplaints)
    }

    private static func comments(_ hall: TestTownHall) -> CommentUseCases {
        CommentUseCases(write: hall.writeComment, read: hall.readComments, moderate: hall.moderateComments)
    }

    private static func useCases(_ hall: TestTownHall, _ addresses: TownAddresses) throws -> UseCases {
        UseCases(
            submitReport: hall.submitReport,
            registerReport: hall.registerReport,
            readReport: hall.readReport,
            browseReports: hall.browseReports,
            findSimilarReports: hall.findSimilarReports,
            exportReports: try hall.exportReports(under: addresses),
            decideReport: hall.decideReport,
            handleReport: hall.handleReport,
            followUpReport: hall.followUpReport,
            rateHandling: hall.rateHandling,
            thread: ThreadUseCases(read: hall.readThread, write: hall.writeInThread),
            email: EmailUseCases(give: hall.giveEmail, confirm: hall.confirmEmail, follow: hall.followReport),
            joins: hall.joinReports,
            supports: supports(hall),
            drafts: hall.reportDrafts,
            casework: try casework(hall),
            signIn: hall.signIn,
            changeFactors: hall.changeFactors,
            staff: staff(hall),
            residents: residents(hall),
            apiKeys: hall.apiKeys,
            photos: photos(hall),
            updates: UpdateUseCases(read: hall.readUpdates, take: hall.takeUpdate),
            manageWebhooks: hall.manageWebhooks(),
            manageDeliveries: hall.manageDeliveries,
            audit: AuditUseCases(views: hall.readViews, log: hall.readAudit),
            answerRequest: hall.answerRequest,
            handleRights: hall.handleRights,
            complaints: complaints(hall),
            comments: comments(hall),
            questions: QuestionUseCases(read: hall.readQuestions, publish: hall.publishAnswers),
            previewRetention: hall.previewRetention,
            statistics: StatisticsUseCases(read: hall.readStatistics, publish: hall.publishStatistics),
            registers: RegisterUseCases(breaches: hall.keepBreaches, lists: hall.keepRegisters),
            disruptions: DisruptionUseCases(announce: hall.announceDisruptions, read: hall.readDisruptions),
            recipients: recipients(hall),
            towns: TownUseCases(configure: hall.configureTown, setUp: hall.setUpTown, addresses: hall.addressCache)
        )
    }

    private static func recipients(_ hall: TestTownHall) -> RecipientUseCases {
        RecipientUseCases(
            register: hall.registerRecipient,
            confirm: hall.confirmRecipient,
            own: hall.ownRecipient,
            keep: hall.keepRecipients
        )
    }

    private static func staff(_ hall: TestTownHall) -> StaffUseCases {
        StaffUseCases(
            proveFactor: hall.proveFactor,
            join: hall.joinOffice,
            manage: hall.manageStaff,
            ownAccess: hall.changeOwnAccess,
            providers: hall.signInStaffWithProvider
        )
    }

    private static func supports(_ hall: TestTownHall) -> SupportUseCases {
        SupportUseCases(support: hall.supportReport, count: hall.countPersons, ideas: BrowseIdeas(ideas: hall.ideas))
    }

    private static func residents(_ hall: TestTownHall) -> ResidentUseCases {
        ResidentUseCases(
            register: hall.registerResident,
            signIn: hall.signInResident,
            secondStep: SecondStepUseCases(
                prove: hall.proveResidentFactor,
                signInByPasskey: hall.signInByPasskey,
                protect: hall.protectAccount,
                reset: hall.resetResidentFactor
            ),
            readLog: hall.readAccountLog,
            owner: hall.proveOwner,
            password: hall.residentPassword,
            changeProfile: hall.changeProfile,
            changeAddress: hall.changeAddress,
            reports: hall.residentReports,
            claimReports: hall.claimReports,
            providers: hall.signInWithProvider,
            block: hall.blockResident,
            verify: hall.verifyResident,
            secondAccounts: hall.reviewSecondAccounts,
            merge: hall.mergeAccounts,
            guardian: hall.answerAsGuardian,
            acceptRegulation: hall.acceptRegulation,
            erase: hall.eraseResident,
            download: hall.downloadData,
            rights: hall.askForRight,
            representation: RepresentationUseCases(
                ask: hall.askForRepresentation,
                act: hall.actForAnother,
                decide: hall.decideRepresentation
            ),
            addresses: hall.keepOwnAddresses
        )
    }

    /// The first of the towns.
    var town: Municipality { hall.towns[0] }

    /// The words of a page of the town.
    func words(_ language: Language = .polish, in town: Municipality? = nil) -> Words {
        Words(catalogue: site.catalogue, language: language, own: (town ?? self.town).words[language] ?? [:])
    }

    /// One request, without a browser's cookies and headers.
    func request(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields = [:],
        body: [UInt8]? = nil
    ) async throws -> Answer {
        let buffer = body.map { ByteBuffer(bytes: $0) }
        let response = try await client.executeRequest(uri: path, method: method, headers: headers, body: buffer)
        return Answer(response)
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> Answer {
        try await request(.get, path, headers)
    }

    /// A browser that has never been here.
    func browser() -> Browser { Browser(site: self) }
}

/// What came back.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: String

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        body = String(buffer: response.body)
    }

    var location: String { headers[.location] ?? "" }
    var cookies: [String] { headers[values: .setCookie] }
    var page: PageReader { PageReader(body) }

    /// Status, type and body of an answer for programs.
    var facts: [String] { ["\(status)", headers[.contentType] ?? "none", body] }
}

/// Takes the host a request is for from a header, because the test client always says `localhost`.
private struct HostOfHeader<Responder: HTTPResponder>: HTTPResponder where Responder.Context == CityContext {
    let responder: Responder

    func respond(to request: Request, context: CityContext) async throws -> Response {
        var head = request.head
        if let host = head.headerFields[.testHost] { head.authority = host }
        return try await responder.respond(to: Request(head: head, body: request.body), context: context)
    }
}

extension HTTPField.Name {
    /// Which host the request is for, in tests.
    static let testHost = HTTPField.Name("X-Test-Host") ?? .userAgent
}

/// Writes the text where a real one draws it.
struct FakeQRCode: QRCode {
    func svg(of text: String, title: String) -> HTML {
        "<svg role=\"img\" data-text=\"\(text)\"><title>\(title)</title></svg>"
    }

    func modules(of text: String) -> [[Bool]] { [[text.isEmpty]] }
}

/// A server that can do everything.
struct FakeReadiness: Readiness {
    func failing() async -> [String] { [] }
}

/// Gives the words back that a real one draws.
struct FakePaperPrinter: PaperPrinter {
    func pdf(of paper: Paper, at now: Instant) async throws -> [UInt8] {
        let tables = paper.tables.map { table in
            ([[table.title, table.note ?? ""], table.columns] + table.rows.map { [$0.name] + $0.cells })
                .map { $0.joined(separator: " | ") }.joined(separator: "\n")
        }
        let code = [paper.code?.words].compactMap(\.self)
        let sections = paper.sections.flatMap { [$0.title] + $0.paragraphs }
        let parts = [paper.title, paper.author] + paper.lead + code + sections + tables + paper.blanks
        return Array(parts.joined(separator: "\n").utf8)
    }
}
