import CityKit

/// How often a reporter may change the words of one report. Each change keeps the words before it in the history, so that
/// without a limit one link could fill the database.
enum AmendmentLimit {
    /// More than anybody needs who mends what was sent; the second bounds a day.
    static let windows = [(most: 5, within: Duration.hours(1)), (most: 20, within: Duration.hours(24))]

    /// How long the next change must wait.
    ///
    /// - Parameter changes: when the words were changed before, oldest first.
    /// - Returns: nil when it need not.
    static func pause(after changes: [Instant], at now: Instant) -> Duration? {
        let ends = windows.compactMap { window -> Instant? in
            // The window is full until the first of its newest changes has left it.
            changes.count < window.most ? nil : changes[changes.count - window.most] + window.within
        }
        return ends.max().flatMap { $0 > now ? $0 - now : nil }
    }
}
