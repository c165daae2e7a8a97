import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// The clock of a breach: the authority within 72 hours, the persons without delay (GDPR articles 33 and 34).
@Suite struct BreachTests {
    private static let learned = Instant.monday

    private static func breach() -> Breach {
        Breach(
            id: ID("b"),
            learnedAt: learned,
            natures: [.confidentiality],
            persons: nil,
            notice: .undecided,
            telling: .undecided,
            closedAt: nil
        )
    }

    @Test(
        "A notice is late after 72 hours to the second, and then says why",
        arguments: [
            (Duration.zero, "", nil), (.hours(72), "", nil), (.hours(72) + .seconds(1), "", BreachFailure.delayMissing),
            (.hours(72) + .seconds(1), "We were looking for the hole.", nil), (.seconds(-1), "", .beforeLearned),
        ] as [(Duration, String, BreachFailure?)]
    )
    func notice(after time: Duration, reason: String, failure: BreachFailure?) throws {
        var breach = Self.breach()
        let moment = Self.learned + time
        if let failure {
            #expect(throws: failure) { try breach.notify(at: moment, delay: reason) }
            #expect(breach == Self.breach())
        } else {
            try breach.notify(at: moment, delay: reason)
            #expect(breach.notice == .given(moment))
            #expect(throws: BreachFailure.noticeGiven) { try breach.notify(at: moment, delay: reason) }
            #expect(throws: BreachFailure.noticeGiven) { try breach.waiveNotice(because: "x") }
        }
    }

    @Test("It is overdue while nobody has decided and the 72 hours are over")
    func overdue() throws {
        var breach = Self.breach()
        #expect(!breach.isOverdue(at: Self.learned + .hours(72)))
        let late = Self.learned + .hours(72) + .seconds(1)
        #expect(breach.isOverdue(at: late))
        #expect(throws: BreachFailure.reasonMissing) { try breach.waiveNotice(because: "") }
        try breach.waiveNotice(because: "The disk was encrypted.")
        #expect(!breach.isOverdue(at: late))
        // Somebody changed their mind.
        try breach.notify(at: late, delay: "A second look.")
        #expect(breach.notice == .given(late))
    }

    @Test("It is closed once both questions are answered, and then it stands still")
    func closing() throws {
        var breach = Self.breach()
        #expect(throws: BreachFailure.undecided) { try breach.close(at: Self.learned) }
        try breach.waiveNotice(because: "x")
        #expect(throws: BreachFailure.undecided) { try breach.close(at: Self.learned) }
        #expect(throws: BreachFailure.reasonMissing) { try breach.waiveTelling(because: "") }
        #expect(throws: BreachFailure.beforeLearned) { try breach.tell(at: Self.learned - .seconds(1)) }
        try breach.tell(at: Self.learned)
        try breach.close(at: Self.learned + .hours(1))
        for act: (inout Breach) throws -> Void in [
            { try $0.close(at: .monday) }, { try $0.tell(at: .monday) }, { try $0.waiveTelling(because: "x") },
            { try $0.waiveNotice(because: "x") }, { try $0.notify(at: .monday, delay: "") },
            { try $0.describe([.integrity], persons: 1) },
        ] {
            var closed = breach
            #expect(throws: BreachFailure.closed) { try act(&closed) }
        }
    }
}
