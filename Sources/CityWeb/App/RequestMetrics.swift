import Synchronization

/// Counts and durations of requests in the names of OpenTelemetry, written as Prometheus reads them.
/// Source: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
public final class RequestMetrics: Sendable {
    struct Series: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    fileprivate struct Histogram {
        var buckets = [Int](repeating: 0, count: RequestMetrics.bounds.count)
        var count = 0
        var sum = 0.0
    }

    /// Upper bounds in seconds.
    private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

    private let histograms = Mutex<[Series: Histogram]>([:])

    public init() {}

    func record(_ series: Series, _ duration: Duration) {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        let bucket = Self.bounds.firstIndex { seconds <= $0 }
        histograms.withLock { histograms in
            histograms[series, default: Histogram()].add(seconds, to: bucket)
        }
    }

    /// The text of the metrics page.
    public var text: String {
        let name = "http_server_request_duration_seconds"
        let all = histograms.withLock { $0 }.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
        var lines = ["# HELP \(name) Time to answer a request.", "# TYPE \(name) histogram"]
        for (series, histogram) in all {
            let labels =
                "http_request_method=\"\(series.method)\",http_route=\"\(series.route)\","
                + "http_response_status_code=\"\(series.status)\""
            var total = 0
            for (bound, count) in zip(Self.bounds, histogram.buckets) {
                total += count
                lines.append("\(name)_bucket{\(labels),le=\"\(bound)\"} \(total)")
            }
            lines.append("\(name)_bucket{\(labels),le=\"+Inf\"} \(histogram.count)")
            lines.append("\(name)_sum{\(labels)} \(histogram.sum)")
            lines.append("\(name)_count{\(labels)} \(histogram.count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension RequestMetrics.Histogram {
    fileprivate mutating func add(_ seconds: Double, to bucket: Int?) {
        if let bucket { buckets[bucket] += 1 }
        count += 1
        sum += seconds
    }
}
