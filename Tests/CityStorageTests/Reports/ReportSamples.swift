import CityKit
import CityStorage
import CityTestSupport

@testable import CityDomain

extension NewReport {
    /// A report as the store gets it. The seals are bytes of no meaning: the store looks into none of them.
    static func sample(
        _ id: String,
        key: String? = nil,
        year: Int = 2026,
        at now: Instant = .monday,
        due: CivilDate? = nil,
        contact: Sealed<Contact>? = nil,
        origin: Origin = .page,
        category: String = "pothole",
        kind: ReportKind = .issue
    ) throws -> NewReport {
        NewReport(
            id: ID(id),
            year: year,
            category: ID(category),
            kind: kind,
            unit: ID("roads"),
            receivedAt: now,
            receivedOn: try LocalClock.warsaw.date(of: now),
            deadlines: due.map { [.sample(.verify, due: $0)] } ?? [],
            content: Sealed(ciphertext: Array("content of \(id)".utf8)),
            contact: contact,
            caseKey: WrappedKey(bytes: Array("case key of \(id)".utf8)),
            personKey: contact.map { _ in WrappedKey(bytes: Array("person key of \(id)".utf8)) },
            language: .ukrainian,
            clientKey: try ClientKey(key ?? "key-of-\(id)"),
            bodyHash: Array("body of \(id)".utf8),
            secretHash: Array("secret of \(id)".utf8),
            termsVersion: "2026-01",
            declaredAge: contact.map { _ in 13 },
            origin: origin,
            hasEmail: contact != nil
        )
    }
}

extension Sealed<Contact> {
    static let sample = Self(ciphertext: [0, 255, 7])
}

extension ReportDeadline {
    static func sample(_ name: DeadlineName, due: CivilDate, endedOn: CivilDate? = nil) -> ReportDeadline {
        ReportDeadline(
            name: name,
            startedOn: CivilDate(2026, 4, 27),
            within: .workingDays(3),
            due: due,
            revision: 4,
            endsAt: [.accepted, .rejected],
            clause: Clause("§3 b5"),
            endedOn: endedOn
        )
    }
}

extension ID<Municipality> {
    static let north = ID("north")
    static let south = ID("south")
}

extension Database {
    var reports: SQLReportStore { SQLReportStore(database: self) }
    var cases: SQLCaseworkStore { SQLCaseworkStore(database: self) }
    var entries: SQLPublicReportStore { SQLPublicReportStore(database: self) }
}

extension Report {
    /// Puts the report into another status without asking any rules, and starts and ends what a test wants.
    func moved(
        to status: ReportStatus,
        at now: Instant = .monday,
        answer: Sealed<Answer>? = nil,
        rejection: RejectionReason? = nil,
        deadlines: [ReportDeadline]? = nil
    ) -> Report {
        let line = ReportEvent(
            sequence: history.count + 1,
            act: rejection.map { .rejected($0) } ?? .moved,
            status: status,
            at: now,
            actor: .office(.officer),
            answer: answer
        )
        return Report(
            id: id,
            number: number,
            category: category,
            kind: kind,
            receivedAt: receivedAt,
            unit: unit,
            status: status,
            history: history + [line],
            deadlines: deadlines ?? self.deadlines
        )
    }
}
