public import CityKit

/// Brings the reports into an account that its owner sent before without one, by the address that was confirmed for them
/// and is the account's own. Reports whose address was confirmed in no letter stay where they are.
public struct ClaimReports: Sendable {
    private let reports: any ClaimStore
    private let vault: any Vault

    public init(reports: any ClaimStore, vault: any Vault) {
        self.reports = reports
        self.vault = vault
    }

    /// - Returns: how many reports came into the account.
    public func callAsFunction(of signed: SignInResident.Signed, in town: Municipality) async throws -> Int {
        try await claim(for: signed.resident.id, signed.profile.email, in: town.id)
    }

    /// The same for whoever has the account of this address.
    func claim(for resident: ID<Resident>, _ email: EmailAddress, in town: ID<Municipality>) async throws -> Int {
        let index = vault.index(email, of: .reportEmail, in: town)
        let own = try await reports.claimable(emailIndex: index, in: town).filter { candidate in
            let slots = ReportSlots(town: town, report: candidate.report)
            let contact = try vault.key(candidate.personKey, in: slots.personKey)
                .open(candidate.contact, in: slots.contact)
            return contact.email?.indexForm == email.indexForm
        }
        return try await reports.claim(own.map(\.report), for: resident, in: town)
    }
}

/// A report that may have been sent from an address.
public struct ClaimableReport: Sendable {
    public let report: ID<Report>
    public let contact: Sealed<Contact>
    public let personKey: WrappedKey

    public init(report: ID<Report>, contact: Sealed<Contact>, personKey: WrappedKey) {
        self.report = report
        self.contact = contact
        self.personKey = personKey
    }
}

public protocol ClaimStore: Sendable {
    /// Reports outside all accounts whose confirmed address has this index: those of the address and a few others.
    func claimable(emailIndex: [UInt8], in town: ID<Municipality>) async throws -> [ClaimableReport]

    /// Puts the reports into an account; one that another account took meanwhile stays there.
    /// - Returns: how many came into it.
    func claim(_ reports: [ID<Report>], for resident: ID<Resident>, in town: ID<Municipality>) async throws -> Int
}

extension IndexedColumn {
    /// A town of 300,000 reports has four or five others under each index.
    static let reportEmail = Self(table: "report_addresses", column: "email_index", length: .bits(16))
}
