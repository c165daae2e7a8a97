public import CityDomain

/// What the pages and interfaces can do.
public struct UseCases: Sendable {
    let submitReport: SubmitReport
    let registerReport: RegisterReport
    let readReport: ReadReport
    let browseReports: BrowseReports
    let findSimilarReports: FindSimilarReports
    let exportReports: ExportReports
    let decideReport: DecideReport
    let handleReport: HandleReport
    let followUpReport: FollowUpReport
    let rateHandling: RateHandling
    let thread: ThreadUseCases
    let email: EmailUseCases
    let joins: JoinReports
    let supports: SupportUseCases
    let drafts: ReportDrafts
    let casework: CaseworkUseCases
    let signIn: SignIn
    /// For people of the office and residents alike.
    let changeFactors: ChangeFactors
    let staff: StaffUseCases
    let residents: ResidentUseCases
    let apiKeys: APIKeys
    let photos: PhotoUseCases
    let updates: UpdateUseCases
    let manageWebhooks: ManageWebhooks
    let manageDeliveries: ManageDeliveries
    let audit: AuditUseCases
    let answerRequest: AnswerRequest
    let handleRights: HandleRights
    let complaints: ComplaintUseCases
    let comments: CommentUseCases
    let questions: QuestionUseCases
    let previewRetention: PreviewRetention
    let statistics: StatisticsUseCases
    let registers: RegisterUseCases
    let disruptions: DisruptionUseCases
    let recipients: RecipientUseCases
    private let towns: TownUseCases

    public init(
        submitReport: SubmitReport,
        registerReport: RegisterReport,
        readReport: ReadReport,
        browseReports: BrowseReports,
        findSimilarReports: FindSimilarReports,
        exportReports: ExportReports,
        decideReport: DecideReport,
        handleReport: HandleReport,
        followUpReport: FollowUpReport,
        rateHandling: RateHandling,
        thread: ThreadUseCases,
        email: EmailUseCases,
        joins: JoinReports,
        supports: SupportUseCases,
        drafts: ReportDrafts,
        casework: CaseworkUseCases,
        signIn: SignIn,
        changeFactors: ChangeFactors,
        staff: StaffUseCases,
        residents: ResidentUseCases,
        apiKeys: APIKeys,
        photos: PhotoUseCases,
        updates: UpdateUseCases,
        manageWebhooks: ManageWebhooks,
        manageDeliveries: ManageDeliveries,
        audit: AuditUseCases,
        answerRequest: AnswerRequest,
        handleRights: HandleRights,
        complaints: ComplaintUseCases,
        comments: CommentUseCases,
        questions: QuestionUseCases,
        previewRetention: PreviewRetention,
        statistics: StatisticsUseCases,
        registers: RegisterUseCases,
        disruptions: DisruptionUseCases,
        recipients: RecipientUseCases,
        towns: TownUseCases
    ) {
        self.submitReport = submitReport
        self.registerReport = registerReport
        self.readReport = readReport
        self.browseReports = browseReports
        self.findSimilarReports = findSimilarReports
        self.exportReports = exportReports
        self.decideReport = decideReport
        self.handleReport = handleReport
        self.followUpReport = followUpReport
        self.rateHandling = rateHandling
        self.thread = thread
        self.email = email
        self.joins = joins
        self.supports = supports
        self.drafts = drafts
        self.casework = casework
        self.signIn = signIn
        self.changeFactors = changeFactors
        self.staff = staff
        self.residents = residents
        self.apiKeys = apiKeys
        self.photos = photos
        self.updates = updates
        self.manageWebhooks = manageWebhooks
        self.manageDeliveries = manageDeliveries
        self.audit = audit
        self.answerRequest = answerRequest
        self.handleRights = handleRights
        self.complaints = complaints
        self.comments = comments
        self.questions = questions
        self.previewRetention = previewRetention
        self.statistics = statistics
        self.registers = registers
        self.disruptions = disruptions
        self.recipients = recipients
        self.towns = towns
    }

    var configureTown: ConfigureTown { towns.configure }
    var setUpTown: SetUpTown { towns.setUp }
    var addresses: any AddressDirectory { towns.addresses }
}

/// What can be done with the photos of reports.
public struct PhotoUseCases: Sendable {
    let add: AddPhoto
    let remove: RemovePhoto
    let read: ReadPhotos
    let release: ReleasePhoto
    let redact: RedactPhoto

    public init(add: AddPhoto, remove: RemovePhoto, read: ReadPhotos, release: ReleasePhoto, redact: RedactPhoto) {
        self.add = add
        self.remove = remove
        self.read = read
        self.release = release
        self.redact = redact
    }
}

/// What residents can do with an account.
public struct ResidentUseCases: Sendable {
    let register: RegisterResident
    let signIn: SignInResident
    let secondStep: SecondStepUseCases
    let readLog: ReadAccountLog
    let owner: ProveOwner
    let password: ResidentPassword
    let changeProfile: ChangeProfile
    let changeAddress: ChangeAddress
    let reports: ResidentReports
    let claimReports: ClaimReports
    let providers: SignInWithProvider
    let block: BlockResident
    let verify: VerifyResident
    let secondAccounts: ReviewSecondAccounts
    let merge: MergeAccounts
    let guardian: AnswerAsGuardian
    let acceptRegulation: AcceptRegulation
    let erase: EraseResident
    let download: DownloadData
    let rights: AskForRight
    let representation: RepresentationUseCases
    let addresses: KeepOwnAddresses

    public init(
        register: RegisterResident,
        signIn: SignInResident,
        secondStep: SecondStepUseCases,
        readLog: ReadAccountLog,
        owner: ProveOwner,
        password: ResidentPassword,
        changeProfile: ChangeProfile,
        changeAddress: ChangeAddress,
        reports: ResidentReports,
        claimReports: ClaimReports,
        providers: SignInWithProvider,
        block: BlockResident,
        verify: VerifyResident,
        secondAccounts: ReviewSecondAccounts,
        merge: MergeAccounts,
        guardian: AnswerAsGuardian,
        acceptRegulation: AcceptRegulation,
        erase: EraseResident,
        download: DownloadData,
        rights: AskForRight,
        representation: RepresentationUseCases,
        addresses: KeepOwnAddresses
    ) {
        self.register = register
        self.signIn = signIn
        self.secondStep = secondStep
        self.readLog = readLog
        self.owner = owner
        self.password = password
        self.changeProfile = changeProfile
        self.changeAddress = changeAddress
        self.reports = reports
        self.claimReports = claimReports
        self.providers = providers
        self.block = block
        self.verify = verify
        self.secondAccounts = secondAccounts
        self.merge = merge
        self.guardian = guardian
        self.acceptRegulation = acceptRegulation
        self.erase = erase
        self.download = download
        self.rights = rights
        self.representation = representation
        self.addresses = addresses
    }
}

/// How an account comes to act for another person, and when it may.
public struct RepresentationUseCases: Sendable {
    let ask: AskForRepresentation
    let act: ActForAnother
    let decide: DecideRepresentation

    public init(ask: AskForRepresentation, act: ActForAnother, decide: DecideRepresentation) {
        self.ask = ask
        self.act = act
        self.decide = decide
    }
}

/// Who says "me too" of reports, and how many persons a report is about.
public struct SupportUseCases: Sendable {
    let support: SupportReport
    let count: CountPersons
    let ideas: BrowseIdeas

    public init(support: SupportReport, count: CountPersons, ideas: BrowseIdeas) {
        self.support = support
        self.count = count
        self.ideas = ideas
    }
}

/// Complaints about the system, from the form to the answer.
public struct ComplaintUseCases: Sendable {
    let file: FileComplaint
    let read: ReadComplaints
    let handle: HandleComplaints

    public init(file: FileComplaint, read: ReadComplaints, handle: HandleComplaints) {
        self.file = file
        self.read = read
        self.handle = handle
    }
}

/// Comments under published reports, from the form to the decision.
public struct CommentUseCases: Sendable {
    let write: WriteComment
    let read: ReadComments
    let moderate: ModerateComments

    public init(write: WriteComment, read: ReadComments, moderate: ModerateComments) {
        self.write = write
        self.read = read
        self.moderate = moderate
    }
}

/// What moderators do with reports that were put aside, and with their senders.
public struct AbuseUseCases: Sendable {
    let judge: JudgeAside
    let watch: WatchSenders

    public init(judge: JudgeAside, watch: WatchSenders) {
        self.judge = judge
        self.watch = watch
    }
}

/// Counts of reports, for the office and for everybody.
public struct StatisticsUseCases: Sendable {
    let read: ReadStatistics
    let publish: PublishStatistics

    public init(read: ReadStatistics, publish: PublishStatistics) {
        self.read = read
        self.publish = publish
    }
}

/// Public answers to questions, as the office writes and everybody reads them.
public struct QuestionUseCases: Sendable {
    let read: ReadQuestions
    let publish: PublishAnswers

    public init(read: ReadQuestions, publish: PublishAnswers) {
        self.read = read
        self.publish = publish
    }
}

/// What residents do with a second step of signing in, and the office for those who lost it.
public struct SecondStepUseCases: Sendable {
    let prove: ProveResidentFactor
    let signInByPasskey: SignInByPasskey
    let protect: ProtectAccount
    let reset: ResetResidentFactor

    public init(
        prove: ProveResidentFactor,
        signInByPasskey: SignInByPasskey,
        protect: ProtectAccount,
        reset: ResetResidentFactor
    ) {
        self.prove = prove
        self.signInByPasskey = signInByPasskey
        self.protect = protect
        self.reset = reset
    }
}

/// How people of the office get in, besides the password, and who says who they are.
public struct StaffUseCases: Sendable {
    let proveFactor: ProveFactor
    let join: JoinOffice
    let manage: ManageStaff
    let ownAccess: ChangeOwnAccess
    let providers: SignInStaffWithProvider

    public init(
        proveFactor: ProveFactor,
        join: JoinOffice,
        manage: ManageStaff,
        ownAccess: ChangeOwnAccess,
        providers: SignInStaffWithProvider
    ) {
        self.proveFactor = proveFactor
        self.join = join
        self.manage = manage
        self.ownAccess = ownAccess
        self.providers = providers
    }
}

/// The registers that a controller keeps about the processing itself.
public struct RegisterUseCases: Sendable {
    let breaches: KeepBreaches
    let lists: KeepRegisters

    public init(breaches: KeepBreaches, lists: KeepRegisters) {
        self.breaches = breaches
        self.lists = lists
    }
}

/// Disturbances of the program itself: what the office tells, and what everybody reads.
public struct DisruptionUseCases: Sendable {
    let announce: AnnounceDisruptions
    let read: ReadDisruptions

    public init(announce: AnnounceDisruptions, read: ReadDisruptions) {
        self.announce = announce
        self.read = read
    }
}

/// Who looked at a report, for its reporter, and the whole log, for those who check the office.
public struct AuditUseCases: Sendable {
    let views: ReadViews
    let log: ReadAudit

    public init(views: ReadViews, log: ReadAudit) {
        self.views = views
        self.log = log
    }
}

/// How towns are made and changed.
public struct TownUseCases: Sendable {
    let configure: ConfigureTown
    let setUp: SetUpTown
    let addresses: any AddressDirectory

    public init(configure: ConfigureTown, setUp: SetUpTown, addresses: any AddressDirectory) {
        self.configure = configure
        self.setUp = setUp
        self.addresses = addresses
    }
}
