import CityDomain
import CityKit
import Hummingbird

/// Reports, found or named.
struct Open311Requests {
    private let call: Open311Call

    init(_ call: Open311Call) { self.call = call }

    private var visit: Visit { call.visit }
    private var useCases: UseCases { visit.site.useCases }

    func list() async throws -> Response {
        switch try Open311Query(call.query, in: call.town, at: visit.now) {
        case .numbers(let numbers): response(try await found(numbers))
        case .search(let search): response(try await found(search))
        }
    }

    /// - Throws: `ReportFailure.notFound`, `.registeredOnly`.
    func show(_ id: String) async throws -> Response { response([try await request(id)]) }

    /// The number of a report is its token too: none is ever given out, because the number is there at once.
    func token(_ id: String) async throws -> Response {
        let number = try await request(id).report.number.path
        let token = Open311Value.record([("service_request_id", .text(number)), ("token", .text(id))])
        return call.format.response("service_requests", .list(of: "request", [token]))
    }

    private func response(_ requests: [Open311Request]) -> Response {
        let values = requests.map { request in
            let extensions = call.showsExtensions ? Open311Extensions(request, visit)?.fields : nil
            return request.value(visit, extensions: extensions ?? [])
        }
        return call.format.response("service_requests", .list(of: "request", values))
    }

    private func found(_ search: PublicSearch) async throws -> [Open311Request] {
        let entries = try await useCases.browseReports(search, for: visit.audience, in: call.town)
        let photos = try await useCases.photos.read.released(of: entries.map(\.report.id), in: call.town)
        return entries.map { Open311Request($0, photos: photos[$0.report.id] ?? []) }
    }

    /// Those among them that the reader may see.
    private func found(_ numbers: [ReportNumber]) async throws -> [Open311Request] {
        let key = try await call.key()
        var found: [Open311Request] = []
        for number in numbers {
            do {
                found.append(try await request(number, by: key))
            } catch ReportFailure.notFound, ReportFailure.registeredOnly {
                continue
            }
        }
        return found
    }

    private func request(_ id: String) async throws -> Open311Request {
        guard let number = ReportNumber(id) else { throw ReportFailure.notFound }
        return try await request(number, by: try await call.key())
    }

    private func request(_ number: ReportNumber, by key: APIKey?) async throws -> Open311Request {
        let open = try await useCases.readReport(
            number,
            by: key,
            request: visit.context.id,
            for: visit.audience,
            in: call.town,
            at: visit.now
        )
        let id = open.report.id
        let photos = open.published == nil ? [] : try await useCases.photos.read.released(of: id, in: call.town)
        return Open311Request(open, photos: photos)
    }
}
