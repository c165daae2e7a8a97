import CityDomain
import CityKit
import HTTPTypes
import Hummingbird
import Testing

@testable import CityWeb

@Suite struct MultipartFormTests {
    private static func request(_ body: [UInt8], piece: Int) -> Request {
        let buffers = stride(from: 0, to: body.count, by: piece).map {
            ByteBuffer(bytes: body[$0..<min($0 + piece, body.count)])
        }
        let stream = AsyncStream<ByteBuffer> { stream in
            for buffer in buffers { stream.yield(buffer) }
            stream.finish()
        }
        let head = HTTPRequest(
            method: .post,
            scheme: nil,
            authority: nil,
            path: "/",
            headerFields: [.contentType: MultipartSample.type]
        )
        return Request(head: head, body: RequestBody(asyncSequence: stream))
    }

    private static func part(_ parameters: String, _ content: String) -> String {
        "--b\r\nContent-Disposition: form-data; \(parameters)\r\n\r\n\(content)\r\n"
    }

    private static let body = Array(
        (part("name=\"a\"", "1\r\n2") + part("name=\"f\"; filename=\"x\"", "first") + part("name=\"a\"", "ż")
            + part("name=\"f\"; filename=\"\"", "") + part("name=\"g\"; filename=\"empty\"", "")
            + part("name=\"f\"; filename=\"y\"", "second") + "--b--").utf8
    )

    @Test("Files are given on as they come, fields are read as in any form", arguments: [1, 7, 64, 10_000])
    func reading(piece: Int) async throws {
        let form = try MultipartForm(Self.request(Self.body, piece: piece), limit: 10_000)
        var files: [String] = []
        let fields = try await form.fields { head, chunks, _ in
            let content = String(decoding: try await chunks.bytes(limit: 99), as: UTF8.self)
            files.append("\(head.name) \(head.fileName ?? ""): \(content)")
        }
        #expect(files == ["f x: first", "g empty: ", "f y: second"])
        #expect(fields.all("a") == ["1\n2", "ż"])
        #expect(fields.names == ["a"])
    }

    @Test("A file that nobody reads is skipped", arguments: [1, 10_000])
    func skipping(piece: Int) async throws {
        let form = try MultipartForm(Self.request(Self.body, piece: piece), limit: 10_000)
        #expect(try await form.fields { _, _, _ in }.all("a") == ["1\n2", "ż"])
    }

    @Test("A body over its limit is refused, one of just that size is not")
    func limits() async throws {
        let whole = try MultipartForm(Self.request(Self.body, piece: 50), limit: Self.body.count)
        #expect(try await whole.fields { _, _, _ in }["a"] == "1\n2")
        let cut = try MultipartForm(Self.request(Self.body, piece: 50), limit: Self.body.count - 1)
        await #expect(throws: RequestFailure.tooLarge(limit: Self.body.count - 1)) {
            try await cut.fields { _, _, _ in }
        }
    }

    @Test(
        "Fields are limited all together, zero bytes and broken UTF-8 are refused",
        arguments: [
            (
                part("name=\"a\"", String(repeating: "x", count: 40_000))
                    + part("name=\"b\"", String(repeating: "x", count: 30_000)),
                MultipartFailure.fieldsTooLong(limit: 65_536)
            ),
            (part("name=\"a\"", "\0"), RequestFailure.zeroCharacter(field: "a")),
            (part("name=\"a\"", "1"), MultipartFailure.cut),
        ] as [(String, any Failure)]
    )
    func refusing(parts: String, failure: any Failure) async throws {
        let end = failure as? MultipartFailure == .cut ? "" : "--b--"
        let form = try MultipartForm(Self.request(Array((parts + end).utf8), piece: 1_000), limit: 1_000_000)
        let found = await #expect(throws: (any Error).self) { try await form.fields { _, _, _ in } }
        #expect((found as? any Failure)?.text == failure.text)
    }
}
