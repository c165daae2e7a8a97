import CSodium

/// libsodium, made ready once for the process.
enum Sodium {
    private static let isReady = sodium_init() >= 0

    /// Every type that calls libsodium asks for this first.
    /// - Throws: `SodiumError` when the system gives no randomness or the library cannot start.
    static func start() throws(SodiumError) {
        guard isReady else { throw SodiumError() }
    }
}

public struct SodiumError: Error, CustomStringConvertible {
    public var description: String { "libsodium cannot start on this machine." }
}
