import CityDomain
import CityKit
import Hummingbird

/// Changes of reports, read and written as FixMyStreet does it.
struct Open311Updates {
    private let call: Open311Call

    init(_ call: Open311Call) { self.call = call }

    private var visit: Visit { call.visit }

    func list() async throws -> Response {
        var parameters = Open311Parameters(call.query, clock: call.town.clock)
        let span = parameters.span("start_date", "end_date", before: visit.now)
        let page = parameters.page()
        try parameters.finish()
        let updates = try await visit.site.useCases.updates.read(
            UpdateQuery(at: span, offset: page.offset, limit: page.limit),
            by: try await call.key(),
            request: visit.context.id,
            for: visit.audience,
            in: call.town,
            at: visit.now
        )
        return response(updates.map(value))
    }

    private func value(_ update: ReportUpdate) -> Open311Value {
        let event = update.event
        return .record([
            ("update_id", .text(Self.id(update.number, event.sequence))),
            ("service_request_id", .text(update.number.path)),
            ("status", .text(Open311StatusWord(event).rawValue)), ("updated_datetime", .moment(event.at)),
            ("description", .text(update.answer?.open311 ?? event.sentence(visit.words, of: .issue, in: call.town))),
            ("media_url", .noText), ("external_status_code", .text(event.status.rawValue)),
        ])
    }

    /// - Throws: `AccountFailure`, `ReportFailure`, `Failures` with every field that cannot be read.
    func take(_ form: FormData) async throws -> Response {
        let key = try await call.key(for: .handleReports)
        let update = try ProgramUpdate(open311: form, in: call.town)
        let receipt = try await visit.site.useCases.updates.take(
            update,
            by: key,
            request: visit.context.id,
            in: call.town,
            at: visit.now
        )
        return response([
            .record([("update_id", .text(Self.id(receipt.number, receipt.line))), ("account_id", .noText)])
        ])
    }

    private func response(_ updates: [Open311Value]) -> Response {
        call.format.response("service_request_updates", .list(of: "request_update", updates))
    }

    /// The name of a change: stays the same and is nowhere else.
    private static func id(_ number: ReportNumber, _ line: Int) -> String { "\(number.path)-\(line)" }
}

extension ProgramUpdate {
    /// - Throws: `Failures`.
    fileprivate init(open311 form: FormData, in town: Municipality) throws {
        var parameters = Open311Parameters(form, clock: town.clock)
        // When it was, says the moment at which it comes; the program's own date must only be one.
        _ = parameters.moment("updated_datetime")
        let name = parameters.has("update_id") ? "update_id" : "update_id_ext"
        let id = parameters.needed(name, expected: "1–100 × ASCII") { UpdateID($0) }
        let number = parameters.needed("service_request_id", expected: "2026-4187") { ReportNumber($0) }
        let known = Open311StatusWord.allCases.filter { $0.wish != nil }.map { $0.rawValue.uppercased() }
        let wish = parameters.needed("status", expected: known.joined(separator: ", ")) {
            Open311StatusWord(typed: $0)?.wish
        }
        let earlier = parameters.value("duplicate_of", expected: "2026-4187") { ReportNumber($0) }
        try parameters.finish()
        guard let id, let number, let wish else { throw ReportFailure.notFound }
        self.init(
            id: id,
            number: number,
            wish: wish,
            justification: form["description"],
            solution: form["solution"],
            earlier: earlier
        )
    }
}
