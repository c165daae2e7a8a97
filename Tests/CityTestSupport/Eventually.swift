public import Testing

/// Waits until `holds` gives true; fails the test after `patience`. A time limit of the test would also count the time
/// in which the test waited for a database.
public func expectEventually(
    _ what: Comment,
    within patience: Duration = .seconds(60),
    sourceLocation: SourceLocation = #_sourceLocation,
    _ holds: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + patience
    while try await !holds() {
        guard ContinuousClock.now < end else {
            Issue.record(what, sourceLocation: sourceLocation)
            return
        }
        try await Task.sleep(for: .milliseconds(10))
    }
}
