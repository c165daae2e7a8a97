import Testing

@testable import CityWeb

@Suite struct RequestMetricsTests {
    @Test("Durations fall into buckets that count everything up to their bound")
    func histogram() {
        let metrics = RequestMetrics()
        let series = RequestMetrics.Series(method: "GET", route: "/:town", status: 200)
        for duration in [Duration.milliseconds(5), .milliseconds(6), .seconds(2), .seconds(11)] {
            metrics.record(series, duration)
        }
        let labels = #"http_request_method="GET",http_route="/:town",http_response_status_code="200""#
        let name = "http_server_request_duration_seconds"
        let lines = metrics.text.split(separator: "\n").map(String.init)
        let buckets = [
            ("0.005", 1), ("0.01", 2), ("0.025", 2), ("0.05", 2), ("0.075", 2), ("0.1", 2), ("0.25", 2), ("0.5", 2),
            ("0.75", 2), ("1.0", 2), ("2.5", 3), ("5.0", 3), ("7.5", 3), ("10.0", 3), ("+Inf", 4),
        ].map { "\(name)_bucket{\(labels),le=\"\($0)\"} \($1)" }
        #expect(
            lines == ["# HELP \(name) Time to answer a request.", "# TYPE \(name) histogram"] + buckets
                + ["\(name)_sum{\(labels)} 13.011", "\(name)_count{\(labels)} 4"]
        )
    }

    @Test("Without a request there is nothing to tell but what it would be about")
    func empty() {
        #expect(RequestMetrics().text.split(separator: "\n").allSatisfy { $0.hasPrefix("# ") })
    }
}
