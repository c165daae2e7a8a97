public import CityKit

/// Kinds of entries that belong together, in the order of `docs/audit.md`: what an auditor looks for.
public enum AuditGroup: String, Sendable, CaseIterable {
    /// Looking at personal data.
    case looks
    case reports
    case complaints
    /// Accounts of residents and their rights to their data.
    case residents
    /// The register of the people to whom the town writes.
    case recipients
    /// What a controller keeps, and what time discards.
    case registers
    /// People of the office: accounts, roles, doors.
    case office
    /// Rules of the town, webhooks, keys, what is sent.
    case settings
    case installation

    public var kinds: [AuditKind] { AuditKind.allCases.filter { $0.group == self } }

    public var text: Text { Text("audit.group.\(rawValue)") }
}

extension AuditKind {
    public var text: Text { Text("audit.kind.\(rawValue)") }

    public var group: AuditGroup {
        switch self {
        case .reportViewed, .photoViewed, .similarViewed, .asideViewed, .inboxViewed, .reportSought, .updatesViewed,
            .queueViewed, .staffViewed, .webhookLogViewed, .residentSought, .residentViewed, .reportsExported,
            .rightsViewed, .breachViewed, .registerViewed, .secondAccountsViewed, .representationViewed,
            .complaintViewed, .commentViewed, .contractorViewed, .auditViewed, .mailViewed, .noteFileViewed,
            .recipientViewed, .recipientSought:
            .looks
        case .reportRegistered, .reportDecided, .reportHandedOver, .reporterAsked, .replyNoted, .reportCorrected,
            .reportReopened, .reportPublished, .reportTakenDown, .reportPlaced, .reportJoined, .reportParted,
            .reportSplit, .partsSeen, .asideReleased, .asideRefused, .watchSet, .watchEnded, .reportAssigned,
            .caseNoted, .caseFiled, .noteFileRemoved, .unitAsked, .unitReleased, .unitAnswered, .reportReturned,
            .reportKept, .commissionGiven, .commissionWithdrawn, .commissionReplied, .commissionSeen,
            .commissionOpened, .commissionAnswered, .reporterWritten, .messagesSeen, .photoReleased, .photoWithheld,
            .photoCovered, .photoUncovered, .photoCaptioned, .reportsImported, .commentPublished, .commentRefused,
            .commentTakenDown, .commentKept, .commentAnswered, .answerPublished, .answerTakenDown:
            .reports
        case .complaintEntered, .complaintAnswered, .complaintAdded: .complaints
        case .residentBlocked, .residentUnblocked, .residentVerified, .residentFactorReset, .accountErased,
            .dataDownloaded, .rightAsked, .objectionsChanged, .restrictionEnded, .secondAccountDismissed, .mergeAsked,
            .accountsMerged, .rightIdentified, .rightExtended, .rightClosed, .representationAsked,
            .representationGranted, .representationRefused, .representationWithdrawn, .representationGivenUp:
            .residents
        case .recipientAdded, .recipientChanged, .recipientHeld, .recipientReleased, .recipientSuspended,
            .recipientResumed, .recipientSigned, .recipientCodeSent, .recipientDeviceRemoved, .recipientErased:
            .recipients
        case .dataDiscarded, .breachNoted, .breachChanged, .registerChanged: .registers
        case .staffCreated, .staffInvited, .staffMoved, .substitutionArranged, .substitutionEnded, .staffClosed,
            .staffReopened, .roleGranted, .roleRevoked, .passwordSet, .identityLinked, .factorSet, .factorReset,
            .recoveryRenewed, .passkeyAdded, .passkeyRemoved, .staffUninvited, .sessionOpened, .sessionClosed,
            .signInRefused:
            .office
        case .deliveryRetried, .deliveryGivenUp, .webhookCreated, .webhookChanged, .webhookRemoved, .webhookTested,
            .keyCreated, .keyRevoked, .townChanged, .addressesImported, .disruptionAnnounced, .disruptionCorrected,
            .disruptionEnded, .disruptionCancelled, .templateAdded, .templateChanged, .templateRemoved,
            .contractorAdded, .contractorChanged, .contractorClosed, .contractorReopened, .contractorErased:
            .settings
        case .backupCreated, .backupRestored, .masterKeyRotated, .auditExported, .auditDiscarded, .databasePurged,
            .indexesRenewed:
            .installation
        }
    }
}
