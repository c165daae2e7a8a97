public import CityKit

/// Proves that the address on a report belongs to who reads mail there, before any status mail goes to it.
public struct ConfirmEmail: Sendable {
    private let reports: any ReportStore
    private let vault: any Vault
    private let secretGuard: SecretGuard
    private let desk: ReportDesk

    public init(reports: any ReportStore, attempts: any AttemptStore, vault: any Vault, audit: RecordAudit) {
        self.reports = reports
        self.vault = vault
        desk = ReportDesk(reports: reports, vault: vault, audit: audit)
        secretGuard = SecretGuard(attempts: attempts, vault: vault)
    }

    /// The link in the mail, as somebody opened it.
    public struct Link: Sendable {
        public let number: ReportNumber
        public let token: Token
        /// Where it was opened; wrong tokens are counted by it.
        public let network: String
        public let town: Municipality
        public let now: Instant

        public init(
            _ number: ReportNumber,
            _ token: Token,
            from network: String,
            in town: Municipality,
            at now: Instant
        ) {
            self.number = number
            self.token = token
            self.network = network
            self.town = town
            self.now = now
        }
    }

    /// Whether the address waits to be confirmed; false once it is.
    ///
    /// - Throws: `ReportFailure.wrongSecret` when the link is not the one that was sent, `.secretPaused`.
    public func isWaiting(_ link: Link) async throws -> Bool { try await open(link).report.emailConfirmedAt == nil }

    /// An address whose account the office has closed is not confirmed, and a report that was not decided yet ends. Only
    /// who reads mail at the address learns of it.
    ///
    /// - Returns: whether the address was unconfirmed until now.
    /// - Throws: `ReportFailure.wrongSecret` when the link is not the one that was sent, `.secretPaused`;
    ///   `AccountFailure.blocked`.
    public func callAsFunction(_ link: Link) async throws -> Bool {
        let (open, email) = try await self.open(link)
        let town = link.town.id
        let outcome = try await reports.confirmEmail(
            of: open.report.id,
            emailIndex: vault.index(email, of: .reportEmail, in: town),
            loginIndex: vault.index(email, of: .residentLogin, in: town),
            at: link.now,
            in: town
        )
        switch outcome {
        case .confirmed: return true
        case .confirmedBefore: return false
        case .blocked(let owner):
            try await turnAway(link)
            throw AccountFailure.blocked(try owner.blockReason(vault, in: town))
        }
    }

    private func turnAway(_ link: Link) async throws {
        do {
            try await desk.change(link.number, seen: .any, .byReporter, in: link.town) { _ in
            } act: { report, _ in
                try report.turnAway(at: link.now, in: link.town)
                return ReportChange()
            }
        } catch ReportFailure.decidedAlready {
            // The office decided before: the report goes on, without letters.
        }
    }

    private func open(_ link: Link) async throws -> (report: OpenReport, email: EmailAddress) {
        let town = link.town.id
        return try await secretGuard(link.number, from: link.network, in: town, at: link.now) {
            guard let file = try await reports.file(link.number, in: town) else { throw ReportFailure.wrongSecret }
            let open = try OpenReport(file, vault: vault, in: town, for: .reporter)
            guard let email = open.contact.email else { throw ReportFailure.wrongSecret }
            let right = vault.confirmationToken(of: file.report.id, email, in: town)
            guard vault.isEqual(vault.hash(link.token), vault.hash(right)) else { throw ReportFailure.wrongSecret }
            return (open, email)
        }
    }
}

extension Vault {
    /// The token in the link that confirms an address.
    func confirmationToken(of report: ID<Report>, _ email: EmailAddress, in town: ID<Municipality>) -> Token {
        Token(bytes: secret(for: .emailConfirmation, report.rawValue, email.ascii, in: town))
    }
}
