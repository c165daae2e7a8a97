import CityDomain
import Hummingbird

/// Every route of the program with who may call it. The office asks it before each page, a test walks the router for routes
/// that are not in it, and `docs/rights.md` is printed from it.
enum RouteTable {
    static let all: [RouteRow] = program + ofSetup + pages + ofAddresses + office + interface + open311

    /// What belongs to no town.
    private static let program = [
        RouteRow("GET", "/", .everybody),
        RouteRow("GET", "/assets/**", .everybody),
        RouteRow("GET", "/livez", .everybody),
        RouteRow("GET", "/readyz", .everybody),
        RouteRow("GET", "/_demo/mailbox", .everybody),
    ]

    /// The residents' pages.
    private static let pages: [RouteRow] =
        lines(
            .everybody,
            """
            GET
            GET brand.css
            GET map.geojson
            GET regulation
            GET privacy
            GET contact
            GET accessibility
            GET imprint
            GET closing
            GET disruptions
            GET report
            GET report/similar
            GET report/answered
            GET questions
            GET questions.atom
            GET questions/:number
            POST report/photos/remove
            GET report/photos/:photo/:size
            GET photos/:photo/:size
            GET reports
            GET reports/:number
            POST reports/:number/follow
            POST reports/:number/support
            POST reports/:number/support/back
            POST reports/:number/comments
            GET reports/:number/comments/:comment/flag
            POST reports/:number/comments/:comment/flag
            GET status
            POST status
            GET complaints
            GET complaints/new
            POST complaints/new
            GET open-data
            GET open-data/datapackage.json
            GET statistics
            GET statistics.csv
            GET account/register
            POST account/register
            GET account/sent
            GET account/sign-in
            POST account/sign-in
            GET account/sign-in/code
            POST account/sign-in/code
            GET account/sign-in/passkey
            POST account/sign-in/passkey
            POST account/sign-out
            GET account/forgotten
            POST account/forgotten
            GET account/with/:provider
            GET account/callback/:provider
            GET account/complete
            POST account/complete
            GET account/moved
            GET account/merged
            GET account/guardian
            GET account/erased
            """
        )
        + ReportStep.allCases.flatMap { step in
            ["GET", "POST"].map { RouteRow($0, "/:town/report/\(step.rawValue)", .everybody) }
        }
        + (ReportFeed.paths + IdeaRoutes.paths).map { RouteRow("GET", "/:town/\($0)", .everybody) }
        + ExportFormat.allCases.map { RouteRow("GET", "/:town/open-data/reports.\($0.rawValue)", .everybody) }
        + lines(
            .reporter,
            """
            GET z/:number/:secret
            GET z/:number/:secret/receipt
            GET z/:number/:secret/photos/:photo/:size
            POST z/:number/:secret/reply
            POST z/:number/:secret/email
            GET z/:number/:secret/change
            POST z/:number/:secret/change
            GET z/:number/:secret/withdraw
            POST z/:number/:secret/withdraw
            GET z/:number/:secret/reopen
            POST z/:number/:secret/reopen
            POST z/:number/:secret/satisfaction
            """
        )
        + lines(
            .link,
            """
            GET confirm/:number/:token
            POST confirm/:number/:token
            GET follow/:follower/:token
            POST follow/:follower/:token
            GET follow/:follower/:token/stop
            POST follow/:follower/:token/stop
            GET support/:supporter/:token
            POST support/:supporter/:token
            POST support/:supporter/:token/stop
            GET complaints/sent/:complaint/:token
            GET account/activate/:link/:token
            POST account/activate/:link/:token
            GET account/reset/:link/:token
            POST account/reset/:link/:token
            GET account/move/:link/:token
            POST account/move/:link/:token
            GET account/merge/:link/:token
            POST account/merge/:link/:token
            GET account/guardian/:link/:token
            POST account/guardian/:link/:token
            GET account/withdraw/:resident/:token
            POST account/withdraw/:resident/:token
            """
        )
        + lines(
            .resident,
            """
            GET account
            GET account/profile
            POST account/profile
            GET account/password
            POST account/password
            POST account/devices
            GET account/log
            POST account/code
            GET account/terms
            POST account/terms
            POST account/claim
            GET account/email
            POST account/email
            POST account/email/cancel
            POST account/services
            GET account/representations
            GET account/representations/new
            POST account/representations/new
            POST account/representations/:representation/end
            GET account/complaints
            GET account/comments
            POST reports/:number/comments/:comment/remove
            GET account/second-step
            GET account/second-step/on
            POST account/second-step/on
            GET account/second-step/off
            POST account/second-step/off
            GET account/second-step/app/prove
            POST account/second-step/app/prove
            GET account/second-step/app/new
            POST account/second-step/app/new
            GET account/second-step/passkeys/prove
            POST account/second-step/passkeys/prove
            GET account/second-step/passkeys/new
            POST account/second-step/passkeys/new
            GET account/second-step/passkeys/:passkey/remove
            POST account/second-step/passkeys/:passkey/remove
            GET account/second-step/codes
            POST account/second-step/codes
            GET account/privacy
            POST account/letters
            POST account/unrestrict
            GET account/rights/:right
            POST account/rights/:right
            GET account/download
            POST account/download
            GET account/erase
            POST account/erase
            """
        )

    /// The office.
    private static let office: [RouteRow] =
        lines(
            .everybody,
            """
            GET office/sign-in
            POST office/sign-in
            GET office/with/:provider
            GET office/callback/:provider
            GET office/sign-in/code
            POST office/sign-in/code
            POST office/sign-out
            """
        )
        + lines(.link, "GET office/join/:token\nPOST office/join/:token")
        + lines(
            .staff,
            """
            GET office/account
            POST office/account/password
            POST office/account/digest
            GET office/account/codes
            POST office/account/codes
            GET office/account/app/prove
            POST office/account/app/prove
            GET office/account/app/new
            POST office/account/app/new
            GET office/account/passkeys/prove
            POST office/account/passkeys/prove
            GET office/account/passkeys/new
            POST office/account/passkeys/new
            GET office/account/passkeys/:passkey/remove
            POST office/account/passkeys/:passkey/remove
            """
        )
        + lines(
            .right(.viewReports),
            """
            GET office
            GET office/find
            GET office/together
            POST office/together
            POST office/views
            POST office/views/:view/forget
            GET office/substitutions
            POST office/substitutions
            POST office/substitutions/:substitution/end
            GET office/reports/:number
            GET office/photos/:number/:photo/:size
            GET office/photos/:number/:photo/:size/covered
            """
        )
        + ofContractors + ofConfiguration + ofThreads + ofNotes + ofRecipients
        + lines(.right(.tryRouting), "GET office/routing")
        + lines(.right(.registerReports), "GET office/new-report\nPOST office/new-report")
        + lines(
            .right(.keepTemplates),
            """
            GET office/templates
            GET office/templates/new
            POST office/templates/new
            GET office/templates/:template
            POST office/templates/:template
            POST office/templates/:template/remove
            """
        )
        + CaseAction.allCases.map { action in
            let place = action == .decide ? "" : "/\(action.rawValue)"
            return RouteRow("POST", "/:town/office/reports/:number\(place)", .right(action.right))
        }
        + lines(
            .right(.publishReports),
            """
            POST office/reports/:number/photos/:photo
            GET office/reports/:number/photos/:photo/cover
            POST office/reports/:number/photos/:photo/cover
            GET office/comments
            GET office/comments/:comment
            GET office/reports/:number/comments
            POST office/reports/:number/comments
            GET office/questions/:number
            POST office/questions/:number
            POST office/questions/:number/take-down
            """
        )
        + lines(.right(.decideReports), "GET office/reports/:number/file\nPOST office/reports/:number/file")
        + CommentAct.allCases.map {
            RouteRow("POST", "/:town/office/comments/:comment/\($0.rawValue)", .right(.publishReports))
        } + aside
        + lines(
            .right(.manageResidents),
            """
            GET office/residents
            POST office/residents
            GET office/residents/:resident
            POST office/residents/:resident/block
            POST office/residents/:resident/unblock
            POST office/residents/:resident/verify
            POST office/residents/:resident/resetFactor
            POST office/residents/:resident/erase
            GET office/second-accounts
            POST office/second-accounts/:pair/merge
            POST office/second-accounts/:pair/dismiss
            GET office/representations
            GET office/representations/:representation
            POST office/representations/:representation/grant
            POST office/representations/:representation/refuse
            POST office/representations/:representation/withdraw
            """
        )
        + lines(
            .right(.handleRights),
            """
            GET office/rights
            GET office/rights/:request
            POST office/rights/:request/identity
            POST office/rights/:request/extend
            POST office/rights/:request/close
            GET office/retention
            GET office/breaches
            POST office/breaches
            GET office/breaches/file
            GET office/breaches/:breach
            GET office/disclosures
            POST office/disclosures
            GET office/disclosures/file
            GET office/processors
            POST office/processors
            GET office/processors/file
            POST office/processors/:entry/end
            GET office/processing
            GET office/processing/file
            """
        )
        + BreachAction.allCases.map {
            RouteRow("POST", "/:town/office/breaches/:breach/\($0.rawValue)", .right(.handleRights))
        }
        + lines(
            .right(.handleComplaints),
            """
            GET office/complaints
            GET office/complaints/new
            POST office/complaints/new
            GET office/complaints/:complaint
            GET office/complaints/:complaint/photos/:photo/:size
            """
        )
        + ComplaintAct.allCases.map {
            RouteRow("POST", "/:town/office/complaints/:complaint/\($0.rawValue)", .right(.handleComplaints))
        }
        + lines(
            .right(.viewStatistics),
            "GET office/statistics\nGET office/statistics/file\nGET office/statistics/paper"
        )
        + lines(
            .right(.announceDisruptions),
            "GET office/disruptions\nPOST office/disruptions\nGET office/disruptions/:disruption"
        )
        + DisruptionAct.allCases.map {
            RouteRow("POST", "/:town/office/disruptions/:disruption/\($0.rawValue)", .right(.announceDisruptions))
        }
        + lines(.right(.viewAudit), "GET office/audit")
        + lines(.right(.viewQueue), "GET office/queue")
        + lines(.right(.manageQueue), "POST office/queue/retry\nPOST office/queue/give-up")
        + lines(
            .right(.manageStaff),
            """
            GET office/staff
            POST office/staff
            GET office/staff/new
            GET office/staff/:person
            """
        )
        + StaffAction.allCases.map {
            RouteRow("POST", "/:town/office/staff/:person/\($0.rawValue)", .right(.manageStaff))
        }

    /// The JSON interface says itself who may call its operations.
    private static let interface = APIRoutes.operations.map { operation in
        RouteRow(operation.method.rawValue, operation.routePath, RouteAccess(operation.access))
    }

    private static let open311 = Open311Routes.places.map { place in
        RouteRow(
            place.operation.method.rawValue,
            place.path,
            place.operation.scope.map(RouteAccess.program) ?? .everybody
        )
    }

    static func lines(_ access: RouteAccess, _ lines: String) -> [RouteRow] {
        lines.split(separator: "\n").map { RouteRow(String($0), access) }
    }

    private static let byRoute = Dictionary(
        all.map { ("\($0.method) \(RouterPath($0.path))", $0.access) },
        uniquingKeysWith: { first, _ in first }
    )

    /// - Parameter path: as a request carries it after the router has found its route.
    /// - Returns: nil for a route that has no row.
    static func access(_ request: Request, _ context: CityContext) -> RouteAccess? {
        let method = request.method == .head ? .get : request.method
        return byRoute["\(method.rawValue) \(context.endpointPath ?? "")"]
    }
}

extension RouteAccess {
    fileprivate init(_ access: APIOperation.Access) {
        self =
            switch access {
            case .everybody, .reader: .everybody
            case .reporter: .reporter
            case .key(let scope): .program(scope)
            }
    }
}
