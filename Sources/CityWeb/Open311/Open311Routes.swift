import CityDomain
import CityKit
import Hummingbird

/// Open311 GeoReport v2 with the extensions that `docs/api/open311.md` names; for each town under its own address, and
/// for all of them under one that they share.
///
/// Source: https://wiki.open311.org/GeoReport_v2
struct Open311Routes {
    let site: Site

    private static let shared = "/open311/v2"
    private static let own = "/:town/open311/v2"

    func add(to router: Router<CityContext>) {
        for operation in Open311Operation.all {
            add(operation, under: Self.own, to: router)
            // Discovery there is about all towns.
            if operation.id != Open311Operation.discoveryID { add(operation, under: Self.shared, to: router) }
        }
        for format in Open311Format.allCases {
            router.get("\(Self.shared)/discovery.\(format.rawValue)") { _, _ in
                Open311SharedDiscovery(site: site).response(format)
            }
        }
    }

    private func add(_ operation: Open311Operation, under base: String, to router: Router<CityContext>) {
        switch operation.resource {
        case .all(let resource):
            for format in Open311Format.allCases {
                router.on("\(base)/\(resource).\(format.rawValue)", method: operation.method) { request, context in
                    try await answer(Asked(operation, request, context, Open311Name(text: "", format: format)))
                }
            }
        case .one(let collection, _):
            router.on("\(base)/\(collection)/:file", method: operation.method) { request, context in
                guard let name = Open311Name(context) else { throw RequestFailure.unknownPage }
                return try await answer(Asked(operation, request, context, name))
            }
        }
    }

    /// A request to an operation, of which nothing has been looked at yet.
    private struct Asked {
        let operation: Open311Operation
        let request: Request
        let context: CityContext
        let name: Open311Name

        init(_ operation: Open311Operation, _ request: Request, _ context: CityContext, _ name: Open311Name) {
            self.operation = operation
            self.request = request
            self.context = context
            self.name = name
        }

        /// - Parameter fields: of the form, as far as they have come.
        func call(_ fields: FormData = FormData(), at site: Site) throws -> Open311Call {
            try Open311Call(request, context, name, form: fields, at: site)
        }
    }

    private func answer(_ asked: Asked) async throws -> Response {
        guard let scope = asked.operation.scope else {
            return try await asked.call(at: site).counted { try await asked.operation.run($0, Open311Form()) }
        }
        return try await site.taking(asked.request) { fields in
            try await hasKey(for: scope, fields, asked)
        } answer: { form in
            try await asked.call(form.fields, at: site).counted { try await asked.operation.run($0, form) }
        }
    }

    /// Whether what has come so far names a key, which is then good for this.
    ///
    /// - Throws: `AccountFailure` for a key that is not, `RequestFailure.tooManyRequests`.
    private func hasKey(for scope: APIScope, _ fields: FormData, _ asked: Asked) async throws -> Bool {
        // Which town it is about may be said later.
        guard let call = try? asked.call(fields, at: site), call.namesKey else { return false }
        do {
            _ = try await call.key(for: scope)
        } catch {
            _ = try await call.counted { _ in throw error }
        }
        return true
    }
}
