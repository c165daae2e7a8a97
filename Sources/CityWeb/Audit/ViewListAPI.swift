import CityDomain
import CityKit
import HTTPTypes

/// Who looked at a report, for its reporter.
struct ViewListAPI: APIValue {
    struct View: Encodable {
        let at: String
        let what: String
        let viewer: String
        let role: String
        let unit: String?
        let reason: String
    }

    let views: [View]

    init(_ views: [AuditView]) { self.views = views.map(View.init) }

    static let schema = JSONSchema.object(
        "ReportViews",
        "Who of the office looked at a report.",
        [.required("views", .list(of: view, most: ReadViews.most), "The last one first.")]
    )

    private static let view = JSONSchema.object(
        "ReportView",
        "A look at the report.",
        [
            .required("at", .moment),
            .required("what", .word(AuditKind.viewsOfReport.map(\.rawValue)), "What was looked at."),
            .required("viewer", .word(["staff", "program"]), "Somebody of the office, or a program; never who."),
            .required("role", .text, "Of the viewer, at that time."),
            .optional("unit", .id, "Of the town’s units, where somebody of one looked."),
            .required("reason", .word(AuditReason.self)),
        ]
    )
}

extension ViewListAPI.View {
    fileprivate init(_ view: AuditView) {
        at = view.at.rfc3339
        what = view.kind.rawValue
        reason = view.reason.rawValue
        switch view.viewer {
        case .staff(let post): (viewer, role, unit) = ("staff", post.role.rawValue, post.unit?.rawValue)
        case .program(let role): (viewer, self.role, unit) = ("program", role.rawValue, nil)
        }
    }
}

extension ViewListAPI {
    static let operations = [
        APIOperation(
            "listViews",
            .get,
            "reports/{number}/views",
            .reporter,
            "Who of the office looked at the report: when, in which role and why.",
            details: """
                Each opening of the case and of a photo. Lists of the office that show the beginning of the report among \
                others are not told. A look of the last second may be missing.
                """,
            access: .reporter,
            parameters: [.number],
            answers: [.ok: "The newest looks."]
        ) { call in
            let report = try await call.useCases.readReport(call.link())
            return .ok(ViewListAPI(try await call.useCases.audit.views(of: report, in: call.town)))
        }
    ]
}
