import CityDomain
import CityKit
import Foundation
import Hummingbird

/// A call of one resource: which town it is about and how it is to be answered.
struct Open311Call {
    let visit: Visit
    let format: Open311Format
    /// The name of the one thing that is asked for; empty for all of them.
    let name: String
    /// The query of the address.
    let query: FormData
    /// The key as it was typed, in the form or else in the query; empty when there is none.
    private let typedKey: String

    /// - Parameter form: the posted fields; they may name the town as well as the query.
    /// - Throws: `Open311Fault` when the town is not clear, `RequestFailure`.
    init(
        _ request: Request,
        _ context: CityContext,
        _ name: Open311Name,
        form: FormData = FormData(),
        at site: Site
    ) throws {
        query = try FormData(query: request.uri.query ?? "")
        format = name.format
        self.name = name.text
        typedKey = [form["api_key"], query["api_key"]].first { !$0.isEmpty } ?? ""
        let town = [form["jurisdiction_id"], query["jurisdiction_id"]].first { !$0.isEmpty } ?? ""
        visit = site.visit(request, context, to: try site.town(of: context, named: town))
        try visit.needs(.reports)
        // The address that towns share names none of them.
        if let pause = site.pauses.pause(of: visit.town.id, at: visit.now) { throw PauseFailure(pause: pause) }
    }

    var town: Municipality { visit.town }
    var namesKey: Bool { !typedKey.isEmpty }
    var showsExtensions: Bool { query["extensions"] == "true" }

    /// The key of the program; nil when it named none.
    ///
    /// - Throws: `AccountFailure.keyUnknown`.
    func key() async throws -> APIKey? { typedKey.isEmpty ? nil : try await check(typedKey) }

    /// The key, which must be there and good for this.
    ///
    /// - Throws: `AccountFailure`.
    func key(for scope: APIScope) async throws -> APIKey {
        let key = try await check(typedKey)
        try key.needs(scope)
        return key
    }

    private func check(_ typed: String) async throws -> APIKey {
        try await visit.site.useCases.apiKeys.check(typed, in: town.id, at: visit.now)
    }

    /// Answers within the limits of requests. A wrong key is told so everywhere, even where none is needed.
    ///
    /// - Throws: `RequestFailure.tooManyRequests`, `AccountFailure.keyUnknown`, what `answer` throws.
    func counted(_ answer: (Open311Call) async throws -> Response) async throws -> Response {
        let site = visit.site
        let key = await Result { try await self.key() }
        let quota = site.limits.count((try? key.get()) ?? nil, from: visit.network, in: town.id, at: visit.now)
        try quota?.check()
        _ = try key.get()
        return try await answer(self).telling(quota)
    }
}

/// The last part of a path: a name and the ending that chooses the format.
struct Open311Name {
    let text: String
    let format: Open311Format

    init(text: String, format: Open311Format) {
        self.text = text
        self.format = format
    }

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
