import CityKit
import HTTPTypes
import Hummingbird
import NIOCore

/// The tag of an answer (RFC 9110, 8.8.3): `"12.9f3a…"`. The number before the point is the version of what it shows;
/// the rest changes with every byte, so with the language and with who reads.
struct EntityTag: Sendable, CustomStringConvertible {
    let description: String

    init(version: Int? = nil, of bytes: [UInt8]) {
        description = "\"\(version.map { "\($0)." } ?? "")\(ContentTag(bytes))\""
    }

    /// - Parameter fingerprint: that changes with every byte.
    init(fingerprint: String) { description = "\"\(fingerprint)\"" }
}

extension Request {
    /// Whether the client has this already: a tag of the list in `If-None-Match` is the same (RFC 9110, 13.1.2).
    func has(_ tag: EntityTag) -> Bool {
        guard let list = headers[.ifNoneMatch] else { return false }
        return list == "*"
            || list.split(separator: ",").contains { $0.trimmingSpaces().trimmingPrefix("W/") == tag.description }
    }

    /// The version that `If-Match` demands, `"12"` or a tag that begins with it; nil where any will do.
    ///
    /// - Throws: `RequestFailure.changedMeanwhile` for what never was a tag of a version.
    func demandedVersion() throws(RequestFailure) -> Int? {
        guard let typed = headers[.ifMatch]?.trimmingSpaces(), typed != "*" else { return nil }
        guard let version = Int(typed.drop { $0 == "\"" }.prefix { $0 != "." && $0 != "\"" }) else {
            throw .changedMeanwhile
        }
        return version
    }
}

extension Response {
    /// Bytes with their tag; 304 without them when the client has them already.
    ///
    /// - Parameter cache: how long which caches may keep them.
    static func tagged(_ bytes: [UInt8], _ mediaType: String, version: Int? = nil, cache: String, for request: Request)
        -> Response
    {
        tagged(bytes, mediaType, EntityTag(version: version, of: bytes), cache: cache, for: request)
    }

    static func tagged(_ bytes: [UInt8], _ mediaType: String, _ tag: EntityTag, cache: String, for request: Request)
        -> Response
    {
        let headers: HTTPFields = [.contentType: mediaType, .eTag: tag.description, .cacheControl: cache]
        guard !request.has(tag) else { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// What is the same for everybody, and may be kept so long.
    static func shared(_ bytes: [UInt8], _ mediaType: String, seconds: Int, for request: Request) -> Response {
        tagged(bytes, mediaType, cache: "public, max-age=\(seconds)", for: request)
    }
}
