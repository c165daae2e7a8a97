import HTTPTypes
import Hummingbird

/// Styles, fonts, icons and scripts of the program.
struct AssetRoutes {
    func add(to router: Router<CityContext>) {
        router.get("/assets/**") { request, context in
            let name = context.parameters.getCatchAll().joined(separator: "/")
            guard let asset = Asset.all[name] else { throw RequestFailure.unknownPage }
            let tag = "\"\(asset.fingerprint)\""
            let isCurrent = request.uri.queryParameters.get("v").map { String($0) } == asset.fingerprint
            let headers: HTTPFields = [
                .contentType: asset.mediaType,
                .eTag: tag,
                .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "public, max-age=300",
            ]
            if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
            return Response(
                status: .ok,
                headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes))
            )
        }
    }
}
