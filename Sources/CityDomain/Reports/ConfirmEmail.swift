public import CityKit

/// Proves that the address on a report belongs to who reads mail there, before any status mail goes to it.
public struct ConfirmEmail: Sendable {
    private let reports: any ReportStore
    private let vault: any Vault

    public init(reports: any ReportStore, vault: any Vault) {
        self.reports = reports
        self.vault = vault
    }

    /// The token in the link of the question.
    func token(of report: ID<Report>, _ email: EmailAddress, in town: ID<Municipality>) -> Token {
        Token(bytes: vault.secret(for: .emailConfirmation, report.rawValue, email.ascii, in: town))
    }

    /// Whether the address waits to be confirmed; false once it is.
    ///
    /// - Throws: `ReportFailure.wrongSecret` when the link is not the one that was sent.
    public func isWaiting(_ number: ReportNumber, token: Token, in town: Municipality) async throws -> Bool {
        try await open(number, token: token, in: town).emailConfirmedAt == nil
    }

    /// - Returns: whether the address was unconfirmed until now.
    /// - Throws: `ReportFailure.wrongSecret` when the link is not the one that was sent.
    public func callAsFunction(
        _ number: ReportNumber,
        token: Token,
        in town: Municipality,
        at now: Instant
    ) async throws -> Bool {
        let report = try await open(number, token: token, in: town).report
        return try await reports.confirmEmail(of: report.id, at: now, in: town.id)
    }

    private func open(_ number: ReportNumber, token: Token, in town: Municipality) async throws -> OpenReport {
        guard let file = try await reports.file(number, in: town.id) else { throw ReportFailure.wrongSecret }
        let open = try OpenReport(file, vault: vault, in: town.id, for: .reporter)
        guard let email = open.contact.email,
            vault.isEqual(vault.hash(token), vault.hash(self.token(of: file.report.id, email, in: town.id)))
        else { throw ReportFailure.wrongSecret }
        return open
    }
}
