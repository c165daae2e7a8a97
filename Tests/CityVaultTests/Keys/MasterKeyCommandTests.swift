import Testing

@testable import CityVault

@Suite struct MasterKeyCommandTests {
    @Test("A command that hangs is stopped")
    func hanging() {
        let started = ContinuousClock.now
        #expect(throws: MasterKeyError.commandTimedOut(seconds: 1)) {
            try MasterKeyCommand("echo key; exec sleep 60", timeout: .seconds(1)).output()
        }
        #expect(ContinuousClock.now - started < .seconds(20))
    }
}
