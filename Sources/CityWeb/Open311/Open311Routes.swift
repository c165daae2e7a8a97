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
        for format in Open311Format.allCases {
            router.get("\(Self.own)/discovery.\(format.rawValue)") { request, context in
                try await answer(request, context, format) { Open311Discovery($0).response() }
            }
            router.get("\(Self.shared)/discovery.\(format.rawValue)") { _, _ in
                Open311SharedDiscovery(site: site).response(format)
            }
        }
        for base in [Self.own, Self.shared] {
            for format in Open311Format.allCases { add(format, under: base, to: router) }
            addNamed(under: base, to: router)
        }
    }

    private func add(_ format: Open311Format, under base: String, to router: Router<CityContext>) {
        let ending = format.rawValue
        router.get("\(base)/services.\(ending)") { request, context in
            try await answer(request, context, format) { Open311Services($0).response() }
        }
        router.get("\(base)/requests.\(ending)") { request, context in
            try await answer(request, context, format) { try await Open311Requests($0).list() }
        }
        router.post("\(base)/requests.\(ending)") { request, context in
            try await site.taking(request) { form in
                try await answer(request, context, format, form.fields) { call in
                    try await Open311Submission(call, form).response()
                }
            }
        }
        router.get("\(base)/servicerequestupdates.\(ending)") { request, context in
            try await answer(request, context, format) { try await Open311Updates($0).list() }
        }
        router.post("\(base)/servicerequestupdates.\(ending)") { request, context in
            try await site.taking(request) { form in
                try await answer(request, context, format, form.fields) { call in
                    try await Open311Updates(call).take(form.fields)
                }
            }
        }
    }

    /// What the last part of the path names.
    private func addNamed(under base: String, to router: Router<CityContext>) {
        router.get("\(base)/services/:file") { request, context in
            guard let name = Open311Name(context) else { throw RequestFailure.unknownPage }
            return try await answer(request, context, name.format) { call in
                try Open311ServiceDefinition(name.text, call).response()
            }
        }
        router.get("\(base)/requests/:file") { request, context in
            guard let name = Open311Name(context) else { throw ReportFailure.notFound }
            return try await answer(request, context, name.format) { call in
                try await Open311Requests(call).show(name.text)
            }
        }
        router.get("\(base)/tokens/:file") { request, context in
            guard let name = Open311Name(context) else { throw ReportFailure.notFound }
            return try await answer(request, context, name.format) { call in
                try await Open311Requests(call).token(name.text)
            }
        }
    }

    private func answer(
        _ request: Request,
        _ context: CityContext,
        _ format: Open311Format,
        _ form: FormData = FormData(),
        by resource: (Open311Call) async throws -> Response
    ) async throws -> Response {
        try await Open311Call(request, context, format, form: form, at: site).counted(resource)
    }
}
