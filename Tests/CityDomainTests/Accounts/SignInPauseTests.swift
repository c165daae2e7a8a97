import CityKit
import Testing

@testable import CityDomain

@Suite struct SignInPauseTests {
    @Test(
        "After five failures of a login the pause doubles from a second to a quarter of an hour",
        arguments: [
            (0, 0), (1, 0), (5, 0), (6, 1), (7, 2), (8, 4), (15, 512), (16, 900), (17, 900), (10_000, 900),
        ] as [(Int, Int64)]
    )
    func login(failures: Int, seconds: Int64) {
        #expect(SignInPause.ofLogin(failures) == .seconds(seconds))
    }

    @Test(
        "A network has fifty failures free, for an office that shares one address",
        arguments: [(1, 0), (50, 0), (51, 1), (59, 256), (60, 300), (10_000, 300)] as [(Int, Int64)]
    )
    func network(failures: Int, seconds: Int64) {
        #expect(SignInPause.ofNetwork(failures) == .seconds(seconds))
    }
}
