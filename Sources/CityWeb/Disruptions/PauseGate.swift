import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// The town, or all of them, are out of service for a while.
struct PauseFailure: Failure, Equatable {
    let pause: Pause

    var kind: FailureKind { .unavailable }
    var text: Text { Text("pause.failure") }
}

/// Turns requests away while the service is paused. What must go on goes on: health checks, what pages are drawn with, and the
/// office's door; behind it `Site.officeVisit` lets in whoever may announce disturbances.
struct PauseGate: RouterMiddleware {
    typealias Context = CityContext

    let site: Site

    func handle(
        _ request: Request,
        context: CityContext,
        next: (Request, CityContext) async throws -> Response
    ) async throws -> Response {
        let parts = request.uri.path.split(separator: "/").map(String.init)
        let town = parts.first.flatMap { site.towns.municipality(ID($0)) }
        guard !Self.goesOn(parts, isOfTown: town != nil ? .ofTown : .ofProgram),
            let pause = site.pauses.pause(of: town?.id, at: site.clock.now)
        else { return try await next(request, context) }
        return await FailureResponses(site: site).response(to: PauseFailure(pause: pause), request, context)
    }

    private enum Place { case ofTown, ofProgram }

    private static func goesOn(_ parts: [String], isOfTown place: Place) -> Bool {
        switch place {
        case .ofProgram: ["assets", "livez", "readyz", "_demo"].contains(parts.first ?? "")
        case .ofTown: parts.dropFirst().first == "office" || parts.dropFirst() == ["brand.css"]
        }
    }
}

extension Site {
    /// - Throws: `PauseFailure` for whoever of the office has to wait as everybody does.
    func checkPause(_ visit: Visit, _ signed: SignIn.Signed) throws {
        guard let pause = pauses.pause(of: visit.town.id, at: visit.now),
            !signed.staff.rights.have(.announceDisruptions)
        else { return }
        throw PauseFailure(pause: pause)
    }
}
