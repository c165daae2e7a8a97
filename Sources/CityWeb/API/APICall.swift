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
    private let body: JSONFields?

    var town: Municipality { visit.town }
    var useCases: UseCases { visit.site.useCases }
    var now: Instant { visit.now }

    init(_ operation: APIOperation, _ visit: Visit, key: APIKey?, query: FormData, body: JSONFields?) {
        self.operation = operation
        self.visit = visit
        self.key = key
        self.query = query
        self.body = body
    }

    /// The members of the body.
    ///
    /// - Throws: `RequestFailure.notJSON` where the operation takes none.
    func fields() throws(RequestFailure) -> JSONFields {
        guard let body else { throw .notJSON(detail: "{ … }") }
        return body
    }

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
