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

    /// An operation at one of its addresses.
    struct Place {
        let operation: Open311Operation
        /// As the router has it.
        let path: String
        /// Nil where the name that is asked for tells it.
        let format: Open311Format?
        let isShared: Bool

        /// Discovery under the address that the towns share is about all of them.
        var isAboutAllTowns: Bool { isShared && operation.id == Open311Operation.discoveryID }
    }

    static let places = Open311Operation.all.flatMap { operation in
        [false, true].flatMap { places(of: operation, isShared: $0) }
    }

    private static func places(of operation: Open311Operation, isShared: Bool) -> [Place] {
        let base = isShared ? shared : own
        switch operation.resource {
        case .all(let resource):
            return Open311Format.allCases.map { format in
                let path = "\(base)/\(resource).\(format.rawValue)"
                return Place(operation: operation, path: path, format: format, isShared: isShared)
            }
        case .one(let collection, _):
            return [Place(operation: operation, path: "\(base)/\(collection)/:file", format: nil, isShared: isShared)]
        }
    }

    func add(to router: Router<CityContext>) {
        for place in Self.places {
            router.on(RouterPath(place.path), method: place.operation.method) { request, context in
                if place.isAboutAllTowns, let format = place.format {
                    return Open311SharedDiscovery(site: site).response(format)
                }
                let fixed = place.format.map { Open311Name(text: "", format: $0) }
                guard let name = fixed ?? Open311Name(context) else { throw RequestFailure.unknownPage }
                return try await answer(Asked(place.operation, request, context, name))
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
