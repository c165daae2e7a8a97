import CityDomain
import CityTestSupport

@testable import CityWeb

extension OfficeAuditTests {
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
                ("top1", "10"),
                ("width1", "20"), ("height1", "20"), ("step", "save"),
            ]
        ),
        (
            "GET /:town/office/photos/:number/:photo/:size/covered", "/photos/2026-1/PHOTO/large/covered", nil
        ),
        ("POST /:town/office/reports/:number/ask", "/reports/2026-1/ask", [("question", "Gdzie?")]),
        ("POST /:town/office/reports/:number/reply", "/reports/2026-1/reply", [("reply", "Tu.")]),
        (
            "POST /:town/office/reports/:number/askUnit", "/reports/2026-1/askUnit",
            [("unit", "UNIT"), ("note", "Czy to wasz kabel?")]
        ),
        (
            "POST /:town/office/reports/:number/answerUnit", "/reports/2026-1/answerUnit",
            [("unit", "UNIT"), ("answer", "given"), ("note", "Tak.")]
        ),
        ("POST /:town/office/reports/:number/releaseUnit", "/reports/2026-1/releaseUnit", [("unit", "UNIT")]),
        ("POST /:town/office/reports/:number/giveBack", "/reports/2026-1/giveBack", [("note", "Nie nasze.")]),
        ("POST /:town/office/reports/:number/keep", "/reports/2026-1/keep", []),
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
            "POST /:town/office/reports/:number", "/reports/2026-1",
            [("move", "closed"), ("justification", "Nie."), ("solution", "Inaczej.")]
        ),
        ("POST /:town/office/reports/:number/reopen", "/reports/2026-1/reopen", [("reason", "Jednak tak.")]),
        (
            "POST /:town/office/reports/:number/photos/:photo", "/reports/2026-1/photos/PHOTO",
            [("decision", "release")]
        ),
        (
            "POST /:town/office/reports/:number/assign", "/reports/2026-1/assign",
            [("assignee", "OFFICER"), ("lead", ""), ("note", "")]
        ),
        ("POST /:town/office/reports/:number/note", "/reports/2026-1/note", [("note", "Ten sam obwód.")]),
        ("GET /:town/office/reports/:number/file", "/reports/2026-1/file", nil),
        (
            "POST /:town/office/reports/:number/file", "/reports/2026-1/file",
            [("sign", "GK.7021.1.2026"), ("archivalClass", "B5")]
        ),
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
        (
            "POST /:town/office/reports/:number/split", "/reports/2026-1/split",
            [("category", "CATEGORY"), ("description", "Dziura pod latarnią.")]
        ),
        ("POST /:town/office/reports/:number/seeParts", "/reports/2026-1/seeParts", []),
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
        ("GET /:town/office/routing", "/routing", nil),
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
