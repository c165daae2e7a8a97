import CityKit

/// Slows down whoever tries secrets of a report. Wrong ones are counted for each report by the network they come from, and
/// for the report over all networks; whether there is such a report makes no difference.
struct SecretGuard: Sendable {
    private let throttle: Throttle
    private let vault: any Vault

    init(attempts: any AttemptStore, vault: any Vault) {
        throttle = Throttle(attempts: attempts)
        self.vault = vault
    }

    /// - Parameter open: throws `ReportFailure.wrongSecret` for a wrong secret.
    /// - Throws: `ReportFailure.secretPaused` instead of asking `open` when too many were wrong, what `open` throws.
    func callAsFunction<Opened>(
        _ number: ReportNumber,
        from network: String,
        in town: ID<Municipality>,
        at now: Instant,
        open: () async throws -> Opened
    ) async throws -> Opened {
        let ofNetwork = Throttle.Subject(
            key: vault.secret(for: .secretOfNetwork, number.description, network, in: town),
            pause: SecretPause.ofNetwork
        )
        let ofReport = Throttle.Subject(
            key: vault.secret(for: .secretOfReport, number.description, in: town),
            pause: SecretPause.ofReport
        )
        let pause = try await throttle.pause(of: [ofNetwork, ofReport], in: town, at: now)
        if let pause, pause > .zero { throw ReportFailure.secretPaused(for: pause) }
        do {
            let opened = try await open()
            if pause != nil { try await throttle.forgetFailures(of: [ofNetwork, ofReport], in: town) }
            return opened
        } catch ReportFailure.wrongSecret {
            try await throttle.countFailure(of: [ofNetwork, ofReport], in: town, at: now)
            throw ReportFailure.wrongSecret
        }
    }
}

extension SecretGuard {
    /// The case file behind a link.
    ///
    /// - Throws: `ReportFailure.wrongSecret`, also when there is no such number: nobody can find out numbers this way;
    ///   `.secretPaused` after many wrong ones.
    func file(behind link: ReportLink, in reports: any ReportStore) async throws -> ReportFile {
        let town = link.town.id
        return try await self(link.number, from: link.network, in: town, at: link.now) {
            guard let file = try await reports.file(link.number, in: town),
                vault.isEqual(vault.hash(of: link.secret, in: town), file.secretHash)
            else { throw ReportFailure.wrongSecret }
            return file
        }
    }
}

/// How long the next try of a report's secret must wait.
///
/// 136 bits cannot be guessed at any speed; the pause spares the database and shows the attempt. So it may be short
/// enough for the holder of the link, whom others must not shut out.
enum SecretPause {
    /// Ten free tries, as nobody copies a link wrong more often, then 1, 2, 4, … seconds, at most a quarter of an hour.
    static func ofNetwork(_ failures: Int) -> Duration { Throttle.doubling(failures - 10, most: .minutes(15)) }

    /// A hundred free tries, which takes many networks, then at most half a minute: the holder waits with them.
    static func ofReport(_ failures: Int) -> Duration { Throttle.doubling(failures - 100, most: .seconds(30)) }
}

extension SecretPurpose {
    static let secretOfNetwork = Self(rawValue: "report-secret-network")
    static let secretOfReport = Self(rawValue: "report-secret-report")
}
