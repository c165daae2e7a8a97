import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What recipients choose, and what stands against writing to them.
@Suite struct RecipientChoiceTests {
    private static let culture = MessageTopic(
        id: ID("culture"),
        name: LocalizedText([.polish: "Kultura"]),
        isAdvertising: nil
    )
    private static let offers = MessageTopic(
        id: ID("offers"),
        name: LocalizedText([.polish: "Oferty"]),
        isAdvertising: true
    )

    @Test(
        "Choices are kept as words and read again",
        arguments: [
            (RecipientChoices(), ""), (RecipientChoices(order: [.sms, .email]), "sms,email"),
            (
                RecipientChoices(order: [.app], topics: [ID("outages"): [], ID("culture"): [.app, .email]]),
                "app|culture:email+app|outages:"
            ),
        ]
    )
    func words(choices: RecipientChoices, words: String) {
        #expect(choices.words == words)
        #expect(RecipientChoices(words: words) == choices)
    }

    @Test("Words of a newer program are left out")
    func unknownWords() {
        let choices = RecipientChoices(words: "pigeon,sms|culture:pigeon+sms||:sms|")
        #expect(choices == RecipientChoices(order: [.sms], topics: [ID("culture"): [.sms]]))
    }

    @Test("Who chose nothing hears of everything but advertising")
    func first() {
        let nothing = RecipientChoices()
        let chosen = RecipientChoices(topics: [ID("culture"): [.sms], ID("offers"): [.sms]])
        for channel in MessageChannel.allCases {
            #expect(nothing.wants(Self.culture, through: channel))
            #expect(!nothing.wants(Self.offers, through: channel))
            #expect(chosen.wants(Self.culture, through: channel) == (channel == .sms))
            #expect(chosen.wants(Self.offers, through: channel) == (channel == .sms))
        }
    }

    @Test("Channels are tried in the person's order, then in that of the town")
    func order() {
        let offered: [MessageChannel] = [.email, .sms, .app]
        #expect(RecipientChoices().ordered(offered) == offered)
        #expect(RecipientChoices(order: [.app, .ePUAP]).ordered(offered) == [.app, .email, .sms])
    }

    private static let day = CivilDate(2026, 5, 4)

    private static func recipient(
        _ contact: ContactStanding? = ContactStanding(confirmedAt: .monday),
        hold: Bool = false,
        suspension: RecipientSuspension? = nil,
        document: RecipientConsent.DocumentState? = nil,
        topics: [ID<MessageTopic>: Set<MessageChannel>] = [:]
    ) -> RegisteredRecipient {
        RegisteredRecipient(
            id: ID("r"),
            number: RecipientNumber(sequence: 1),
            profile: Sealed(ciphertext: []),
            personKey: WrappedKey(bytes: []),
            language: .polish,
            choices: RecipientChoices(topics: topics),
            contacts: contact.map { [.sms: $0] } ?? [:],
            hold: hold ? RecipientHold(since: .monday, reason: Sealed(ciphertext: [])) : nil,
            suspension: suspension,
            origin: RecipientOrigin(.form),
            consent: RecipientConsent(version: "1", givenAt: .monday, document: document),
            createdAt: .monday
        )
    }

    private typealias Row = (RegisteredRecipient, MessageUrgency, RecipientHindrance?)

    private static func rows() throws -> [Row] {
        let pause = try RecipientSuspension(from: day, until: day)
        let over = try RecipientSuspension(from: day - 2, until: day - 1)
        let later = try RecipientSuspension(from: day + 1, until: nil)
        let open = try RecipientSuspension(from: day - 9, until: nil)
        return [
            (recipient(), .normal, nil),
            (recipient(document: .signed), .normal, nil),
            (recipient(document: .missing), .crisis, .noConsent),
            (recipient(hold: true), .crisis, .held),
            (recipient(suspension: pause), .normal, .suspended),
            (recipient(suspension: pause), .crisis, nil),
            (recipient(suspension: open), .normal, .suspended),
            (recipient(suspension: over), .normal, nil),
            (recipient(suspension: later), .normal, nil),
            (recipient(nil), .crisis, .noAddress),
            (recipient(ContactStanding()), .crisis, .unconfirmed),
            (recipient(ContactStanding(confirmedAt: .monday, stoppedAt: .monday)), .crisis, .stopped),
            (recipient(topics: [ID("culture"): [.email]]), .normal, .notWanted),
            (recipient(topics: [ID("culture"): [.email]]), .crisis, nil),
            (recipient(topics: [ID("culture"): [.sms]]), .normal, nil),
        ]
    }

    @Test("What stands against writing to somebody by SMS is named, the weightiest first")
    func hindrances() throws {
        for (recipient, urgency, hindrance) in try Self.rows() {
            let found = recipient.hindrance(
                to: .sms,
                about: Self.culture,
                urgency: urgency,
                devices: 0,
                on: Self.day
            )
            #expect(found == hindrance)
        }
    }

    @Test("A message to the app needs a paired device, and nothing else of an address", .clause("siedlce/§2.9"))
    func app() {
        let recipient = Self.recipient(nil)
        #expect(recipient.hindrance(to: .app, about: nil, devices: 0, on: Self.day) == .noAddress)
        #expect(recipient.hindrance(to: .app, about: nil, devices: 1, on: Self.day) == nil)
    }

    @Test("A pause does not end before it begins")
    func backwards() {
        #expect(throws: RecipientFailure.suspensionEndsFirst) {
            try RecipientSuspension(from: Self.day, until: Self.day - 1)
        }
    }
}
