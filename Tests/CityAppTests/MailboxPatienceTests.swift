import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityApp

@Suite struct MailboxPatienceTests {
    @Test("A mailbox that is away is asked less and less often, and as before once it is back")
    func growing() {
        let patience = MailboxPatience()
        #expect(patience.isOver(at: .monday))
        let pauses = (0..<9).map { _ in patience.failed(.unreachable, at: .monday).wholeSeconds }
        #expect(pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300])
        #expect(!patience.isOver(at: .monday + .seconds(299)))
        #expect(patience.isOver(at: .monday + .seconds(300)))
        #expect(patience.worked())
        #expect(!patience.worked())
        #expect(patience.isOver(at: .monday))
        #expect(patience.failed(.unreachable, at: .monday) == .seconds(5))
    }

    @Test("A refused password is tried four times in ten minutes")
    func password() {
        let patience = MailboxPatience()
        let pauses = (0..<4).map { _ in patience.failed(.signInRefused, at: .monday).wholeSeconds }
        #expect(pauses == [60, 120, 240, 300])
    }
}
