import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// Finds out which resident a request comes from, where the town has accounts, and keeps what a resident sees out of
/// shared caches.
struct ResidentVisits: RouterMiddleware {
    typealias Context = CityContext

    let site: Site

    func handle(
        _ request: Request,
        context: CityContext,
        next: (Request, CityContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.resident = try await resident(request, context)
        var response = try await next(request, context)
        if context.resident != nil { response.headers[.cacheControl] = "private, no-store" }
        return response
    }

    /// Nil for whoever is signed out; a cookie of an ended session counts for nothing.
    private func resident(_ request: Request, _ context: CityContext) async throws -> SignInResident.Signed? {
        guard let town = context.parameters.get("town").flatMap({ site.towns.municipality(ID($0)) }),
            town.accounts != nil,
            let token = site.addresses.cookie(.resident, of: town.id).value(in: request).flatMap({ Token(typed: $0) })
        else { return nil }
        let place = SignInPlace(network: site.network(of: request, context), device: request.device)
        do {
            return try await site.useCases.residents.signIn.session(token, from: place, in: town, at: site.clock.now)
        } catch AccountFailure.signedOut {
            return nil
        }
    }
}
