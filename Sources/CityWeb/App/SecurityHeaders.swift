import CityDomain
import HTTPTypes
import Hummingbird

/// Headers that keep a browser from doing what a page did not ask for (ASVS 5, 3.4).
struct SecurityHeaders: RouterMiddleware {
    typealias Context = CityContext

    /// Where residents come over TLS, browsers are told never to use anything else.
    let addresses: TownAddresses

    func handle(
        _ request: Request,
        context: CityContext,
        next: (Request, CityContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.fields where !response.headers.contains(name) { response.headers[name] = value }
        if addresses.isSecure(at: request.head.authority) {
            response.headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains"
        }
        if !response.headers.contains(.cacheControl) { response.headers[.cacheControl] = "no-store" }
        return response
    }

    /// What a page may load; `imagesFrom` is the one server besides this one, for the pictures of a map.
    static func policy(imagesFrom origin: String?) -> String {
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:\(origin.map { " \($0)" } ?? ""); "
            + "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'"
    }

    private static let fields: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, policy(imagesFrom: nil)),
        (.xContentTypeOptions, "nosniff"),
        (.referrerPolicy, "same-origin"),
        (.crossOriginOpenerPolicy, "same-origin"),
        (.crossOriginResourcePolicy, "same-origin"),
        (.permissionsPolicy, "geolocation=(self), camera=(self), microphone=()"),
    ]
}
