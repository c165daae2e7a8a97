import Hummingbird

/// Styles, fonts, icons and scripts of the program.
struct AssetRoutes {
    func add(to router: Router<CityContext>) {
        router.get("/assets/**") { request, context in
            let name = context.parameters.getCatchAll().joined(separator: "/")
            guard let asset = Asset.all[name] else { throw RequestFailure.unknownPage }
            let isCurrent = request.uri.queryParameters.get("v").map { String($0) } == asset.fingerprint
            return Response.tagged(
                asset.bytes,
                asset.mediaType,
                EntityTag(fingerprint: asset.fingerprint),
                cache: isCurrent ? "public, max-age=31536000, immutable" : "public, max-age=300",
                for: request
            )
        }
    }
}
