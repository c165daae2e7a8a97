import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct AuditChainTests {
    private static let entry = AuditEntry(
        id: ID("01A"),
        town: ID("kielce"),
        at: Instant(milliseconds: 0x0102),
        kind: "report.viewed",
        actor: "staff/7",
        role: "operator",
        object: "report/9",
        part: nil,
        reason: "handling",
        request: "",
        values: Sealed(ciphertext: [1, 2, 3])
    )

    @Test("The canonical form is the one that docs/audit.md gives outsiders")
    func canonical() {
        let previous = [UInt8](repeating: 0xEE, count: 32)
        func word(_ text: String) -> [UInt8] { [0, 0, 0, UInt8(text.utf8.count)] + Array(text.utf8) }
        let absent: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF]
        let expected: [UInt8] =
            previous + [0, 0, 0, 0, 0, 0, 0, 5] + [0, 0, 0, 0, 0, 0, 1, 2] + word("01A") + word("kielce")
            + word("report.viewed") + word("staff/7") + word("operator") + word("report/9") + absent
            + word("handling") + word("") + [0, 0, 0, 3, 1, 2, 3]
        #expect(Self.entry.canonicalBytes(at: 5, after: previous) == expected)
    }

    @Test("The words of the kinds are part of the chain and never change")
    func kinds() {
        #expect(
            AuditKind.allCases.map(\.rawValue).sorted() == [
                "account.erased", "accounts.merged", "addresses.imported", "answer.published", "answer.takenDown",
                "aside.refused", "aside.released", "aside.viewed", "audit.discarded", "audit.exported", "audit.viewed",
                "backup.created", "backup.restored", "breach.changed", "breach.noted", "breach.viewed", "case.filed",
                "case.noted", "case.partsSeen", "case.unitAnswered", "case.unitAsked", "case.unitReleased",
                "comment.answered", "comment.kept", "comment.published", "comment.refused", "comment.takenDown",
                "comment.viewed", "commission.answered", "commission.given", "commission.opened", "commission.replied",
                "commission.seen", "commission.withdrawn", "complaint.added", "complaint.answered", "complaint.entered",
                "complaint.viewed", "contractor.added", "contractor.changed", "contractor.closed", "contractor.erased",
                "contractor.reopened", "contractor.viewed", "data.discarded", "data.downloaded", "database.purged",
                "delivery.givenUp", "delivery.retried", "disruption.announced", "disruption.cancelled",
                "disruption.corrected", "disruption.ended", "factor.reset", "factor.set", "identity.linked",
                "inbox.viewed", "indexes.renewed", "key.created", "key.revoked", "mail.viewed", "masterKey.rotated",
                "merge.asked", "noteFile.removed", "noteFile.viewed", "objections.changed", "passkey.added",
                "passkey.removed", "password.set", "photo.captioned", "photo.covered", "photo.released",
                "photo.uncovered", "photo.viewed", "photo.withheld", "queue.viewed", "recipient.added",
                "recipient.changed", "recipient.codeSent", "recipient.deviceRemoved", "recipient.erased",
                "recipient.held", "recipient.released", "recipient.resumed", "recipient.signed", "recipient.sought",
                "recipient.suspended", "recipient.viewed", "recovery.renewed", "register.changed", "register.viewed",
                "reply.noted", "report.assigned", "report.corrected", "report.decided", "report.handedOver",
                "report.joined", "report.kept", "report.parted", "report.placed", "report.published",
                "report.registered", "report.reopened", "report.returned", "report.sought", "report.split",
                "report.takenDown", "report.viewed", "reporter.asked", "reporter.seen", "reporter.written",
                "reports.exported", "reports.imported", "representation.asked", "representation.givenUp",
                "representation.granted", "representation.refused", "representation.viewed", "representation.withdrawn",
                "resident.blocked", "resident.factorReset", "resident.sought", "resident.unblocked",
                "resident.verified", "resident.viewed", "restriction.ended", "right.asked", "right.closed",
                "right.extended", "right.identified", "rights.viewed", "role.granted", "role.revoked",
                "secondAccount.dismissed", "secondAccounts.viewed", "session.closed", "session.opened",
                "signIn.refused", "similar.viewed", "staff.closed", "staff.created", "staff.invited", "staff.moved",
                "staff.reopened", "staff.uninvited", "staff.viewed", "substitution.arranged", "substitution.ended",
                "template.added", "template.changed", "template.removed", "town.changed", "updates.viewed",
                "watch.ended", "watch.set", "webhook.changed", "webhook.created", "webhook.logViewed",
                "webhook.removed", "webhook.tested",
            ]
        )
    }

    @Test("Every kind has words for people", arguments: Language.allCases)
    func kindsInWords(language: Language) throws {
        let catalogue = try ProjectFiles.texts()
        for kind in AuditKind.allCases {
            #expect(catalogue.say(kind.text, in: language) != kind.text.key)
        }
    }

    @Test(
        "A fault is told in words that name the entry",
        arguments: [
            (AuditFault.missing(3), "entry 3 is missing"), (.changed(4), "entry 4 was changed"),
            (.moved(4, from: 9), "entry 4 was moved: it was written as entry 9"),
            (.unreadable(line: 2), "line 2 of the checkpoints is no checkpoint"),
            (.badSignature(line: 2), "line 2 of the checkpoints is not signed by this installation"),
            (
                .unsignedBase(7),
                "entries up to 7 are missing: that they were discarded is not signed by this installation"
            ),
        ]
    )
    func words(fault: AuditFault, words: String) {
        #expect("\(fault)" == words)
    }
}
