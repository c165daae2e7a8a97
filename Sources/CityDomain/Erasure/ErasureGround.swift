/// Why a person's data are erased (GDPR article 17(1)). Recorded with each erasure.
public enum ErasureGround: String, Sendable, CaseIterable {
    /// The data are no longer needed for what they were collected for.
    case notNeeded
    /// Consent was withdrawn and nothing else allows to keep the data. Deleting one's own account is this.
    case consentWithdrawn
    /// The person objected and nothing weighs more.
    case objection
    /// The data were processed unlawfully.
    case unlawful
    /// Law obliges to erase them.
    case legalDuty
}
