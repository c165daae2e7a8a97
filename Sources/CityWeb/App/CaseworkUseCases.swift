public import CityDomain

/// How the office works on reports.
public struct CaseworkUseCases: Sendable {
    let inbox: ReportInbox
    let search: SearchCases
    let work: WorkOnCase
    let notes: KeepNotes
    let units: AskUnits
    let giveBack: ReturnCase
    let split: SplitReport
    let abuse: AbuseUseCases
    let contractors: ContractorUseCases
    let views: KeepInboxViews
    let substitutions: ArrangeSubstitution
    let digests: ChooseDigest
    let templates: KeepTemplates
    let tryRouting: TryRouting
    let file: FileCase
    /// What a text to be published may say of somebody.
    let findHints: FindTextHints

    public init(
        inbox: ReportInbox,
        search: SearchCases,
        work: WorkOnCase,
        notes: KeepNotes,
        units: AskUnits,
        giveBack: ReturnCase,
        split: SplitReport,
        abuse: AbuseUseCases,
        contractors: ContractorUseCases,
        views: KeepInboxViews,
        substitutions: ArrangeSubstitution,
        digests: ChooseDigest,
        templates: KeepTemplates,
        tryRouting: TryRouting,
        file: FileCase,
        findHints: FindTextHints
    ) {
        self.inbox = inbox
        self.search = search
        self.work = work
        self.notes = notes
        self.units = units
        self.giveBack = giveBack
        self.split = split
        self.abuse = abuse
        self.contractors = contractors
        self.views = views
        self.substitutions = substitutions
        self.digests = digests
        self.templates = templates
        self.tryRouting = tryRouting
        self.file = file
        self.findHints = findHints
    }
}
