import HTTPTypes
import Hummingbird

/// Stands where no route takes the method of a request. `OPTIONS` learns what the address takes; every other method is
/// refused with the same list (RFC 9110, 9.3.7 and 15.5.6). An address that nobody knows is left to the next one.
struct MethodCheck: RouterMiddleware {
    typealias Context = CityContext

    /// A route, or the beginning of one, which takes nothing.
    private struct Address {
        let parts: [RouterPath.Element]
        var methods: Set<HTTPRequest.Method> = []
    }

    private let addresses: [Address]

    /// - Parameter routes: of the whole router; `HEAD` comes with `GET`.
    init(_ routes: [Router<CityContext>.RouteDescription]) {
        var addresses: [[String]: Address] = [:]
        for route in routes {
            let parts = route.path.components
            let taken: Set<HTTPRequest.Method> = route.method == .get ? [.get, .head] : [route.method]
            for length in 0...parts.count {
                let beginning = Array(parts.prefix(length))
                addresses[beginning.map(\.description), default: Address(parts: beginning)]
                    .methods.formUnion(length < parts.count ? [] : taken.union([.options]))
            }
        }
        self.addresses = Array(addresses.values)
    }

    func handle(
        _ request: Request,
        context: CityContext,
        next: (Request, CityContext) async throws -> Response
    ) async throws -> Response {
        guard let allowed = methods(at: request.uri.path) else { return try await next(request, context) }
        guard request.method == .options else { throw RequestFailure.methodNotAllowed(allowed: allowed) }
        return Response(status: .noContent, headers: [.allow: allowed.joined(separator: ", ")])
    }

    /// What the address takes, sorted; nil when there is none. Like the router, it prefers a word to a parameter.
    private func methods(at path: String) -> [String]? {
        let words = path.split(separator: "/")
        let nearest = addresses.filter { Self.fit($0.parts, words) }
            .max { Self.literals($0.parts, words).lexicographicallyPrecedes(Self.literals($1.parts, words)) }
        guard let nearest, !nearest.methods.isEmpty else { return nil }
        return nearest.methods.map(\.rawValue).sorted()
    }

    private static func fit(_ parts: [RouterPath.Element], _ words: [Substring]) -> Bool {
        let isOpen = parts.last == .recursiveWildcard && words.count >= parts.count
        return (isOpen || parts.count == words.count) && zip(parts, words).allSatisfy { $0 ~= $1 }
    }

    /// A one for each word that stands in the address as it is.
    private static func literals(_ parts: [RouterPath.Element], _ words: [Substring]) -> [Int] {
        zip(parts, words).map { $0 == $1 ? 1 : 0 }
    }
}
