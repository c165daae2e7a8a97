import CityKit
import HTTPTypes
import Hummingbird
import Logging

/// One line in the log and one measurement for each request. The route is named, never the path: paths hold secrets.
struct RequestLog: RouterMiddleware {
    typealias Context = CityContext

    let metrics: RequestMetrics

    func handle(
        _ request: Request,
        context: CityContext,
        next: (Request, CityContext) async throws -> Response
    ) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        var response = try await next(request, context)
        let duration = start.duration(to: clock.now)
        let route = context.endpointPath ?? "none"
        response.headers[.requestID] = context.id
        metrics.record(
            RequestMetrics.Series(method: request.method.rawValue, route: route, status: response.status.code),
            duration
        )
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(response.status.code)",
                "ms": "\(duration.milliseconds)",
            ]
        )
        return response
    }
}
