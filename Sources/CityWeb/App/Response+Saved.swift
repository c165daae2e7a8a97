import CityDomain
import Foundation
import Hummingbird
import NIOCore

extension Response {
    /// A file that somebody sent, to be saved: a browser shows nothing of it.
    ///
    /// - Parameters:
    ///   - name: under which it is saved; any letters (RFC 6266, RFC 8187).
    ///   - size: octets.
    static func saved(_ name: String, size: Int, _ chunks: FileChunks) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream",
                .contentDisposition: "attachment; filename=\"\(plain(name))\"; filename*=UTF-8''\(encoded(name))",
                .contentSecurityPolicy: "default-src 'none'; sandbox; frame-ancestors 'none'",
                .cacheControl: "no-store",
            ],
            body: ResponseBody(contentLength: size) { writer in
                for try await chunk in chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
                try await writer.finish(nil)
            }
        )
    }

    /// For programs that read no other: what is no plain letter or digit becomes a line.
    private static func plain(_ name: String) -> String {
        String(name.map { isPlain($0) ? $0 : "_" })
    }

    private static func encoded(_ name: String) -> String {
        name.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: plainLetters)) ?? plain(name)
    }

    private static func isPlain(_ letter: Character) -> Bool { plainLetters.contains(letter) }

    private static let plainLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_"
}
