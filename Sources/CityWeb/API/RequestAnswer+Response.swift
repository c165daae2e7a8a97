import CityDomain
import HTTPTypes
import Hummingbird
import NIOCore

extension RequestAnswer {
    /// What goes out, with all of its body.
    init(_ response: Response) async throws {
        let body = CollectedBody()
        try await response.body.write(body)
        self.init(
            status: response.status.code,
            headers: response.headers.map { Header(name: $0.name.rawName, value: $0.value) },
            body: await body.text
        )
    }
}

extension Response {
    /// The answer as it went out the first time.
    init(_ answer: RequestAnswer) {
        var headers = HTTPFields()
        for header in answer.headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            headers.append(HTTPField(name: name, value: header.value))
        }
        self.init(
            status: HTTPResponse.Status(code: answer.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body))
        )
    }
}

/// Takes a body instead of the network.
private actor CollectedBody: ResponseBodyWriter {
    private var buffer = ByteBuffer()

    var text: String { String(buffer: buffer) }

    func write(_ buffer: ByteBuffer) { self.buffer.writeImmutableBuffer(buffer) }

    nonisolated func finish(_ trailingHeaders: HTTPFields?) {}
}
