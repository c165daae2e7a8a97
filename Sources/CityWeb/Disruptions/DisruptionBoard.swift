import CityDomain
import CityKit
import Hummingbird
import Synchronization

/// The disturbances that pages tell of, kept for a few seconds: a banner costs no page a question to the database.
final class DisruptionBoard: Sendable {
    private struct Known {
        var at: Instant
        var disruptions: [Disruption]
        /// One request reads anew; the others take what was known last.
        var isBeingRead = false
    }

    private let read: ReadDisruptions
    private let known = Mutex<[ID<Municipality>: Known]>([:])

    /// So long another process may not know yet what was announced here.
    private static let fresh = Duration.seconds(5)

    init(_ read: ReadDisruptions) { self.read = read }

    /// Those that run or will. What was known last where the database is away: a page that needs no database still comes, and
    /// only one request in five seconds waits for it.
    func shown(in town: ID<Municipality>, at now: Instant) async -> [Disruption] {
        if let known = taken(in: town, at: now) { return known.current(at: now) }
        let found = try? await read.open(in: town, at: now)
        return known.withLock { all in
            let last = all[town]
            // What was forgotten meanwhile is read again by the next page.
            if last != nil { all[town] = Known(at: now, disruptions: found ?? last?.disruptions ?? []) }
            return (found ?? last?.disruptions ?? []).current(at: now)
        }
    }

    /// What is known and may be shown; nil for the one request that has to read.
    private func taken(in town: ID<Municipality>, at now: Instant) -> [Disruption]? {
        known.withLock { all in
            if let last = all[town], last.isBeingRead || now >= last.at && now - last.at < Self.fresh {
                return last.disruptions
            }
            all[town, default: Known(at: now, disruptions: [])].isBeingRead = true
            return nil
        }
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
