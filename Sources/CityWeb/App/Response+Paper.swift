import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A PDF to be saved.
    ///
    /// - Parameter name: plain letters, without its ending.
    static func paper(_ pdf: [UInt8], named name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf",
                .contentDisposition: "attachment; filename=\"\(name).pdf\"",
                .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: pdf))
        )
    }
}
