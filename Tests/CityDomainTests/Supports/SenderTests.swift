import CityKit
import Testing

@testable import CityDomain

@Suite struct SenderTests {
    @Test(
        "One account or one address is one person; of whom nothing is known is one as well",
        arguments: [
            ([], 0), ([(nil, nil)], 1), ([(nil, nil), (nil, nil)], 2), ([("a", nil), ("a", nil)], 1),
            ([("a", nil), ("b", nil)], 2), ([(nil, "x"), (nil, "X")], 1), ([(nil, "x"), (nil, "y")], 2),
            // An account that sent from two addresses ties both.
            ([("a", "x"), ("a", "y"), (nil, "y")], 1), ([("a", "x"), (nil, "x"), ("b", nil), (nil, nil)], 3),
            ([("a", "x"), ("b", "y"), ("a", "y")], 1),
        ] as [([(String?, String?)], Int)]
    )
    func persons(senders: [(account: String?, address: String?)], count: Int) throws {
        let senders = try senders.map { sender in
            Sender(
                resident: sender.account.map { ID($0) },
                address: try sender.address.map { try EmailAddress(typed: "\($0)@poczta.example") }
            )
        }
        #expect(Sender.persons(among: senders) == count)
    }
}
