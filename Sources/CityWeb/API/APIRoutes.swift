import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// The JSON interface for programs: a route for each operation, and what all of them have in common — the key, the
/// limit of requests, the query and the body.
struct APIRoutes {
    let site: Site

    static let operations: [APIOperation] =
        TownAPI.operations + RegulationAPI.operations + DisruptionAPI.operations + ReportAPI.operations
        + StatisticsAPI.operations
        + ReportAPI.reporterOperations + SatisfactionAPI.operations + ViewListAPI.operations
        + ReportAPI.officeOperations
        + SimilarReportsAPI.operations + CommentListAPI.operations + QuestionAPI.operations
        + IdeaAPI.operations + AddressAPI.operations + AsideAPI.operations
        + ComplaintAPI.operations + WebhookAPI.operations

    /// Bytes of a JSON body.
    private static let largestBody = 64 * 1_024

    func add(to router: Router<CityContext>) {
        for operation in Self.operations {
            router.on(RouterPath(operation.routePath), method: operation.method) { request, context in
                try await respond(operation, site.visit(request, context))
            }
        }
    }

    private func respond(_ operation: APIOperation, _ visit: Visit) async throws -> Response {
        let key = await Result { try await self.key(operation, visit) }
        let quota = site.limits.count(try? key.get(), from: visit.network, in: visit.town.id, at: visit.now)
        do {
            try quota?.check()
            if operation.area != .town, operation.area != .complaints { try visit.needs(.reports) }
            let call = try await call(operation, visit, key: key.get())
            return try await answer(call).telling(quota)
        } catch {
            let failures = FailureResponses(site: site)
            return await failures.response(to: error, visit.request, visit.context).telling(quota)
        }
    }

    private func key(_ operation: APIOperation, _ visit: Visit) async throws -> APIKey? {
        let typed = visit.bearer
        guard case .key(let scope) = operation.access else {
            return try await typed.asyncMap { try await check($0, visit) }
        }
        let key = try await check(typed, visit)
        try key.needs(scope)
        return key
    }

    private func check(_ typed: String?, _ visit: Visit) async throws -> APIKey {
        try await site.useCases.apiKeys.check(typed, in: visit.town.id, at: visit.now)
    }

    private func call(_ operation: APIOperation, _ visit: Visit, key: APIKey?) async throws -> APICall {
        let query = try visit.query()
        try operation.check(query)
        return APICall(operation, visit, key: key, query: query, body: try await body(operation, visit))
    }

    private func body(_ operation: APIOperation, _ visit: Visit) async throws -> APICall.Body {
        if operation.file != nil { return try await visit.receivedFile() }
        guard let schema = operation.body else { return .none }
        try visit.request.needs(mediaType: "application/json")
        let bytes = try await visit.request.bodyBytes(upTo: Self.largestBody)
        return .json(try JSONFields(bytes, as: schema), text: String(buffer: bytes))
    }

    /// Does what was asked; a request with a name once.
    private func answer(_ call: APICall) async throws -> Response {
        let result = await Result {
            guard let named = try call.named() else { return try await call.operation.run(call) }
            return try await remembered(named, call)
        }
        // Whoever made something of the file has discarded it already.
        if let file = call.file { await site.useCases.photos.add.discard(file) }
        return try result.get()
    }

    private func remembered(_ named: NamedRequest, _ call: APICall) async throws -> Response {
        // The body may have taken its time to come.
        let now = site.clock.now
        let answer = try await site.useCases.answerRequest(named, in: call.town.id, at: now) { ticket in
            let call = call.with(ticket)
            do {
                return try await RequestAnswer(call.operation.run(call))
            } catch {
                let failures = FailureResponses(site: site)
                return try await RequestAnswer(failures.response(to: error, call.visit.request, call.visit.context))
            }
        }
        return Response(answer)
    }
}

extension APIOperation {
    /// The language may be asked for everywhere, as on pages.
    fileprivate static let language = "lang"

    /// - Throws: `Failures` with what the description does not know.
    fileprivate func check(_ query: FormData) throws {
        let known = parameters.filter { $0.place == .query }.map(\.name) + [Self.language]
        let unknown = query.names.subtracting(known).sorted()
        let empty = parameters.compactMap { parameter -> RequestFailure? in
            guard parameter.place == .query, query.all(parameter.name).contains(""), let shape = parameter.schema.shape
            else { return nil }
            return .mistypedField(parameter.name, expected: shape)
        }
        let failures = unknown.map { RequestFailure.unknownField($0) } + empty
        guard failures.isEmpty else { throw Failures(failures) }
    }
}

extension Visit {
    /// The key in `Authorization: Bearer …`; nil when there is none.
    var bearer: String? {
        guard let header = request.headers[.authorization], header.hasPrefix("Bearer ") else { return nil }
        return header.dropFirst(7).trimmingSpaces()
    }
}

extension Optional where Wrapped: Sendable {
    /// `map` for a transform that waits.
    func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
        if let self { try await transform(self) } else { nil }
    }
}

extension Result where Failure == any Error {
    /// What came of work that waits.
    init(_ work: () async throws -> Success) async {
        do { self = .success(try await work()) } catch { self = .failure(error) }
    }
}
