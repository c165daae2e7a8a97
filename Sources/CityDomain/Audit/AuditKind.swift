/// Everything that the audit log knows to tell of: what the office does, and whose data it looks at. A closed list; the
/// words are part of the chain and never change their meaning.
public enum AuditKind: String, Sendable, CaseIterable {
    // Looking at personal data.
    case reportViewed = "report.viewed"
    case photoViewed = "photo.viewed"
    /// Other reports that are not public were shown beside a case.
    case similarViewed = "similar.viewed"
    /// Reports that wait for a moderator were shown, or who is on watch.
    case asideViewed = "aside.viewed"
    case inboxViewed = "inbox.viewed"
    case reportSought = "report.sought"
    /// A program read changes of reports, those that are not public among them.
    case updatesViewed = "updates.viewed"
    case queueViewed = "queue.viewed"
    case staffViewed = "staff.viewed"
    case webhookLogViewed = "webhook.logViewed"
    case residentSought = "resident.sought"
    case residentViewed = "resident.viewed"
    /// Pairs of accounts that look like those of one person were shown.
    case secondAccountsViewed = "secondAccounts.viewed"
    /// The authority of an account to act for another, or all requests for one that wait, were shown.
    case representationViewed = "representation.viewed"
    /// The register of complaints, or one of them, was shown; the part is a photo.
    case complaintViewed = "complaint.viewed"
    /// Comments that wait, all under a report, or one of them, were shown.
    case commentViewed = "comment.viewed"
    /// The register of contractors, or one of them, was shown.
    case contractorViewed = "contractor.viewed"
    /// A list of recipients of messages, or one of them, was shown; one was sought.
    case recipientViewed = "recipient.viewed"
    case recipientSought = "recipient.sought"
    /// Reports were written into a file: those that everybody may see, or all of them.
    case reportsExported = "reports.exported"

    // Work on reports; the words of the act are in the history of the report.
    /// The office wrote a report down for somebody who told it.
    case reportRegistered = "report.registered"
    /// A part was split off a case: an entry of each of them.
    case reportSplit = "report.split"
    /// Somebody looked past the end of the last part of a case.
    case partsSeen = "case.partsSeen"
    case reportDecided = "report.decided"
    /// A report that was put aside goes on, or was refused for what it says.
    case asideReleased = "aside.released"
    case asideRefused = "aside.refused"
    /// What comes from an account or a network waits for a moderator, for some time.
    case watchSet = "watch.set"
    case watchEnded = "watch.ended"
    case reportHandedOver = "report.handedOver"
    case reporterAsked = "reporter.asked"
    case replyNoted = "reply.noted"
    case reportCorrected = "report.corrected"
    case reportReopened = "report.reopened"
    case reportPublished = "report.published"
    case reportTakenDown = "report.takenDown"
    case reportPlaced = "report.placed"
    /// Two reports were joined, or taken apart: an entry of each of them.
    case reportJoined = "report.joined"
    case reportParted = "report.parted"
    /// Somebody of the office leads the report from now on; the part is who, nothing for nobody.
    case reportAssigned = "report.assigned"
    /// A note was written that the office alone reads.
    case caseNoted = "case.noted"
    /// Somebody opened a file of a note, or took it away.
    case noteFileViewed = "noteFile.viewed"
    case noteFileRemoved = "noteFile.removed"
    /// The file of a case went to the records system, with everything about it.
    case caseFiled = "case.filed"
    /// A further unit was asked to take part in a case, is no longer asked, or answered; the part is which.
    case unitAsked = "case.unitAsked"
    case unitReleased = "case.unitReleased"
    case unitAnswered = "case.unitAnswered"
    /// A unit gave a case back to those who give cases to units; it stays with the unit after all.
    case reportReturned = "report.returned"
    case reportKept = "report.kept"
    /// The office wrote to the reporter, looked at what the reporter wrote, opened a mail as it came.
    case reporterWritten = "reporter.written"
    case messagesSeen = "reporter.seen"
    case mailViewed = "mail.viewed"
    /// Work on a case was given to a contractor, taken back; the office wrote to the contractor, or looked at an answer. The
    /// part is which.
    case commissionGiven = "commission.given"
    case commissionWithdrawn = "commission.withdrawn"
    case commissionReplied = "commission.replied"
    case commissionSeen = "commission.seen"
    /// A contractor opened the work, or said something.
    case commissionOpened = "commission.opened"
    case commissionAnswered = "commission.answered"
    case photoReleased = "photo.released"
    case photoWithheld = "photo.withheld"
    /// Parts of a photo were covered, or other ones than before.
    case photoCovered = "photo.covered"
    /// Everybody may see the whole photo again, where it is public.
    case photoUncovered = "photo.uncovered"
    /// What stands beside a photo was written, changed or taken away.
    case photoCaptioned = "photo.captioned"
    case reportsImported = "reports.imported"
    case addressesImported = "addresses.imported"
    /// What the office decided about a comment; the part is which.
    case commentPublished = "comment.published"
    case commentRefused = "comment.refused"
    case commentTakenDown = "comment.takenDown"
    /// Somebody said that it should not be there, and the office left it.
    case commentKept = "comment.kept"
    /// The office wrote one in its own name.
    case commentAnswered = "comment.answered"

    /// Everybody reads from now on what the office answered to a question, or other words than before.
    case answerPublished = "answer.published"
    case answerTakenDown = "answer.takenDown"

    // Complaints about the system.
    /// The office put a complaint into the register that came by e-mail or at the desk.
    case complaintEntered = "complaint.entered"
    case complaintAnswered = "complaint.answered"
    /// The office said something more after its answer.
    case complaintAdded = "complaint.added"

    // Residents.
    case residentBlocked = "resident.blocked"
    case residentUnblocked = "resident.unblocked"
    /// The part is the level.
    case residentVerified = "resident.verified"
    /// The office took the second step of signing in away, for somebody who lost it and came in person.
    case residentFactorReset = "resident.factorReset"
    /// The office said of two accounts that they are those of two persons; the part is the other account.
    case secondAccountDismissed = "secondAccount.dismissed"
    /// The owners of two accounts were asked whether they may become one; the part is the account that would go.
    case mergeAsked = "merge.asked"
    /// The office let an account act for another person, or did not, or ended it; the part is the authority.
    case representationGranted = "representation.granted"
    case representationRefused = "representation.refused"
    case representationWithdrawn = "representation.withdrawn"
    // Accounts of residents.
    case representationAsked = "representation.asked"
    case representationGivenUp = "representation.givenUp"
    /// One account became a part of another; the part is the one that went.
    case accountsMerged = "accounts.merged"
    /// The proof that an account was erased; the part is the ground.
    case accountErased = "account.erased"
    /// A resident was handed everything that is kept about the account.
    case dataDownloaded = "data.downloaded"
    case rightAsked = "right.asked"
    case objectionsChanged = "objections.changed"
    case restrictionEnded = "restriction.ended"
    /// The register of requests about personal data, or one of them, was shown.
    case rightsViewed = "rights.viewed"
    case rightIdentified = "right.identified"
    case rightExtended = "right.extended"
    case rightClosed = "right.closed"
    /// Data were discarded because their time was over; the object is the run, the part the kind of data.
    case dataDiscarded = "data.discarded"
    /// The register of breaches, or one of them with those it touched, was shown.
    case breachViewed = "breach.viewed"
    case breachNoted = "breach.noted"
    case breachChanged = "breach.changed"
    /// The list of disclosures or of processors was shown.
    case registerViewed = "register.viewed"
    case registerChanged = "register.changed"
    /// Entries of this log were shown.
    case auditViewed = "audit.viewed"

    // Running the town.
    case deliveryRetried = "delivery.retried"
    case deliveryGivenUp = "delivery.givenUp"
    case webhookCreated = "webhook.created"
    case webhookChanged = "webhook.changed"
    case webhookRemoved = "webhook.removed"
    case webhookTested = "webhook.tested"
    case keyCreated = "key.created"
    case keyRevoked = "key.revoked"
    case staffCreated = "staff.created"
    /// A link was made by which somebody of the office sets a password; the part says that a letter holds it.
    case staffInvited = "staff.invited"
    /// The link works no more.
    case staffUninvited = "staff.uninvited"
    case staffMoved = "staff.moved"
    /// Somebody stands in for somebody who is away; the part is who.
    case substitutionArranged = "substitution.arranged"
    case substitutionEnded = "substitution.ended"
    /// Words that the office says often; the part is the revision.
    case templateAdded = "template.added"
    case templateChanged = "template.changed"
    case templateRemoved = "template.removed"
    /// A contractor in the register; erased is all that is known of it.
    case contractorAdded = "contractor.added"
    case contractorChanged = "contractor.changed"
    case contractorClosed = "contractor.closed"
    case contractorReopened = "contractor.reopened"
    case contractorErased = "contractor.erased"
    /// Somebody was written down as a recipient of messages, or the data were corrected.
    case recipientAdded = "recipient.added"
    case recipientChanged = "recipient.changed"
    /// What is for a recipient waits because the data are doubted; they were checked.
    case recipientHeld = "recipient.held"
    case recipientReleased = "recipient.released"
    case recipientSuspended = "recipient.suspended"
    case recipientResumed = "recipient.resumed"
    /// The paper with the consent came back signed.
    case recipientSigned = "recipient.signed"
    case recipientCodeSent = "recipient.codeSent"
    case recipientDeviceRemoved = "recipient.deviceRemoved"
    case recipientErased = "recipient.erased"
    case staffClosed = "staff.closed"
    case staffReopened = "staff.reopened"
    case roleGranted = "role.granted"
    case roleRevoked = "role.revoked"
    case passwordSet = "password.set"
    /// From now on a person at a service is this person of the office; the part is the service.
    case identityLinked = "identity.linked"
    case factorSet = "factor.set"
    case factorReset = "factor.reset"
    /// Somebody of the office has one passkey more, or less.
    case passkeyAdded = "passkey.added"
    case passkeyRemoved = "passkey.removed"
    /// Somebody of the office has new recovery codes.
    case recoveryRenewed = "recovery.renewed"
    case sessionOpened = "session.opened"
    case sessionClosed = "session.closed"
    case signInRefused = "signIn.refused"
    case townChanged = "town.changed"
    /// A disturbance of the service was announced, corrected, ended or cancelled.
    case disruptionAnnounced = "disruption.announced"
    case disruptionCorrected = "disruption.corrected"
    case disruptionEnded = "disruption.ended"
    case disruptionCancelled = "disruption.cancelled"

    // Running the installation.
    case backupCreated = "backup.created"
    case backupRestored = "backup.restored"
    case masterKeyRotated = "masterKey.rotated"
    /// Entries of this log were written into a file.
    case indexesRenewed = "indexes.renewed"
    case auditExported = "audit.exported"
    case auditDiscarded = "audit.discarded"
    /// The database was written anew, without what had been deleted.
    case databasePurged = "database.purged"

    /// Those by which somebody saw the data of one report.
    public static let viewsOfReport: [Self] = [.reportViewed, .photoViewed, .similarViewed]
}

/// Why somebody looked.
public enum AuditReason: String, Sendable, CaseIterable {
    /// A member of the office opened a case, or something that belongs to it.
    case handling
    /// A program of the office, or of a firm that works for it, asked for it.
    case interface
    /// It was shown beside another case that may say the same.
    case comparison
}
