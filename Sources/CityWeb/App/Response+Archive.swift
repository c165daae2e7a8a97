import Hummingbird
import NIOCore

extension Response {
    /// A ZIP file to be saved, written as it is read.
    ///
    /// - Parameters:
    ///   - name: without its ending.
    ///   - write: hands over the bytes piece by piece.
    static func archive(
        _ name: String,
        _ write: @escaping @Sendable (_ send: ([UInt8]) async throws -> Void) async throws -> Void
    ) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/zip",
                .contentDisposition: "attachment; filename=\"\(name).zip\"",
            ],
            body: ResponseBody { writer in
                try await write { try await writer.write(ByteBuffer(bytes: $0)) }
                try await writer.finish(nil)
            }
        )
    }
}
