import CityDomain
import CityTestSupport

@testable import CityWeb

extension OfficeAuditTests {
    /// What a page of the office leaves, by method and route.
    static let routes: [String: [AuditKind]] = [
        // The form to sign in knows nobody.
        "GET /:town/office/sign-in": [],
        "POST /:town/office/sign-in": [.sessionOpened],
        "GET /:town/office/with/:provider": [],
        "GET /:town/office/callback/:provider": [.identityLinked, .sessionOpened],
        "POST /:town/office/sign-out": [.sessionClosed],
        "GET /:town/office": [.inboxViewed],
        "GET /:town/office/find": [.reportSought],
        "GET /:town/office/reports/:number": [.reportViewed],
        "GET /:town/office/photos/:number/:photo/:size": [.photoViewed],
        "POST /:town/office/reports/:number": [.reportDecided],
        "POST /:town/office/reports/:number/handOver": [.reportHandedOver],
        "POST /:town/office/reports/:number/ask": [.reporterAsked],
        "POST /:town/office/reports/:number/reply": [.replyNoted],
        "POST /:town/office/reports/:number/correct": [.reportCorrected],
        "POST /:town/office/reports/:number/publish": [.reportPublished],
        "POST /:town/office/reports/:number/takeDown": [.reportTakenDown],
        "POST /:town/office/reports/:number/place": [.reportPlaced],
        "POST /:town/office/reports/:number/join": [.reportJoined, .reportJoined],
        "POST /:town/office/reports/:number/part": [.reportParted, .reportParted],
        "POST /:town/office/reports/:number/photos/:photo": [.photoReleased],
        "GET /:town/office/reports/:number/photos/:photo/cover": [.photoViewed],
        "POST /:town/office/reports/:number/photos/:photo/cover": [.photoCovered],
        "GET /:town/office/photos/:number/:photo/:size/covered": [.photoViewed],
        "POST /:town/office/reports/:number/assign": [.reportAssigned],
        "POST /:town/office/reports/:number/note": [.caseNoted],
        // What the reader keeps for himself or herself.
        "POST /:town/office/reports/:number/watch": [],
        "POST /:town/office/views": [], "POST /:town/office/views/:view/forget": [],
        "GET /:town/office/new-report": [], "POST /:town/office/new-report": [.reportRegistered],
        "GET /:town/office/templates": [], "GET /:town/office/templates/new": [],
        "GET /:town/office/templates/:template": [], "POST /:town/office/templates/new": [.templateAdded],
        "POST /:town/office/templates/:template": [.templateChanged],
        "POST /:town/office/templates/:template/remove": [.templateRemoved],
        // Names of colleagues, and what the reader wants to get.
        "GET /:town/office/substitutions": [], "POST /:town/office/account/digest": [],
        "POST /:town/office/substitutions": [.substitutionArranged],
        "POST /:town/office/substitutions/:substitution/end": [.substitutionEnded],
        "GET /:town/office/together": [.reportViewed], "POST /:town/office/together": [.reportAssigned],
        // The form to search with shows nobody.
        "GET /:town/office/residents": [],
        "POST /:town/office/residents": [.residentSought],
        "GET /:town/office/residents/:resident": [.residentViewed],
        "POST /:town/office/residents/:resident/block": [.residentBlocked],
        "POST /:town/office/residents/:resident/unblock": [.residentUnblocked],
        "POST /:town/office/residents/:resident/verify": [.residentVerified],
        "POST /:town/office/residents/:resident/resetFactor": [.residentFactorReset],
        "POST /:town/office/residents/:resident/erase": [.accountErased],
        "GET /:town/office/second-accounts": [.secondAccountsViewed],
        "POST /:town/office/second-accounts/:pair/merge": [.mergeAsked],
        "POST /:town/office/second-accounts/:pair/dismiss": [.secondAccountDismissed],
        "GET /:town/office/representations": [.representationViewed],
        "GET /:town/office/representations/:representation": [.representationViewed],
        "POST /:town/office/representations/:representation/grant": [.representationGranted],
        "POST /:town/office/representations/:representation/refuse": [.representationRefused],
        "POST /:town/office/representations/:representation/withdraw": [.representationWithdrawn],
        "GET /:town/office/complaints": [.complaintViewed],
        // An empty form.
        "GET /:town/office/complaints/new": [],
        "POST /:town/office/complaints/new": [.complaintEntered],
        "GET /:town/office/complaints/:complaint": [.complaintViewed],
        "GET /:town/office/complaints/:complaint/photos/:photo/:size": [.complaintViewed],
        "POST /:town/office/complaints/:complaint/answer": [.complaintAnswered],
        "POST /:town/office/complaints/:complaint/add": [.complaintAdded],
        "GET /:town/office/queue": [.queueViewed],
        "POST /:town/office/queue/retry": [.deliveryRetried],
        "POST /:town/office/queue/give-up": [.deliveryGivenUp],
        // Of one's own account; the password alone shows nothing of anybody.
        "POST /:town/office/account/password": [.passwordSet], "POST /:town/office/account/codes": [.recoveryRenewed],
        "GET /:town/office/account/codes": [], "GET /:town/office/account/passkeys/prove": [],
        // Only lets the next page show.
        "POST /:town/office/account/passkeys/prove": [], "GET /:town/office/account/passkeys/new": [],
        "POST /:town/office/account/passkeys/new": [.passkeyAdded],
        "GET /:town/office/account/app/prove": [], "POST /:town/office/account/app/prove": [],
        "GET /:town/office/account/app/new": [], "POST /:town/office/account/app/new": [.factorSet],
        "GET /:town/office/account/passkeys/:passkey/remove": [],
        "POST /:town/office/account/passkeys/:passkey/remove": [.passkeyRemoved],
        "GET /:town/office/account": [], "GET /:town/office/sign-in/code": [],
        "POST /:town/office/sign-in/code": [.factorSet, .sessionOpened],
        "GET /:town/office/join/:token": [], "POST /:town/office/join/:token": [.passwordSet],
        "GET /:town/office/staff": [.staffViewed], "GET /:town/office/staff/new": [],
        "POST /:town/office/staff": [.staffCreated, .staffInvited],
        "GET /:town/office/staff/:person": [.staffViewed], "POST /:town/office/staff/:person/grant": [.roleGranted],
        "POST /:town/office/staff/:person/revoke": [.roleRevoked],
        "POST /:town/office/staff/:person/move": [.staffMoved],
        "POST /:town/office/staff/:person/letter": [.staffInvited],
        "POST /:town/office/staff/:person/withdraw": [.staffUninvited],
        "POST /:town/office/staff/:person/link": [.staffInvited],
        "POST /:town/office/staff/:person/resetFactor": [.factorReset],
        "POST /:town/office/staff/:person/close": [.staffClosed],
        "POST /:town/office/staff/:person/reopen": [.staffReopened],
        "GET /:town/office/rights": [.rightsViewed],
        "GET /:town/office/rights/:request": [.rightsViewed],
        "POST /:town/office/rights/:request/identity": [.rightIdentified],
        "POST /:town/office/rights/:request/extend": [.rightExtended],
        "POST /:town/office/rights/:request/close": [.rightClosed],
        "GET /:town/office/breaches": [.breachViewed], "GET /:town/office/breaches/file": [.breachViewed],
        "GET /:town/office/breaches/:breach": [.breachViewed], "POST /:town/office/breaches": [.breachNoted],
        "POST /:town/office/breaches/:breach/describe": [.breachChanged],
        "POST /:town/office/breaches/:breach/notice": [.breachChanged],
        "POST /:town/office/breaches/:breach/telling": [.breachChanged],
        "POST /:town/office/breaches/:breach/person": [.breachChanged],
        "POST /:town/office/breaches/:breach/close": [.breachChanged],
        "GET /:town/office/disclosures": [.registerViewed], "GET /:town/office/disclosures/file": [.registerViewed],
        "POST /:town/office/disclosures": [.registerChanged], "GET /:town/office/processors": [.registerViewed],
        "GET /:town/office/processors/file": [.registerViewed], "POST /:town/office/processors": [.registerChanged],
        "POST /:town/office/processors/:entry/end": [.registerChanged],
        // The names of processors stand in the records of processing.
        "GET /:town/office/processing": [.registerViewed], "GET /:town/office/processing/file": [.registerViewed],
        "GET /:town/office/audit": [.auditViewed],
        // Everybody reads what is announced.
        "GET /:town/office/disruptions": [], "GET /:town/office/disruptions/:disruption": [],
        "POST /:town/office/disruptions": [.disruptionAnnounced],
        "POST /:town/office/disruptions/:disruption/correct": [.disruptionCorrected],
        "POST /:town/office/disruptions/:disruption/end": [.disruptionEnded],
        "POST /:town/office/disruptions/:disruption/cancel": [.disruptionCancelled],
        // Counts, and numbers of cases.
        "GET /:town/office/retention": [],
        // Counts, nothing of a person.
        "GET /:town/office/statistics": [], "GET /:town/office/statistics/file": [],
        "GET /:town/office/statistics/paper": [],
    ]

    /// Requests in an order in which each is allowed, with the paths below `office`.
    static let steps: [(String, String, [(name: String, value: String)]?)] = [
        ("GET /:town/office/sign-in", "/sign-in", nil), ("GET /:town/office", "", nil),
        ("GET /:town/office/with/:provider", "/with/urzad", nil),
        ("GET /:town/office/callback/:provider", "/callback/urzad?code=code&state=STATE", nil),
        ("GET /:town/office/find", "/find?search=2026/1", nil),
        ("GET /:town/office/reports/:number", "/reports/2026-1", nil),
        (
            "GET /:town/office/photos/:number/:photo/:size", "/photos/2026-1/PHOTO/large", nil
        ),
        (
            "GET /:town/office/reports/:number/photos/:photo/cover", "/reports/2026-1/photos/PHOTO/cover", nil
        ),
        (
            "POST /:town/office/reports/:number/photos/:photo/cover", "/reports/2026-1/photos/PHOTO/cover",
            [
                ("rows", "1"), ("version", "0"), ("state", "private"), ("cover1", "box"), ("left1", "10"),
                ("top1", "10"), ("width1", "20"), ("height1", "20"), ("step", "save"),
            ]
        ),
        (
            "GET /:town/office/photos/:number/:photo/:size/covered", "/photos/2026-1/PHOTO/large/covered", nil
        ),
        ("POST /:town/office/reports/:number/ask", "/reports/2026-1/ask", [("question", "Gdzie?")]),
        ("POST /:town/office/reports/:number/reply", "/reports/2026-1/reply", [("reply", "Tu.")]),
        ("POST /:town/office/reports/:number/handOver", "/reports/2026-1/handOver", [("unit", "UNIT"), ("note", "")]),
        (
            "POST /:town/office/reports/:number", "/reports/2026-1",
            [
                ("move", "accepted"), ("publicText", "Latarnia."), ("publicAddress", ""),
                ("justification", "Tak."),
            ]
        ),
        ("POST /:town/office/reports/:number/correct", "/reports/2026-1/correct", [("reason", "Pomyłka.")]),
        (
            "POST /:town/office/reports/:number", "/reports/2026-1",
            [
                ("move", "accepted"), ("publicText", "Latarnia."), ("publicAddress", ""),
                ("justification", "Tak."),
            ]
        ),
        (
            "POST /:town/office/reports/:number/place", "/reports/2026-1/place",
            [("latitude", "50.8703"), ("longitude", "20.6275")]
        ),
        (
            "POST /:town/office/reports/:number/publish", "/reports/2026-1/publish",
            [("publicText", "Latarnia nie świeci."), ("publicAddress", "")]
        ),
        ("POST /:town/office/reports/:number/takeDown", "/reports/2026-1/takeDown", [("reason", "Dane.")]),
        (
            "POST /:town/office/reports/:number/photos/:photo", "/reports/2026-1/photos/PHOTO",
            [("decision", "release")]
        ),
        (
            "POST /:town/office/reports/:number/assign", "/reports/2026-1/assign",
            [("assignee", "OFFICER"), ("lead", ""), ("note", "")]
        ),
        ("POST /:town/office/reports/:number/note", "/reports/2026-1/note", [("note", "Ten sam obwód.")]),
        ("POST /:town/office/reports/:number/watch", "/reports/2026-1/watch", [("watch", "1")]),
        ("POST /:town/office/views", "/views", [("queue", "overdue"), ("name", "Po terminie")]),
        ("POST /:town/office/views/:view/forget", "/views/VIEW/forget", []),
        ("GET /:town/office/new-report", "/new-report", nil),
        (
            "POST /:town/office/new-report", "/new-report",
            [
                ("way", "phone"), ("category", "CATEGORY"), ("description", "Dziura."), ("address", "Zmyślona 1"),
                ("terms", "TERMS"), ("age", "yes"),
            ]
        ),
        ("POST /:town/office/reports/:number/join", "/reports/2026-1/join", [("leading", "2026/2")]),
        ("POST /:town/office/reports/:number/part", "/reports/2026-1/part", [("reason", "Pomyłka.")]),
        ("GET /:town/office/templates", "/templates", nil), ("GET /:town/office/templates/new", "/templates/new", nil),
        ("POST /:town/office/templates/new", "/templates/new", [("name", "Dziura"), ("words", "Naprawimy.")]),
        ("GET /:town/office/templates/:template", "/templates/WORDS", nil),
        (
            "POST /:town/office/templates/:template", "/templates/WORDS",
            [("revision", "1"), ("name", "Lampa"), ("words", "Naprawimy {number}.")]
        ),
        ("POST /:town/office/templates/:template/remove", "/templates/WORDS/remove", [("revision", "2")]),
        ("GET /:town/office/substitutions", "/substitutions", nil),
        (
            "POST /:town/office/substitutions", "/substitutions",
            [("absent", "OFFICER"), ("substitute", "COLLEAGUE"), ("first", "2026-06-01"), ("last", "2026-06-02")]
        ),
        ("POST /:town/office/substitutions/:substitution/end", "/substitutions/ABSENCE/end", []),
        ("POST /:town/office/account/digest", "/account/digest", [("wish", "declined")]),
        ("GET /:town/office/together", "/together?act=assign&case=2026/1", nil),
        (
            "POST /:town/office/together", "/together",
            [("act", "assign"), ("case", "2026/1"), ("lead-2026/1", "OFFICER"), ("assignee", "")]
        ),
        ("GET /:town/office/residents", "/residents", nil),
        ("POST /:town/office/residents", "/residents", [("email", "ida@example.org")]),
        ("GET /:town/office/residents/:resident", "/residents/RESIDENT", nil),
        ("POST /:town/office/residents/:resident/block", "/residents/RESIDENT/block", [("reason", "Obelgi.")]),
        ("POST /:town/office/residents/:resident/unblock", "/residents/RESIDENT/unblock", []),
        (
            "POST /:town/office/residents/:resident/verify", "/residents/RESIDENT/verify",
            [("level", "seenInPerson"), ("name", "Ida Przykładowa")]
        ),
        ("GET /:town/office/representations", "/representations", nil),
        ("GET /:town/office/representations/:representation", "/representations/AUTHORITY", nil),
        (
            "POST /:town/office/representations/:representation/grant", "/representations/AUTHORITY/grant",
            [("seen", "seen")]
        ),
        (
            "POST /:town/office/representations/:representation/withdraw", "/representations/AUTHORITY/withdraw",
            [("reason", "Odwołano.")]
        ),
        (
            "POST /:town/office/representations/:representation/refuse", "/representations/WISH/refuse",
            [("reason", "Brak dokumentu.")]
        ),
        (
            "POST /:town/office/residents/:resident/resetFactor", "/residents/RESIDENT/resetFactor",
            [("name", "Ida Przykładowa")]
        ),
        ("GET /:town/office/second-accounts", "/second-accounts", nil),
        (
            "POST /:town/office/second-accounts/:pair/merge", "/second-accounts/PAIR/merge", [("kept", "RESIDENT")]
        ),
        ("POST /:town/office/second-accounts/:pair/dismiss", "/second-accounts/PAIR/dismiss", []),
        (
            "POST /:town/office/residents/:resident/erase", "/residents/RESIDENT/erase",
            [("ground", "unlawful"), ("erasureReason", "Obelgi.")]
        ),
        ("GET /:town/office/complaints", "/complaints", nil),
        ("GET /:town/office/complaints/new", "/complaints/new", nil),
        (
            "POST /:town/office/complaints/new", "/complaints/new",
            [
                ("receivedOn", "2026-04-17"), ("origin", "email"), ("subject", "service"),
                ("description", "Mapa się nie otwiera."),
            ]
        ),
        ("GET /:town/office/complaints/:complaint", "/complaints/GRIEVANCE", nil),
        (
            "GET /:town/office/complaints/:complaint/photos/:photo/:size",
            "/complaints/GRIEVANCE/photos/IMAGE/large", nil
        ),
        (
            "POST /:town/office/complaints/:complaint/answer", "/complaints/GRIEVANCE/answer",
            [("outcome", "accepted"), ("words", "Tak.")]
        ),
        (
            "POST /:town/office/complaints/:complaint/add", "/complaints/GRIEVANCE/add",
            [("words", "Naprawione."), ("seen", "1")]
        ),
        ("GET /:town/office/queue", "/queue", nil),
        ("POST /:town/office/queue/retry", "/queue/retry", [("delivery", "all")]),
        ("POST /:town/office/queue/give-up", "/queue/give-up", [("delivery", "all")]),
        ("GET /:town/office/rights", "/rights", nil), ("GET /:town/office/rights/:request", "/rights/REQUEST", nil),
        ("POST /:town/office/rights/:request/identity", "/rights/REQUEST/identity", [("identity", "confirmed")]),
        ("POST /:town/office/rights/:request/extend", "/rights/REQUEST/extend", [("reason", "Dużo akt.")]),
        (
            "POST /:town/office/rights/:request/close", "/rights/REQUEST/close",
            [("outcome", "granted"), ("answer", "Tak.")]
        ),
        ("GET /:town/office/retention", "/retention", nil), ("GET /:town/office/audit", "/audit", nil),
        ("GET /:town/office/statistics", "/statistics", nil),
        ("GET /:town/office/statistics/file", "/statistics/file", nil),
        ("GET /:town/office/statistics/paper", "/statistics/paper", nil),
        ("GET /:town/office/disruptions", "/disruptions", nil),
        (
            "POST /:town/office/disruptions", "/disruptions",
            [("kind", "unplanned"), ("words-pl", "Poczta."), ("warned", "untranslated")]
        ),
        ("GET /:town/office/disruptions/:disruption", "/disruptions/BREAK", nil),
        (
            "POST /:town/office/disruptions/:disruption/correct", "/disruptions/BREAK/correct",
            [
                ("seen", "1"), ("fromDay", "2026-05-06"), ("fromTime", "20:00"), ("untilDay", "2026-05-06"),
                ("untilTime", "21:00"), ("words-pl", "Poczta."), ("warned", "untranslated"),
            ]
        ),
        ("POST /:town/office/disruptions/:disruption/cancel", "/disruptions/BREAK/cancel", [("seen", "2")]),
        ("POST /:town/office/disruptions/:disruption/end", "/disruptions/FAULT/end", [("seen", "1")]),
        ("GET /:town/office/breaches", "/breaches", nil), ("GET /:town/office/breaches/file", "/breaches/file", nil),
        (
            "POST /:town/office/breaches", "/breaches",
            [("day", "2026-04-20"), ("time", "08:00"), ("natures", "integrity"), ("events", "Zmieniono listę.")]
        ),
        ("GET /:town/office/breaches/:breach", "/breaches/BREACH", nil),
        (
            "POST /:town/office/breaches/:breach/describe", "/breaches/BREACH/describe",
            [("natures", "integrity"), ("events", "Zmieniono listę."), ("persons", "3")]
        ),
        ("POST /:town/office/breaches/:breach/person", "/breaches/BREACH/person", [("person", "2026/1")]),
        (
            "POST /:town/office/breaches/:breach/notice", "/breaches/BREACH/notice",
            [("decision", "unneeded"), ("reason", "Bez ryzyka.")]
        ),
        (
            "POST /:town/office/breaches/:breach/telling", "/breaches/BREACH/telling",
            [("decision", "unneeded"), ("reason", "Bez ryzyka.")]
        ),
        ("POST /:town/office/breaches/:breach/close", "/breaches/BREACH/close", []),
        ("GET /:town/office/disclosures", "/disclosures", nil),
        ("GET /:town/office/disclosures/file", "/disclosures/file", nil),
        (
            "POST /:town/office/disclosures", "/disclosures",
            [("recipient", "Policja"), ("ground", "Ustawa"), ("data", "Adres"), ("day", "2026-04-20")]
        ),
        ("GET /:town/office/processors", "/processors", nil),
        ("GET /:town/office/processors/file", "/processors/file", nil),
        (
            "POST /:town/office/processors", "/processors",
            [("name", "Firma"), ("task", "Serwer"), ("contract", "1/2026"), ("day", "2026-04-20")]
        ),
        ("POST /:town/office/processors/:entry/end", "/processors/ENTRY/end", []),
        ("GET /:town/office/processing", "/processing", nil),
        ("GET /:town/office/processing/file", "/processing/file", nil),
        ("GET /:town/office/account", "/account", nil), ("GET /:town/office/staff", "/staff", nil),
        ("GET /:town/office/staff/new", "/staff/new", nil),
        (
            "POST /:town/office/staff", "/staff",
            [
                ("name", "Ela Próbna"), ("login", "ela@urzad.example"), ("unit", ""), ("role", "moderator"),
                ("reach", ""), ("way", "link"),
            ]
        ),
        ("GET /:town/office/staff/:person", "/staff/PERSON", nil),
        ("POST /:town/office/staff/:person/grant", "/staff/PERSON/grant", [("role", "auditor"), ("reach", "")]),
        ("POST /:town/office/staff/:person/revoke", "/staff/PERSON/revoke", [("role", "auditor"), ("reach", "")]),
        ("POST /:town/office/staff/:person/move", "/staff/PERSON/move", [("unit", "UNIT")]),
        ("POST /:town/office/staff/:person/letter", "/staff/PERSON/letter", []),
        ("POST /:town/office/staff/:person/withdraw", "/staff/PERSON/withdraw", []),
        ("POST /:town/office/staff/:person/link", "/staff/PERSON/link", []),
        ("GET /:town/office/join/:token", "/join/LINK", nil),
        ("POST /:town/office/join/:token", "/join/LINK", [("password", TestSite.officerPassword)]),
        ("GET /:town/office/sign-in/code", "/sign-in/code", nil),
        ("POST /:town/office/sign-in/code", "/sign-in/code", [("code", "CODE")]),
        (
            "POST /:town/office/account/password", "/account/password",
            [("old", TestSite.officerPassword), ("password", "jeszcze-inne-hasło-urzędu")]
        ),
        ("GET /:town/office/account/codes", "/account/codes", nil),
        ("POST /:town/office/account/codes", "/account/codes", [("code", "NEXT")]),
        ("GET /:town/office/account/passkeys/prove", "/account/passkeys/prove", nil),
        ("POST /:town/office/account/passkeys/prove", "/account/passkeys/prove", [("code", "RECOVERY")]),
        ("GET /:town/office/account/passkeys/new", "/account/passkeys/new", nil),
        (
            "POST /:town/office/account/passkeys/new", "/account/passkeys/new",
            [("name", "Laptop"), ("passkey", "made")]
        ),
        ("GET /:town/office/account", "/account", nil),
        ("GET /:town/office/account/app/prove", "/account/app/prove", nil),
        ("POST /:town/office/account/app/prove", "/account/app/prove", [("passkey", "used")]),
        ("GET /:town/office/account/app/new", "/account/app/new", nil),
        ("POST /:town/office/account/app/new", "/account/app/new", [("code", "CODE")]),
        ("GET /:town/office/account/passkeys/:passkey/remove", "/account/passkeys/PASSKEY/remove", nil),
        (
            "POST /:town/office/account/passkeys/:passkey/remove", "/account/passkeys/PASSKEY/remove",
            [("passkey", "answer")]
        ),
        ("POST /:town/office/sign-out", "/sign-out", []),
        (
            "POST /:town/office/sign-in", "/sign-in",
            [("login", "jan@urzad.example"), ("password", TestSite.officerPassword)]
        ),
        ("POST /:town/office/staff/:person/resetFactor", "/staff/PERSON/resetFactor", []),
        ("POST /:town/office/staff/:person/close", "/staff/PERSON/close", []),
        ("POST /:town/office/staff/:person/reopen", "/staff/PERSON/reopen", []),
    ]
}
