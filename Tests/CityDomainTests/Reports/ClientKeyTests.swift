import CityDomain
import CityTestSupport
import Testing

@Suite struct ClientKeyTests {
    @Test(
        "A client key is 1 to 100 visible ASCII characters",
        arguments: ["a", "~!", "3f0c6a1e-7c1b-4b60-9c1d-2f7c3a8e9b10", String(repeating: "k", count: 100)]
    )
    func taken(text: String) throws {
        #expect(try ClientKey(text).rawValue == text)
    }

    @Test(
        "Everything else is refused",
        arguments: ["", " ", "a b", "a\n", "ż", "a\u{7F}", "a\u{0}", String(repeating: "k", count: 101)]
    )
    func refused(text: String) {
        #expect(throws: RequestKeyFailure.malformed) { try ClientKey(text) }
    }

    @Test("A key that was made has 128 bits and is never made again")
    func made() throws {
        let randomness = CountedRandomness()
        let keys = (0..<100).map { _ in ClientKey(random: randomness).rawValue }
        #expect(Set(keys).count == 100)
        #expect(Set(keys.map(\.count)) == [26])
        _ = try keys.map { try ClientKey($0) }
    }
}
