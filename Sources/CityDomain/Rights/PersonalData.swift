import CityKit
import Foundation

/// Everything that is kept about a resident, as `data.json` of the download says it (GDPR articles 15 and 20).
struct PersonalData: Encodable, Sendable {
    let town: String
    let madeAt: String
    let account: Account
    let lastSignIn: String?
    /// When it was said that the account goes because nobody uses it.
    let warnedAt: String?
    let guardian: Guardian?
    let earlierProfiles: [EarlierProfile]
    let sessions: [Session]
    let log: [Event]
    /// Null where signing in takes no second step.
    let secondStep: SecondStep?
    let services: [Service]
    let acceptances: [Acceptance]
    let subscriptions: [Subscription]
    /// Of which reports the account or its address says "me too".
    let supports: [Subscription]
    let reports: [Part]
    let views: [View]
    let letters: [Letter]
    let requests: [Request]
    let representations: [Authority]
    /// About the working of the system, sent with the account.
    var complaints: [Complaint] = []
    /// On published reports.
    var comments: [Comment] = []
    /// Home, parents, work and others.
    var addresses: [Address] = []
    var putAside: [PutAside] = []
    var watches: [Watch] = []

    /// What the account said before a change.
    struct EarlierProfile: Encodable, Sendable {
        let givenName: String
        let surname: String
        let email: String
        let phone: String?
        let until: String
    }

    /// Who agreed to the account of somebody who was too young to agree alone.
    struct Guardian: Encodable, Sendable {
        let name: String
        let email: String
        let agreedAt: String?
    }

    /// A demand about the data, with what the office answered.
    struct Request: Encodable, Sendable {
        let right: String
        let receivedAt: String
        let due: String
        let words: String?
        let outcome: String?
        let answer: String?
    }

    /// Authority to act for another person, asked for or granted.
    struct Authority: Encodable, Sendable {
        let kind: String
        let name: String
        let registerNumber: String?
        let documentNumber: String
        let documentDate: String
        let validFrom: String
        let validTo: String?
        let askedAt: String
        let state: String
        let changedAt: String
        let reason: String?
    }

    struct Complaint: Encodable, Sendable {
        let number: String
        let receivedOn: String
        let due: String?
        let eventDay: String?
        let about: String
        let name: String?
        let email: String?
        let phone: String?
        let matter: String?
        let description: String?
        let demand: String?
        let justification: String?
        let outcome: String?
        let answers: [Answer]
        let photos: [Photo]

        /// What the office wrote.
        struct Answer: Encodable, Sendable {
            let at: String
            let words: String
        }
    }

    /// What was written under a report, and what became of it.
    struct Comment: Encodable, Sendable {
        let report: String
        let writtenAt: String
        let words: String?
        let state: String
        let decidedAt: String?
        /// As everybody reads it.
        let published: String?
        /// The kind of content for which it was refused or taken down.
        let ground: String?
        let reason: String?
    }

    /// An address that the account keeps, and since when.
    struct Address: Encodable, Sendable {
        let kind: String
        /// What the person calls an address of another kind.
        let words: String?
        let address: String
        let flat: String?
        let latitude: Double?
        let longitude: Double?
        let since: String
    }

    /// A report that waited for a moderator, by which rules, and what became of it.
    struct PutAside: Encodable, Sendable {
        let report: String
        let rules: [String]
        let outcome: String
        let decidedAt: String?

        init(_ record: AsideRecord) {
            report = record.report.description
            rules = record.rules.map(\.rawValue)
            outcome = record.outcome.rawValue
            decidedAt = record.decidedAt?.rfc3339
        }
    }

    /// That what comes from the account waits for a moderator.
    struct Watch: Encodable, Sendable {
        let since: String
        let until: String

        init(_ record: WatchRecord) {
            since = record.since.rfc3339
            until = record.until.rfc3339
        }
    }

    struct Account: Encodable, Sendable {
        let givenName: String
        let surname: String
        let email: String
        let phone: String?
        let language: String
        let createdAt: String
        /// The version of the regulation that was accepted at the registration.
        let acceptedTerms: String
        /// In years, as declared; null where the town asks for none.
        let declaredAge: Int?
        /// How surely the account has its owner's names.
        let verification: String
    }

    struct Session: Encodable, Sendable {
        let device: String
        let openedAt: String
        let seenAt: String
    }

    /// Something that happened at the door of the account.
    struct Event: Encodable, Sendable {
        let what: String
        let at: String
        /// Null where nobody's browser did it.
        let network: String?
        let device: String?
    }

    /// By what somebody proves to be the owner after the password; secrets are not handed out.
    struct SecondStep: Encodable, Sendable {
        let hasApp: Bool
        let passkeys: [Passkey]

        struct Passkey: Encodable, Sendable {
            let name: String
            let madeAt: String
            let usedAt: String?
        }
    }

    /// A service that opens the account.
    struct Service: Encodable, Sendable {
        let name: String
        let linkedAt: String
    }

    /// A version of the regulation that was accepted, and when.
    struct Acceptance: Encodable, Sendable {
        let version: String
        let at: String
    }

    /// News of a report that the address gets.
    struct Subscription: Encodable, Sendable {
        let report: String
        let askedAt: String
        let confirmedAt: String?
    }

    /// A report as its reader may see it.
    struct Part: Encodable, Sendable {
        let number: String
        let category: String
        let status: String
        let receivedAt: String
        let description: String
        let address: String?
        let hint: String?
        let latitude: Double?
        let longitude: Double?
        let details: [String: [String]]
        let name: String?
        let email: String?
        let phone: String?
        /// The person for whom it was made; null in the own name.
        let madeFor: String?
        let acceptedTerms: String
        /// How content the person said to be with what became of it.
        let satisfaction: [Rating]
        let history: [Line]
        /// What the office and the person wrote to each other besides.
        let messages: [Message]
        /// Their names in the download.
        let photos: [Photo]
    }

    /// What was said about one ending.
    struct Rating: Encodable, Sendable {
        let at: String
        let answer: String
        let words: String?
    }

    struct Message: Encodable, Sendable {
        let at: String
        /// `office`, `page` or `mail`.
        let way: String
        let words: String
        /// Names of files that were not taken.
        let refused: [String]
    }

    struct Line: Encodable, Sendable {
        let at: String
        let status: String
        let by: String
        let words: [String]
    }

    struct Photo: Encodable, Sendable {
        let file: String
        let addedAt: String
        /// The version of the regulation whose terms for photos were accepted.
        let acceptedTerms: String?
    }

    /// Somebody of the office who opened one of the reports; never who.
    struct View: Encodable, Sendable {
        let at: String
        let report: String
        let what: String
        let viewer: String
        let role: String
        let reason: String
    }

    /// A letter that was made.
    struct Letter: Encodable, Sendable {
        let about: String
        let message: String
        let state: String
        let at: String
    }
}

extension PersonalData {
    /// The files of the download that are no pictures.
    func documents() throws -> [(name: String, bytes: [UInt8])] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return [
            ("data.json", Array(try encoder.encode(self))),
            ("account.csv", table(["givenName", "surname", "email", "phone", "language", "createdAt"], [accountRow])),
            ("reports.csv", table(Part.columns, reports.map(\.row))),
            (
                "sessions.csv",
                table(["device", "openedAt", "seenAt"], sessions.map { [$0.device, $0.openedAt, $0.seenAt] })
            ),
            ("addresses.csv", table(Address.columns, addresses.map(\.row))),
            ("log.csv", table(Event.columns, log.map(\.row))),
            ("views.csv", table(View.columns, views.map(\.row))),
        ]
    }

    private var accountRow: [String] {
        [account.givenName, account.surname, account.email, account.phone ?? "", account.language, account.createdAt]
    }

    private func table(_ columns: [String], _ rows: [[String]]) -> [UInt8] {
        let writer = DelimitedWriter()
        let cells = rows.map { $0.map(DelimitedWriter.withoutFormula) }
        return Array(([columns] + cells).map(writer.row).joined().utf8)
    }
}

extension PersonalData.Part {
    static let columns = [
        "number", "category", "status", "receivedAt", "description", "address", "hint", "latitude", "longitude", "name",
        "email", "phone", "madeFor", "acceptedTerms", "photos",
    ]

    var row: [String] {
        [
            number, category, status, receivedAt, description, address ?? "", hint ?? "",
            latitude.map { "\($0)" } ?? "", longitude.map { "\($0)" } ?? "", name ?? "", email ?? "", phone ?? "",
            madeFor ?? "", acceptedTerms, photos.map(\.file).joined(separator: " "),
        ]
    }
}

extension PersonalData.Address {
    static let columns = ["kind", "words", "address", "flat", "latitude", "longitude", "since"]

    var row: [String] {
        [
            kind, words ?? "", address, flat ?? "", latitude.map { "\($0)" } ?? "", longitude.map { "\($0)" } ?? "",
            since,
        ]
    }
}

extension PersonalData.Event {
    static let columns = ["what", "at", "network", "device"]

    var row: [String] { [what, at, network ?? "", device ?? ""] }
}

extension PersonalData.View {
    static let columns = ["at", "report", "what", "viewer", "role", "reason"]

    var row: [String] { [at, report, what, viewer, role, reason] }
}
