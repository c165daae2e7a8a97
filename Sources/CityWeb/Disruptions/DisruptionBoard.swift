import CityDomain
import CityKit
import Hummingbird
import Synchronization

/// The disturbances that pages tell of, kept for a few seconds: a banner costs no page a question to the database.
final class DisruptionBoard: Sendable {
    private struct Known {
        let at: Instant
        let disruptions: [Disruption]
    }

    private let read: ReadDisruptions
    private let known = Mutex<[ID<Municipality>: Known]>([:])

    /// So long another process may not know yet what was announced here.
    private static let fresh = Duration.seconds(5)

    init(_ read: ReadDisruptions) { self.read = read }

    /// Those that run or will. What was known last where the database is away: a page that needs no database still comes.
    func shown(in town: ID<Municipality>, at now: Instant) async -> [Disruption] {
        let last = known.withLock { $0[town] }
        if let last, now >= last.at, now - last.at < Self.fresh { return last.disruptions.current(at: now) }
        guard let disruptions = try? await read.open(in: town, at: now) else {
            return last?.disruptions.current(at: now) ?? []
        }
        known.withLock { $0[town] = Known(at: now, disruptions: disruptions) }
        return disruptions.current(at: now)
    }

    /// What was announced here is on the next page.
    func forget(_ town: ID<Municipality>) { known.withLock { _ = $0.removeValue(forKey: town) } }
}

extension [Disruption] {
    /// Those that run, then those to come.
    fileprivate func current(at now: Instant) -> Self {
        filter { $0.phase(at: now) == .running } + filter { $0.phase(at: now) == .upcoming }
    }
}

/// Tells every page of a town what is announced there.
struct DisruptionWatch: RouterMiddleware {
    typealias Context = CityContext

    let site: Site

    func handle(
        _ request: Request,
        context: CityContext,
        next: (Request, CityContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let name = request.uri.path.split(separator: "/").first.map(String.init) ?? ""
        if let town = site.towns.municipality(ID(name)) {
            context.disruptions = await site.disruptions.shown(in: town.id, at: site.clock.now)
        }
        return try await next(request, context)
    }
}
