import Foundation
import HTTPTypes
import Hummingbird

/// Compact JSON with the keys in a fixed order.
enum JSONBody {
    static let type = "application/json; charset=utf-8"

    static func bytes(of value: some Encodable) throws -> [UInt8] { [UInt8](try encoder.encode(value)) }

    // Making one costs more than using it.
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
}

extension Response {
    static func json(_ bytes: [UInt8], _ mediaType: String = JSONBody.type, status: HTTPResponse.Status = .ok)
        -> Response
    {
        Response(
            status: status,
            headers: [.contentType: mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
