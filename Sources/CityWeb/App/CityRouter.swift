import CityDomain
public import Hummingbird

/// Builds the routes of all features.
public func cityRouter(_ site: Site, metrics: RequestMetrics) -> Router<CityContext> {
    let router = Router(context: CityContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
        RequestLog(metrics: metrics)
        SecurityHeaders(addresses: site.addresses)
        LanguageChoice(site: site)
        DisruptionWatch(site: site)
        PauseGate(site: site)
        ResidentVisits(site: site)
        FailureResponses(site: site)
    }
    AssetRoutes().add(to: router)
    HealthRoutes(readiness: site.readiness).add(to: router)
    if let demo = site.demo { DemoRoutes(site: site, demo: demo).add(to: router) }
    SetupRoutes(site: site).add(to: router)
    addPublicPages(of: site, to: router)
    addAccounts(of: site, to: router)
    addOffice(of: site, to: router)
    APIRoutes(site: site).add(to: router)
    Open311Routes(site: site).add(to: router)
    // What is added after the routes sees only the requests that none of them took.
    router.add(middleware: MethodCheck(router.routes))
    return router
}

/// What everybody finds.
private func addPublicPages(of site: Site, to router: Router<CityContext>) {
    HomeRoutes(site: site).add(to: router)
    TownMapRoutes(site: site).add(to: router)
    LegalRoutes(site: site).add(to: router)
    ReportFormRoutes(site: site).add(to: router)
    AddressChoiceRoutes(site: site).add(to: router)
    SimilarRoutes(site: site).add(to: router)
    PhotoFormRoutes(site: site).add(to: router)
    PhotoRoutes(site: site).add(to: router)
    RedactionRoutes(site: site).add(to: router)
    ReportStatusRoutes(site: site).add(to: router)
    PublicReportRoutes(site: site).add(to: router)
    OpenDataRoutes(site: site).add(to: router)
    StatisticsRoutes(site: site).add(to: router)
    FollowRoutes(site: site).add(to: router)
    SupportRoutes(site: site).add(to: router)
    ComplaintRoutes(site: site).add(to: router)
    CommentRoutes(site: site).add(to: router)
    QuestionRoutes(site: site).add(to: router)
    IdeaRoutes(site: site).add(to: router)
    AddressSearchRoutes(site: site).add(to: router)
    RenamedStreetRoutes(site: site).add(to: router)
    DisruptionRoutes(site: site).add(to: router)
    AnswerRoutes(site: site).add(to: router)
    SubscriptionRoutes(site: site).add(to: router)
    OwnMessagesRoutes(site: site).add(to: router)
}

/// What residents do with an account.
private func addAccounts(of site: Site, to router: Router<CityContext>) {
    RegistrationRoutes(site: site).add(to: router)
    ResidentSignInRoutes(site: site).add(to: router)
    PasskeyDoorRoutes(site: site).add(to: router)
    SecondStepRoutes(site: site).add(to: router)
    AccountRoutes(site: site).add(to: router)
    AddressRoutes(site: site).add(to: router)
    OwnAddressRoutes(site: site).add(to: router)
    MergeRoutes(site: site).add(to: router)
    GuardianRoutes(site: site).add(to: router)
    RepresentationRoutes(site: site).add(to: router)
    OwnerCodeRoutes(site: site).add(to: router)
    ProviderRoutes(site: site).add(to: router)
    RightsRoutes(site: site).add(to: router)
    ErasureRoutes(site: site).add(to: router)
}

/// What the office works with.
private func addOffice(of site: Site, to router: Router<CityContext>) {
    BlockRoutes(site: site).add(to: router)
    SecondAccountRoutes(site: site).add(to: router)
    RepresentationDeskRoutes(site: site).add(to: router)
    SignInRoutes(site: site).add(to: router)
    StaffRoutes(site: site).add(to: router)
    OwnAccountRoutes(site: site).add(to: router)
    InboxRoutes(site: site).add(to: router)
    NoteRoutes(site: site).add(to: router)
    InboxViewRoutes(site: site).add(to: router)
    NewCaseRoutes(site: site).add(to: router)
    SubstitutionRoutes(site: site).add(to: router)
    DigestRoutes(site: site).add(to: router)
    TemplateRoutes(site: site).add(to: router)
    ContractorRoutes(site: site).add(to: router)
    RecipientRoutes(site: site).add(to: router)
    CommissionRoutes(site: site).add(to: router)
    RoutingRoutes(site: site).add(to: router)
    TogetherRoutes(site: site).add(to: router)
    CommentDeskRoutes(site: site).add(to: router)
    AsideRoutes(site: site).add(to: router)
    ThreadRoutes(site: site).add(to: router)
    FilingRoutes(site: site).add(to: router)
    AnswerDeskRoutes(site: site).add(to: router)
    QueueRoutes(site: site).add(to: router)
    RightsRegisterRoutes(site: site).add(to: router)
    ComplaintDeskRoutes(site: site).add(to: router)
    RetentionRoutes(site: site).add(to: router)
    AuditLogRoutes(site: site).add(to: router)
    BreachRoutes(site: site).add(to: router)
    addSettings(of: site, to: router)
    RegisterRoutes(site: site).add(to: router)
}

/// The settings of the town and their editors.
private func addSettings(of site: Site, to router: Router<CityContext>) {
    ConfigurationRoutes(site: site).add(to: router)
    CategoryEditorRoutes(site: site).add(to: router)
    SettingsEditorRoutes(BrandEditor.self, site: site).add(to: router)
    BrandPreviewRoutes(site: site).add(to: router)
    SettingsEditorRoutes(ModulesEditor.self, site: site).add(to: router)
    SettingsEditorRoutes(TermsEditor.self, site: site).add(to: router)
    SettingsEditorRoutes(RegulationEditor.self, site: site).add(to: router)
    SettingsEditorRoutes(UnitsEditor.self, site: site).add(to: router)
    SettingsEditorRoutes(RulesEditor.self, site: site).add(to: router)
    SettingsEditorRoutes(RoutingRulesEditor.self, site: site).add(to: router)
    SettingsEditorRoutes(PrivacyEditor.self, site: site).add(to: router)
    SettingsEditorRoutes(ImprintEditor.self, site: site).add(to: router)
    SettingsEditorRoutes(AccessibilityEditor.self, site: site).add(to: router)
    SettingsEditorRoutes(WordsEditor.self, site: site).add(to: router)
}
