import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// One operation of Open311: what the description says of it and what it does. Routes and description are both made from
/// it.
struct Open311Operation: Sendable {
    /// Its name in the description and in clients made from it.
    let id: String
    let method: HTTPRequest.Method
    let resource: Resource
    let summary: String
    /// What a key must be good for; nil where none is needed.
    var scope: APIScope?
    var parameters: [APIParameter] = []
    /// The fields of the form that a request posts.
    var form: [JSONSchema.Member] = []
    let answers: KeyValuePairs<HTTPResponse.Status, String>
    /// Of an answer in JSON.
    let value: JSONSchema
    let run: @Sendable (Open311Call, Open311Form) async throws -> Response

    enum Resource: Sendable {
        /// `requests.json`
        case all(String)
        /// `requests/2026-4187.json`
        case one(of: String, named: APIParameter)
    }

    /// All that a town has under its own address.
    static let all = [
        discovery, services, serviceDefinition, searchRequests, submitRequest, readRequest, readToken, searchUpdates,
        submitUpdate,
    ]

    static let discoveryID = "getDiscovery"

    private static let discovery = Self(
        id: discoveryID,
        method: .get,
        resource: .all("discovery"),
        summary: "Where the interface is, and whom to ask for a key.",
        answers: [.ok: "The addresses."],
        value: .open311Discovery
    ) { call, _ in Open311Discovery(call).response() }

    private static let services = Self(
        id: "listServices",
        method: .get,
        resource: .all("services"),
        summary: "The categories that take reports today.",
        parameters: [.extensions],
        answers: [.ok: "The categories."],
        value: .list(of: .open311Service)
    ) { call, _ in Open311Services(call).response() }

    private static let serviceDefinition = Self(
        id: "getServiceDefinition",
        method: .get,
        resource: .one(of: "services", named: .path("service_code", .id, "A `service_code` of the services.")),
        summary: "What a category asks besides.",
        answers: [.ok: "Its questions; none where it asks nothing."],
        value: .open311Definition
    ) { call, _ in try Open311ServiceDefinition(call.name, call).response() }

    private static let searchRequests = Self(
        id: "searchRequests",
        method: .get,
        resource: .all("requests"),
        summary:
            "Published reports, the last received first; with `updated_after` or `updated_before` the last changed.",
        parameters: APIParameter.search,
        answers: [.ok: "The reports. A page that has fewer than its size is the last one."],
        value: .list(of: .open311Request, most: Open311Parameters.largestPage)
    ) { call, _ in try await Open311Requests(call).list() }

    private static let submitRequest = Self(
        id: "submitRequest",
        method: .post,
        resource: .all("requests"),
        summary: "Submits a report. Files of a multipart form become photos; the key stands before them.",
        scope: .submitReports,
        parameters: [.idempotencyKey],
        form: JSONSchema.Member.submission,
        answers: [.created: "Stored.", .ok: "Stored before under the same `Idempotency-Key`."],
        value: .list(of: .open311Receipt)
    ) { call, form in try await Open311Submission(call, form).response() }

    private static let readRequest = Self(
        id: "readRequest",
        method: .get,
        resource: .one(of: "requests", named: .path("service_request_id", .reportPath, "The number of the report.")),
        summary: "One report, as far as the caller may see it.",
        parameters: [.extensions],
        answers: [.ok: "The report, alone in its list."],
        value: .list(of: .open311Request)
    ) { call, _ in try await Open311Requests(call).show(call.name) }

    private static let readToken = Self(
        id: "readToken",
        method: .get,
        resource: .one(
            of: "tokens",
            named: .path("token", .reportPath, "The number: no other token is ever given out.")
        ),
        summary: "The number behind a token.",
        answers: [.ok: "The number, alone in its list."],
        value: .list(of: .open311Token)
    ) { call, _ in try await Open311Requests(call).token(call.name) }

    private static let searchUpdates = Self(
        id: "searchUpdates",
        method: .get,
        resource: .all("servicerequestupdates"),
        summary: "What happened to reports, the oldest first.",
        parameters: APIParameter.span + APIParameter.pages,
        answers: [.ok: "Lines of histories."],
        value: .list(of: .open311Update, most: Open311Parameters.largestPage)
    ) { call, _ in try await Open311Updates(call).list() }

    private static let submitUpdate = Self(
        id: "submitUpdate",
        method: .post,
        resource: .all("servicerequestupdates"),
        summary: "Moves a report. The same update again changes nothing and is answered the same.",
        scope: .handleReports,
        form: JSONSchema.Member.update,
        answers: [.ok: "The line of the history that it became."],
        value: .list(of: .open311UpdateReceipt)
    ) { call, form in try await Open311Updates(call).take(form.fields) }
}

// MARK: - Parameters

extension APIParameter {
    fileprivate static let extensions = query("extensions", .text, "`true` for fields beyond the specification.")

    fileprivate static let span = [
        query("start_date", .text, "Of this moment or later; at most 90 days before `end_date`."),
        query("end_date", .text, "Of this moment or before."),
    ]

    private static let count = JSONSchema.text(pattern: "^([1-9][0-9]{0,5})?$", example: "1")

    fileprivate static let pages = [
        query("page", count, "From 1."), query("page_size", count, "1,000 at most, and without it."),
    ]

    fileprivate static let search =
        [
            query("service_request_id", .text, "Numbers between commas, at most 200; the rest is then not looked at."),
            query("service_code", .text, "Codes between commas."),
            query("status", .word(["", "open", "closed", "open,closed"]), "Values between commas."),
        ] + span + [
            query("updated_after", .text, "Changed at this moment or later."),
            query("updated_before", .text, "Changed at this moment or before."),
            query("lat", .latitude, "With `long` and `radius`: a circle."),
            query("long", .longitude, "WGS 84."),
            query("radius", .plain(["type": "number", "minimum": 1, "maximum": 100_000]), "Metres."),
            query("bbox", .text, "`west,south,east,north`."),
        ] + pages + [extensions]
}

// MARK: - Forms

extension JSONSchema.Member {
    fileprivate static let submission: [Self] = [
        .required("service_code", .words(most: 100)),
        .required("description", .words(most: Submission.longestDescription)),
        .optional("address_string", .text(most: 250), "Required unless there is a point."),
        .optional("lat", .latitude, "WGS 84; both or neither."),
        .optional("long", .longitude),
        .optional("first_name", .text, "Contact data is stored sealed."),
        .optional("last_name", .text),
        .optional("email", .text),
        .optional("phone", .text),
        .optional("media_url", .text, "Not fetched."),
    ]

    fileprivate static let update: [Self] = [
        .required("update_id", .text(pattern: "^[!-~]{1,100}$", example: "4711-2"), "Your name for it."),
        .required("service_request_id", .reportPath),
        .required("status", .word(Open311StatusWord.allCases.filter { $0.wish != nil }.map(\.rawValue))),
        .optional("description", .text(most: Decision.longestText), "The justification."),
        .optional("solution", .text(most: Decision.longestText), "Another way."),
        .optional("duplicate_of", .reportPath, "The earlier report."),
    ]
}
