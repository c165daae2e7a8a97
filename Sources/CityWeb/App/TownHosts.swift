public import CityDomain
import CityKit
import HTTPTypes
public import Hummingbird

/// Lets towns with a host of their own live without their name in the path: what comes to such a host is answered as if
/// the path began with the town's id.
public struct TownHosts<Responder: HTTPResponder>: HTTPResponder where Responder.Context == CityContext {
    private let responder: Responder
    private let addresses: TownAddresses

    public init(responder: Responder, addresses: TownAddresses) {
        self.responder = responder
        self.addresses = addresses
    }

    public func respond(to request: Request, context: CityContext) async throws -> Response {
        guard let town = request.head.authority.flatMap(addresses.town), !Self.isShared(request.uri.path) else {
            return try await responder.respond(to: request, context: context)
        }
        var head = request.head
        let path = head.path ?? "/"
        head.path = path == "/" ? "/\(town)" : "/\(town)\(path)"
        return try await responder.respond(to: Request(head: head, body: request.body), context: context)
    }

    /// Paths that belong to the program, not to a town.
    private static func isShared(_ path: String) -> Bool {
        ["/assets/", "/livez", "/readyz", "/_demo/", "/setup/"].contains { path.hasPrefix($0) }
    }
}
