import CityDomain
import CityKit
import HTTPTypes
import Hummingbird
import Logging

/// Turns what a handler threw into an answer: a page, JSON or Open311. What is no `Failure` is logged with the request
/// id and shown to nobody.
struct FailureResponses: RouterMiddleware {
    typealias Context = CityContext

    let site: Site

    func handle(
        _ request: Request,
        context: CityContext,
        next: (Request, CityContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return await response(to: error, request, context)
        }
    }

    func response(to error: any Error, _ request: Request, _ context: CityContext) async -> Response {
        let failures = Self.failures(in: error, logger: context.logger)
        var response = await answer(failures, to: request, context)
        for failure in failures { response.tell(failure.kind) }
        if let paused = failures.first as? PauseFailure {
            response.headers[.retryAfter] = "\(paused.pause.comeBack(at: site.clock.now).wholeSeconds)"
        }
        return response
    }

    private func answer(_ failures: [any Failure], to request: Request, _ context: CityContext) async -> Response {
        let parts = request.uri.path.split(separator: "/")
        let town = parts.first.flatMap { site.towns.municipality(ID(String($0))) }
        let words = site.words(for: request, in: town)
        if parts.dropFirst().first == "api" { return FailureAPI(failures, words, requestID: context.id).response }
        if parts.prefix(2).contains("open311") { return Open311Failure(failures, words).response(for: request) }
        if let paused = failures.first as? PauseFailure {
            return PausePage(
                pause: paused.pause,
                town: town,
                site: site,
                words: words,
                disruptions: context.disruptions,
                sent: await SentForm(request),
                now: site.clock.now
            ).response
        }
        if let town, let door = (failures.first as? AccountFailure)?.door {
            let signIn = "\(site.addresses.base(of: town.id))/\(door)"
            return Response(status: .seeOther, headers: [.location: signIn])
        }
        let bar = town.flatMap { town in
            let page = "\(site.addresses.base(of: town.id))/disruptions"
            return ServiceBar(context.disruptions, town, words, page: page, at: site.clock.now)
        }
        return FailurePage(
            failures,
            words,
            site: site,
            town: town,
            bar: bar,
            requestID: context.id,
            advice: Self.advice(failures, request, words)
        ).response
    }

    /// A file of settings is too large to be given back by a page.
    private static func advice(_ failures: [any Failure], _ request: Request, _ words: Words) -> [String] {
        let isImport = request.method == .post && request.uri.path.contains("/office/settings/import")
        return isImport && failures.first?.kind == .unavailable ? [words("pause.unsent.settings")] : []
    }

    /// What may be said of `error`; the unknown is said to be a fault of the server.
    static func failures(in error: any Error, logger: Logger) -> [any Failure] {
        switch error {
        case let failures as Failures: return failures.all
        // Wanted, and no fault.
        case let failure as PauseFailure: return [failure]
        case let failure as any Failure:
            // Said to the person all the same; the office must learn of it too.
            if failure.kind == .internal || failure.kind == .unavailable {
                let metadata: Logger.Metadata = ["error": "\(type(of: failure))", "kind": "\(failure.kind.code)"]
                logger.error("request failed", metadata: metadata)
            }
            return [failure]
        case let error as any HTTPResponseError where error.status == .notFound: return [RequestFailure.unknownPage]
        default:
            // The type alone: the text of an error can hold what a person typed.
            logger.error("request failed", metadata: ["error": "\(type(of: error))"])
            return [InternalFailure()]
        }
    }
}

/// A fault of the server, told without its cause.
struct InternalFailure: Failure {
    let kind = FailureKind.internal
    let text = Text("request.failure.internal")
}

extension FailureKind {
    /// The HTTP status that says the same.
    var status: HTTPResponse.Status {
        switch self {
        case .invalid(let field): field.isEmpty ? .badRequest : .unprocessableContent
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .wrongMethod: .methodNotAllowed
        case .wrongMediaType: .unsupportedMediaType
        case .conflict: .conflict
        case .outdated: .preconditionFailed
        case .gone: .gone
        case .tooLarge: .contentTooLarge
        case .tooMany: .tooManyRequests
        case .unavailable: .serviceUnavailable
        case .internal: .internalServerError
        }
    }

    /// The HTTP status of a page with the form in which this has to be mended. What is not found is what somebody typed.
    var statusOfForm: HTTPResponse.Status {
        switch self {
        case .invalid, .notFound, .gone: .unprocessableContent
        default: status
        }
    }

    /// The word a program can compare.
    var code: String {
        switch self {
        case .invalid: "invalid"
        case .unauthenticated: "unauthenticated"
        case .forbidden: "forbidden"
        case .notFound: "not_found"
        case .wrongMethod: "wrong_method"
        case .wrongMediaType: "wrong_media_type"
        case .conflict: "conflict"
        case .outdated: "outdated"
        case .gone: "gone"
        case .tooLarge: "too_large"
        case .tooMany: "too_many"
        case .unavailable: "unavailable"
        case .internal: "internal"
        }
    }

    /// All words of `code`.
    static let codes = [
        "invalid", "unauthenticated", "forbidden", "not_found", "wrong_method", "wrong_media_type", "conflict",
        "outdated",
        "gone", "too_large", "too_many", "unavailable", "internal",
    ]

    /// What a client has to know to go on.
    var headers: HTTPFields {
        switch self {
        case .wrongMethod(let allowed): [.allow: allowed.joined(separator: ", ")]
        case .wrongMediaType(let accepted): [.accept: accepted]
        case .tooMany(let pause): [.retryAfter: "\(pause.wholeSeconds)"]
        case .unavailable: [.retryAfter: "5"]
        default: [:]
        }
    }
}

extension Response {
    /// Adds the headers that go with a failure of this kind.
    mutating func tell(_ kind: FailureKind) {
        for header in kind.headers { headers[header.name] = header.value }
    }

    /// A page that shows what is wrong with a form.
    ///
    /// - Parameter status: nil for the one that follows from the errors.
    static func html(_ page: HTML, status: HTTPResponse.Status? = nil, _ errors: ErrorFields) -> Response {
        var response = Response.html(page, status: status ?? errors.kind?.statusOfForm ?? .ok)
        if let kind = errors.kind { response.tell(kind) }
        return response
    }
}

extension AccountFailure {
    /// What somebody has to do first who would see a page then.
    fileprivate var door: String? {
        switch self {
        case .signedOut: "office/sign-in"
        case .residentSignedOut: "account/sign-in"
        case .regulationChanged: "account/terms"
        default: nil
        }
    }
}
