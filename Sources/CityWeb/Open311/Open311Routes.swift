import CityDomain
import CityKit
import Hummingbird

/// Open311 GeoReport v2 in its smallest useful form: services, submitting, one request.
/// Source: https://wiki.open311.org/GeoReport_v2
struct Open311Routes {
    let site: Site

    private static let largestBody = 64 * 1_024

    func add(to router: Router<CityContext>) {
        for format in Open311Format.allCases {
            router.get("/:town/open311/v2/services.\(format.rawValue)") { request, context in
                try services(site.visit(request, context), format)
            }
            router.post("/:town/open311/v2/requests.\(format.rawValue)") { request, context in
                try await submit(site.visit(request, context), format)
            }
        }
        router.get("/:town/open311/v2/requests/:file") { request, context in
            try await show(site.visit(request, context))
        }
    }

    private func services(_ visit: Visit, _ format: Open311Format) throws -> Response {
        try visit.needs(.reports)
        let services = visit.town.categories.filter { $0.isOffered(on: visit.today) }.map {
            category -> Open311Element in
            Open311Element(
                "service",
                [
                    ("service_code", .text(category.id.rawValue)),
                    ("service_name", .text(visit.words(category.name))),
                    ("description", .text(category.hint.map { visit.words($0) } ?? "")),
                    ("metadata", .bool(false)),
                    ("type", .text("realtime")),
                    ("keywords", .text((category.keywords ?? []).joined(separator: ","))),
                    ("group", .text(visit.town.group(category.group).map { visit.words($0.name) } ?? "")),
                ]
            )
        }
        return format.response(list: "services", services)
    }

    private func submit(_ visit: Visit, _ format: Open311Format) async throws -> Response {
        try visit.needs(.reports)
        try visit.request.needs(mediaType: FormData.mediaType)
        let form = try FormData(try await visit.request.bodyBytes(upTo: Self.largestBody))
        let key = try await site.useCases.apiKeys.check(form["api_key"], in: visit.town.id, at: visit.now)
        let submission = Submission(open311: form, in: visit.town, on: visit.today)
        let clientKey = try visit.request.headers[.idempotencyKey].map { try ClientKey($0) }
        let receipt = try await site.useCases.submitReport(
            submission,
            clientKey: clientKey ?? ClientKey(random: site.randomness),
            origin: .open311(key.id),
            language: visit.town.profile.languages[0],
            in: visit.town,
            at: visit.now
        )
        let notice = visit.words("open311.notice", ["number": .words(receipt.number.description)])
        let element = Open311Element(
            "request",
            [
                ("service_request_id", .text(receipt.number.path)), ("service_notice", .text(notice)),
                ("account_id", .text("")),
            ]
        )
        return format.response(list: "service_requests", [element], status: receipt.isRepeated ? .ok : .created)
    }

    private func show(_ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        let file = visit.parameter("file").split(separator: ".")
        guard file.count == 2, let format = Open311Format(rawValue: String(file[1])), let number = ReportNumber(file[0])
        else { throw ReportFailure.notFound }
        let typed = try visit.query()["api_key"]
        let key = typed.isEmpty ? nil : try await site.useCases.apiKeys.check(typed, in: visit.town.id, at: visit.now)
        let report = try await site.useCases.readReport(number, by: key, for: visit.audience, in: visit.town)
        return format.response(list: "service_requests", [Open311Element(report, visit)])
    }
}

extension Submission {
    /// A key stands for an agreement with the town: who holds it has accepted the terms for its users.
    fileprivate init(open311 form: FormData, in town: Municipality, on today: CivilDate) {
        self.init()
        category = form["service_code"]
        description = form["description"]
        address = form["address_string"]
        latitude = form["lat"]
        longitude = form["long"]
        name = [form["first_name"], form["last_name"]].filter { !$0.isEmpty }.joined(separator: " ")
        email = form["email"]
        phone = form["phone"]
        termsVersion = town.regulation(on: today)?.version ?? ""
        declaresAge = true
        for name in form.names where name.hasPrefix("attribute[") {
            guard let end = name.firstIndex(of: "]") else { continue }
            let code = String(name[..<end].dropFirst("attribute[".count))
            answers[code, default: []] += form.all(name)
        }
    }
}

extension Open311Element {
    fileprivate init(_ open: OpenReport, _ visit: Visit) {
        let report = open.report
        let place =
            open.published.map { ($0.address, $0.point) } ?? (open.content.place.address, open.content.place.point)
        let category = visit.town.category(report.category)
        let due = report.nextDeadline.map { visit.town.clock.end(of: $0.due).rfc3339 }
        self.init(
            "request",
            [
                ("service_request_id", .text(report.number.path)),
                ("status", .text(report.status.isFinished ? "closed" : "open")),
                (
                    "status_notes",
                    .text(
                        report.history.last(where: \.changesStatus).flatMap { open.answers[$0.sequence]?.justification }
                            ?? ""
                    )
                ),
                ("service_name", .text(category.map { visit.words($0.name) } ?? report.category.rawValue)),
                ("service_code", .text(report.category.rawValue)),
                ("description", .text(open.published?.description ?? open.content.description)),
                (
                    "agency_responsible",
                    .text(visit.town.unit(report.unit).map { visit.words($0.name) } ?? "")
                ),
                ("service_notice", .text("")),
                ("requested_datetime", .text(report.receivedAt.rfc3339)),
                ("updated_datetime", .text((report.history.last?.at ?? report.receivedAt).rfc3339)),
                ("expected_datetime", .text(due ?? "")),
                ("address", .text(place.0 ?? "")),
                ("address_id", .text("")),
                ("zipcode", .text("")),
                ("lat", place.1.map { .number($0.latitude) } ?? .text("")),
                ("long", place.1.map { .number($0.longitude) } ?? .text("")),
                ("media_url", .text("")),
            ]
        )
    }
}
