import CityDomain
import CityKit
import Foundation
import Hummingbird

/// A call of one resource: which town it is about and how it is to be answered.
struct Open311Call {
    let visit: Visit
    let format: Open311Format
    /// The query of the address.
    let query: FormData

    /// - Parameter form: the posted fields; they may name the town as well as the query.
    /// - Throws: `Open311Fault` when the town is not clear, `RequestFailure`.
    init(
        _ request: Request,
        _ context: CityContext,
        _ format: Open311Format,
        form: FormData = FormData(),
        at site: Site
    ) throws {
        query = try FormData(query: request.uri.query ?? "")
        self.format = format
        let named = [form["jurisdiction_id"], query["jurisdiction_id"]].first { !$0.isEmpty } ?? ""
        visit = site.visit(request, context, to: try site.town(of: context, named: named))
        try visit.needs(.reports)
    }

    /// For the resource that the last part of the path names.
    init(_ request: Request, _ context: CityContext, named name: Open311Name, at site: Site) throws {
        try self.init(request, context, name.format, at: site)
    }

    var town: Municipality { visit.town }
    var showsExtensions: Bool { query["extensions"] == "true" }

    /// The key that the query names; nil when it names none.
    ///
    /// - Throws: `AccountFailure.keyUnknown`.
    func key() async throws -> APIKey? {
        guard !query["api_key"].isEmpty else { return nil }
        return try await visit.site.useCases.apiKeys.check(query["api_key"], in: town.id, at: visit.now)
    }
}

/// The last part of a path: a name and the ending that chooses the format.
struct Open311Name {
    let text: String
    let format: Open311Format

    /// Nil without a known ending.
    init?(_ context: CityContext) {
        let file = context.parameters.get("file")?.removingPercentEncoding ?? ""
        guard let dot = file.lastIndex(of: "."), let format = Open311Format(rawValue: String(file[dot...].dropFirst()))
        else { return nil }
        text = String(file[..<dot])
        self.format = format
    }
}

extension Site {
    /// The town of the path, which a name may repeat; at the address that the towns share, the named one.
    fileprivate func town(of context: CityContext, named name: String) throws -> Municipality {
        if let id = context.parameters.get("town") {
            guard let town = towns.municipality(ID(id)) else { throw RequestFailure.unknownTown }
            guard name.isEmpty || name == id else { throw Open311Fault.jurisdictionUnknown(name) }
            return town
        }
        guard !name.isEmpty else { throw Open311Fault.jurisdictionMissing }
        guard let town = towns.municipality(ID(name)) else { throw Open311Fault.jurisdictionUnknown(name) }
        return town
    }
}
