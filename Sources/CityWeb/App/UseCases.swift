public import CityDomain

/// What the pages and interfaces can do.
public struct UseCases: Sendable {
    let submitReport: SubmitReport
    let readReport: ReadReport
    let browseReports: BrowseReports
    let decideReport: DecideReport
    let handleReport: HandleReport
    let followUpReport: FollowUpReport
    let confirmEmail: ConfirmEmail
    let drafts: ReportDrafts
    let inbox: ReportInbox
    let signIn: SignIn
    let apiKeys: APIKeys

    public init(
        submitReport: SubmitReport,
        readReport: ReadReport,
        browseReports: BrowseReports,
        decideReport: DecideReport,
        handleReport: HandleReport,
        followUpReport: FollowUpReport,
        confirmEmail: ConfirmEmail,
        drafts: ReportDrafts,
        inbox: ReportInbox,
        signIn: SignIn,
        apiKeys: APIKeys
    ) {
        self.submitReport = submitReport
        self.readReport = readReport
        self.browseReports = browseReports
        self.decideReport = decideReport
        self.handleReport = handleReport
        self.followUpReport = followUpReport
        self.confirmEmail = confirmEmail
        self.drafts = drafts
        self.inbox = inbox
        self.signIn = signIn
        self.apiKeys = apiKeys
    }
}
