import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// A request to an operation of the interface, after everything that all of them check.
struct APICall {
    let operation: APIOperation
    let visit: Visit
    /// The key that came along.
    let key: APIKey?
    let query: FormData
    /// What the request goes by when it has a name and its answer is kept.
    let ticket: RequestTicket?
    private let body: Body

    var town: Municipality { visit.town }
    var useCases: UseCases { visit.site.useCases }
    var now: Instant { visit.now }

    /// What came with the request.
    enum Body {
        case none
        case json(JSONFields, text: String)
        case file(ReceivedFile, tag: ContentTag)
    }

    init(
        _ operation: APIOperation,
        _ visit: Visit,
        key: APIKey?,
        query: FormData,
        body: Body,
        ticket: RequestTicket? = nil
    ) {
        self.operation = operation
        self.visit = visit
        self.key = key
        self.query = query
        self.body = body
        self.ticket = ticket
    }

    /// The same call, going by this ticket.
    func with(_ ticket: RequestTicket) -> Self {
        Self(operation, visit, key: key, query: query, body: body, ticket: ticket)
    }

    /// The members of the body.
    ///
    /// - Throws: `RequestFailure.notJSON` where the operation takes none.
    func fields() throws(RequestFailure) -> JSONFields {
        guard case .json(let fields, _) = body else { throw .notJSON(detail: "{ … }") }
        return fields
    }

    /// The file that came as the body; nil where the operation takes none.
    var file: ReceivedFile? { if case .file(let file, _) = body { file } else { nil } }

    /// The key of an operation that needs one.
    ///
    /// - Throws: `AccountFailure.keyMissing`.
    func neededKey() throws(AccountFailure) -> APIKey {
        guard let key else { throw .keyMissing }
        return key
    }

    /// - Throws: `ReportFailure.notFound` for what is no number.
    func number() throws(ReportFailure) -> ReportNumber {
        guard let number = ReportNumber(visit.parameter("number")) else { throw .notFound }
        return number
    }

    /// The link that the secret in the header stands for.
    ///
    /// - Throws: `RequestFailure.secretMissing`, `ReportFailure.wrongSecret` for what cannot be one.
    func link() throws -> ReportLink {
        guard let typed = visit.request.headers[.reportSecret], !typed.isEmpty else {
            throw RequestFailure.secretMissing
        }
        guard let secret = ReportSecret(typed: typed) else { throw ReportFailure.wrongSecret }
        return visit.reportLink(try number(), secret)
    }

    /// The report, opened as far as the secret or the key goes.
    ///
    /// - Throws: `ReportFailure.notFound`, `.registeredOnly`, `.wrongSecret`.
    func report() async throws -> OpenReport {
        guard visit.request.headers[.reportSecret] == nil else { return try await useCases.readReport(link()) }
        return try await useCases.readReport(
            number(),
            by: key,
            request: visit.context.id,
            for: visit.audience,
            in: town,
            at: now
        )
    }
}

// MARK: - Requests with a name

extension APICall {
    /// The request by the name in `Idempotency-Key`; nil when it has none, or its answer is not to be kept.
    ///
    /// - Throws: `RequestKeyFailure.malformed`, what `link` throws.
    func named() throws -> NamedRequest? {
        guard operation.repetition == .remembered, let name = try visit.idempotencyKey() else { return nil }
        let address = visit.request.uri.description
        return NamedRequest(name, by: try sender(), parts: [operation.method.rawValue, address] + body.parts)
    }

    private func sender() throws -> RequestCaller {
        guard operation.access != .reporter else {
            let link = try link()
            return .reporter(link.number, link.secret)
        }
        return key.map { .program($0.id) } ?? .anybody
    }
}

extension APICall.Body {
    /// Everything that makes two bodies the same or not.
    fileprivate var parts: [String] {
        switch self {
        case .none: []
        case .json(_, let text): [text]
        case .file(let file, let tag): ["\(file.size)", "\(tag)"]
        }
    }
}

extension Visit {
    /// What the sender named the request; nil when it has no name.
    ///
    /// - Throws: `RequestKeyFailure.malformed`.
    func idempotencyKey() throws(RequestKeyFailure) -> IdempotencyKey? {
        guard let header = request.headers[.idempotencyKey] else { return nil }
        return try IdempotencyKey(header: header)
    }
}

extension APIAnswer {
    /// The answer as it goes out; one to `GET` with a tag by which the client can ask again.
    func response(to call: APICall) throws -> Response {
        guard let value else { return Response(status: status, headers: headers) }
        let bytes = try JSONBody.bytes(of: value)
        var response: Response
        if call.operation.method == .get, status == .ok {
            response = .tagged(
                bytes,
                JSONBody.type,
                version: version,
                cache: "private, no-cache",
                for: call.visit.request
            )
        } else {
            response = .json(bytes, status: status)
        }
        for header in headers { response.headers[header.name] = header.value }
        return response
    }
}
