import CityChannels
import CityDomain
import Testing

@Suite struct MemoryMailboxTests {
    @Test("The last letters are kept, the newest first")
    func capacity() async throws {
        let mailbox = MemoryMailbox(capacity: 3)
        for number in 1...5 {
            #expect(await mailbox.deliver(try .fake(subject: "\(number)")) == .handedOver(reference: nil))
        }
        #expect(await mailbox.letters.map(\.subject) == ["5", "4", "3"])
    }
}
