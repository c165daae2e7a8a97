import CityDomain
import CityKit
import Testing

@Suite struct DeliveryReceiptTests {
    private static let reason = DeliveryReason("")

    @Test(
        "Receipts move a message forward only: early, late, twice and out of order",
        arguments: [
            // As it should be.
            ([.accepted, .delivered], .delivered), ([.accepted, .failedPermanently], .failedPermanently),
            ([.accepted, .addressGone], .addressGone), ([.accepted, .failedTemporarily], .failedTemporarily),
            ([.accepted, .failedTemporarily, .delivered], .delivered), ([.accepted, .expired], .expired),
            // The receipt overtakes the answer.
            ([.delivered, .accepted], .delivered), ([.failedPermanently, .accepted], .failedPermanently),
            // Twice, late, out of order.
            ([.delivered, .delivered], .delivered),
            ([.delivered, .accepted, .failedTemporarily, .expired], .delivered),
            ([.failedTemporarily, .accepted], .failedTemporarily),
            ([.accepted, .expired, .failedTemporarily], .expired),
            // It arrived when its time seemed to be over.
            ([.expired, .delivered], .delivered),
            // Whichever end is heard of first stays.
            ([.delivered, .failedPermanently], .delivered), ([.failedPermanently, .delivered], .failedPermanently),
            ([.addressGone, .failedPermanently], .addressGone),
            // A fate that nobody knew becomes known; that the counterpart does not know it says nothing.
            ([.unknown, .delivered], .delivered), ([.unknown, .accepted], .accepted),
            ([.accepted, .unknown], .accepted),
            ([.delivered, .unknown], .delivered), ([.unknown, .unknown], .unknown),
        ] as [([ReceiptState], ReceiptState)]
    )
    func order(news: [ReceiptState], state: ReceiptState) {
        #expect(news.dropFirst().reduce(news[0]) { $0.after($1) } == state)
    }

    @Test("Whatever comes a second time, at any time, changes nothing", arguments: ReceiptState.allCases)
    func repeated(first: ReceiptState) {
        for second in ReceiptState.allCases {
            let known = first.after(second)
            #expect(known.after(first) == known)
            #expect(known.after(second) == known)
        }
    }

    @Test(
        "Nothing but success is to come after the end",
        arguments: [
            (.unknown, false), (.accepted, false), (.failedTemporarily, false), (.expired, true),
            (.failedPermanently, true), (.addressGone, true), (.delivered, true),
        ] as [(ReceiptState, Bool)]
    )
    func ends(state: ReceiptState, isFinal: Bool) {
        #expect(state.isFinal == isFinal)
        let later = Set(ReceiptState.allCases.map { state.after($0) })
        if isFinal { #expect(later.isSubset(of: [state, .delivered, .failedPermanently, .addressGone])) }
    }

    @Test(
        "An attempt says how far a message has got where it was handed over",
        arguments: [
            (.handedOver(reference: "1"), .accepted), (.unknown(reason), .unknown), (.transient(reason), nil),
            (.permanent(reason, .message), nil), (.rateLimited(reason, retryAfter: .seconds(1)), nil),
            (.unavailable(reason, retryAfter: .seconds(1)), nil),
        ] as [(Outcome, ReceiptState?)]
    )
    func outcomes(outcome: Outcome, state: ReceiptState?) { #expect(ReceiptState(outcome) == state) }

    private static let links = ReceiptLinks(base: "https://town.example/sms") { delivery, town in
        Array("\(town)/\(delivery)/key of the tests".utf8)
    }

    private static func message(_ id: String, in town: String) throws -> SMSMessage {
        let number = try PhoneNumber(typed: "+48600123456", in: .poland)
        return SMSMessage(id: ID(id), municipality: ID(town), to: number, text: SMSText("Alarm"))
    }

    @Test("A link of a receipt leads back to its delivery, in its town alone")
    func links() throws {
        let message = try Self.message("d1", in: "t1")
        let name = Self.links.name(of: message)
        #expect(Self.links.link(for: message) == "https://town.example/sms/t1/\(name)")
        #expect(name.hasPrefix("d1-") && name.count == 27)
        #expect(Self.links.delivery(named: name, in: ID("t1")) == ID("d1"))
        #expect(Self.links.delivery(named: name, in: ID("t2")) == nil)
        #expect("\(message)" == SMSMessage.standIn)
    }

    @Test("A name that we did not make leads nowhere", arguments: ["", "d1", "d1-", "-", "d1-000", "x"])
    func forged(name: String) throws {
        let made = Self.links.name(of: try Self.message("d1", in: "t1"))
        let other = Self.links.name(of: try Self.message("d2", in: "t1"))
        let swapped = "d1-" + other.dropFirst(3)
        for name in [name, "d2-" + made.dropFirst(3), swapped, made + "0", String(made.dropLast())] {
            #expect(Self.links.delivery(named: name, in: ID("t1")) == nil)
        }
    }
}
