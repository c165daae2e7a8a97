import Logging
import Synchronization

/// Keeps what the program logs.
final class FakeLog: Sendable {
    private let kept = Mutex<[String]>([])

    /// Level, message and metadata, a line for each.
    var lines: [String] { kept.withLock { $0 } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let log: FakeLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
            let fields = all.filter { $0.key != "hb.request.id" && $0.key != "ms" }.map { "\($0.key)=\($0.value)" }
                .sorted()
            log.kept.withLock { $0.append("\(event.level) \(event.message) \(fields.joined(separator: " "))") }
        }
    }
}
