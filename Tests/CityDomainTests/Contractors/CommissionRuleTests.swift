import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What a contractor and the office may do with work, by its state and the day.
@Suite struct CommissionRuleTests {
    private static let due = CivilDate(2026, 5, 12)
    private static let last = CivilDate(2026, 5, 26)

    private static func commission(_ state: Commission.State, isCut: Bool = false, hasNews: Bool = false) -> Commission
    {
        Commission(
            id: ID("c"),
            report: ID("r"),
            contractor: ID("x"),
            state: state,
            due: due,
            opensUntil: last,
            orderedAt: Instant(milliseconds: 0),
            isCut: isCut,
            hasNews: hasNews
        )
    }

    @Test(
        "What a contractor may answer",
        arguments: [
            (.ordered, [.accept, .done, .ask, .decline]), (.accepted, [.done, .ask, .decline]), (.done, [.ask]),
            (.declined, []), (.withdrawn, []), (.ended, []),
        ] as [(Commission.State, [Commission.Answer])]
    )
    func answers(state: Commission.State, allowed: [Commission.Answer]) throws {
        let after: [Commission.Answer: Commission.State] = [.accept: .accepted, .decline: .declined, .done: .done]
        #expect(Self.commission(state).answers(on: Self.last) == allowed)
        for answer in Commission.Answer.allCases {
            var work = Self.commission(state)
            if allowed.contains(answer) {
                try work.take(answer, on: Self.last)
                #expect(work.state == after[answer] ?? state)
                #expect(work.hasNews)
            } else {
                #expect(throws: ContractorFailure.answeredAlready) { try work.take(answer, on: Self.last) }
                #expect(work == Self.commission(state))
            }
        }
    }

    @Test(
        "A link opens on its last day, and not on the next one, nor once it is cut",
        arguments: Commission.Answer.allCases
    )
    func link(answer: Commission.Answer) throws {
        var late = Self.commission(.ordered)
        #expect(late.opens(on: Self.last))
        #expect(!late.opens(on: Self.last + 1))
        #expect(throws: ContractorFailure.over) { try late.take(answer, on: Self.last + 1) }
        var cut = Self.commission(.ordered, isCut: true)
        #expect(!cut.opens(on: Self.due))
        #expect(throws: ContractorFailure.over) { try cut.take(answer, on: Self.due) }
    }

    @Test(
        "What the office may do",
        arguments: [
            (.ordered, [.reply, .withdraw]), (.accepted, [.reply, .withdraw]), (.done, [.reply, .sendBack]),
            (.declined, []), (.withdrawn, []), (.ended, []),
        ] as [(Commission.State, [Commission.Step])]
    )
    func steps(state: Commission.State, allowed: [Commission.Step]) throws {
        #expect(Self.commission(state).steps(on: Self.due) == allowed)
        #expect(Self.commission(state, hasNews: true).steps(on: Self.due) == [.see] + allowed)
        #expect(Self.commission(state, isCut: true, hasNews: true).steps(on: Self.due) == [.see])
        let late = Self.commission(state).steps(on: Self.due + 365)
        #expect(late == (state.isOpen ? [.withdraw] : []), "what nobody did any more can be taken back")
        for step in allowed {
            var work = Self.commission(state, hasNews: true)
            try work.take(step, on: Self.due)
            #expect(!work.hasNews)
            #expect(work.isCut == (step == .withdraw))
            #expect(work.state == (step == .withdraw ? .withdrawn : step == .sendBack ? .accepted : state))
        }
        var unread = Self.commission(state)
        #expect(throws: ContractorFailure.seenAlready) { try unread.take(.see, on: Self.due) }
    }

    @Test(
        "Which letter still has something to say",
        arguments: [
            (.commissionGiven, .ordered, 0, "mail.commission.given"), (.commissionGiven, .declined, 0, nil),
            (.commissionDueSoon, .accepted, 0, "mail.commission.dueSoon"), (.commissionDueSoon, .accepted, 1, nil),
            (.commissionDueSoon, .done, 0, nil), (.commissionOverdue, .accepted, 0, nil),
            (.commissionOverdue, .accepted, 1, "mail.commission.overdue"), (.commissionOverdue, .done, 1, nil),
            (.commissionOverdue, .accepted, 15, nil),
            (.commissionReplied(ID("l")), .done, 1, "mail.commission.replied"),
            (.commissionOver, .accepted, 0, nil),
        ] as [(DeliveryMessage, Commission.State, Int, String?)]
    )
    func letters(message: DeliveryMessage, state: Commission.State, days: Int, key: String?) {
        #expect(Self.commission(state).letter(message, on: Self.due + days) == key)
        let cut = Self.commission(state, isCut: true)
        #expect(cut.letter(message, on: Self.due + days) == (message == .commissionOver ? "mail.commission.over" : nil))
    }

    @Test(
        "A message is read as it was written",
        arguments: [DeliveryMessage.commissionReplied(ID("0-1-a")), .commissionOver]
    )
    func message(message: DeliveryMessage) { #expect(DeliveryMessage(rawValue: message.rawValue) == message) }

    @Test(
        "Words that name the reporter are found",
        arguments: [
            ("Lampa przy szkole.", false), ("Dzwonić do: żaneta wymyślona", true), ("Pisać: ZANETA@example.org", true),
            ("Tel. 600 100 200", true), ("tel. +48 600-100-200", true), ("Numer 600 100 201", false),
        ]
    )
    func naming(words: String, names: Bool) throws {
        let contact = Contact(
            name: try PersonName(typed: "Żaneta Wymyślona"),
            email: try EmailAddress(typed: "zaneta@example.org"),
            phone: try PhoneNumber(typed: "600100200", in: .poland)
        )
        #expect(contact.isNamed(in: words) == names)
        #expect(!Contact(name: nil, email: nil, phone: nil).isNamed(in: words))
    }
}
