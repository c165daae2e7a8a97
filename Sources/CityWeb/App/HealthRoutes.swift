import HTTPTypes
public import Hummingbird

/// Whether the server can work: one named check after the other.
public protocol Readiness: Sendable {
    /// The names of the checks that failed; empty when all is well.
    func failing() async -> [String]
}

/// `/livez` answers while the process does; `/readyz` when it can do its work.
struct HealthRoutes: Sendable {
    let readiness: any Readiness

    func add(to router: Router<CityContext>) {
        router.get("/livez") { _, _ in Self.plain("ok\n") }
        router.get("/readyz") { _, _ in
            let failing = await readiness.failing()
            guard !failing.isEmpty else { return Self.plain("ok\n") }
            return Self.plain(failing.map { "\($0): failing\n" }.joined(), status: .serviceUnavailable)
        }
    }

    static func plain(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}

/// The page Prometheus reads, on an address of its own.
public func metricsRouter(_ text: @escaping @Sendable () async -> String) -> Router<BasicRequestContext> {
    let router = Router(context: BasicRequestContext.self)
    router.get("/metrics") { _, _ in
        Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: await text()))
        )
    }
    return router
}
