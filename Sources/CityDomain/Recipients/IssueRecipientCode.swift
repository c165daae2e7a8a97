import CityKit

/// Sends a new code to an address of somebody who is in the register.
struct IssueRecipientCode: Sendable {
    let store: any RecipientStore
    let vault: any Vault
    let randomness: any Randomness

    /// - Parameters:
    ///   - channel: nil for the first at which the town may write.
    ///   - limit: nil for the office.
    /// - Throws: `RecipientFailure.noAddress`, `.tooManyCodes`, `.unknown`.
    func callAsFunction(
        to recipient: RegisteredRecipient,
        through channel: MessageChannel?,
        by rules: RecipientRules,
        limit: CodeLimit?,
        noting entry: AuditEntry?,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws {
        let contacts = try recipient.opened(vault, in: town).contacts
        guard let channel = channel ?? rules.codeChannel(of: recipient),
            let index = contacts.index(of: channel, vault, in: town)
        else { throw RecipientFailure.noAddress }
        let code = RecipientCode(
            for: recipient.id,
            through: channel,
            at: index,
            by: rules.codes,
            randomness,
            at: now
        )
        try await store.issue(code, limit: limit, noting: entry, in: town)
    }
}
