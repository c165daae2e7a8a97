import CityKit

/// Takes the address of a reporter who gave none with the report, behind the secret link. As any other, it gets nothing
/// but a question until its owner has answered.
public struct GiveEmail: Sendable {
    private let reports: any ReportStore
    private let vault: any Vault
    private let secretGuard: SecretGuard

    public init(reports: any ReportStore, attempts: any AttemptStore, vault: any Vault) {
        self.reports = reports
        self.vault = vault
        secretGuard = SecretGuard(attempts: attempts, vault: vault)
    }

    /// - Throws: `ReportFailure.wrongSecret`, `.secretPaused`, `.emailGiven` when the report has an address;
    ///   `EmailAddressFailure`; `FollowFailure.finished` when nothing more will happen to the report.
    public func callAsFunction(_ link: ReportLink, email typed: String) async throws {
        let town = link.town.id
        let file = try await secretGuard.file(behind: link, in: reports)
        guard !file.report.status.isFinished else { throw FollowFailure.finished }
        let contact = try OpenReport(file, vault: vault, in: town, for: .reporter).contact
        guard contact.email == nil else { throw ReportFailure.emailGiven }
        let new = Contact(
            name: contact.name,
            email: try EmailAddress(typed: typed),
            phone: contact.phone,
            acting: contact.acting
        )
        guard try await reports.add(try sealed(new, of: file, in: town), of: file.report.id, at: link.now, in: town)
        else { throw ReportFailure.emailGiven }
    }

    private func sealed(_ contact: Contact, of file: ReportFile, in town: ID<Municipality>) throws -> AddedContact {
        let slots = ReportSlots(town: town, report: file.report.id)
        if let wrapped = file.personKey {
            let key = try vault.key(wrapped, in: slots.personKey)
            return AddedContact(contact: try key.seal(contact, in: slots.contact), newKey: nil)
        }
        let key = try vault.newKey(in: slots.personKey)
        return AddedContact(contact: try key.key.seal(contact, in: slots.contact), newKey: key.wrapped)
    }
}

/// Contact data with an address where there was none.
public struct AddedContact: Sendable {
    public let contact: Sealed<Contact>
    /// Nil when the reporter has a key already.
    public let newKey: WrappedKey?
}
