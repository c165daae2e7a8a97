import CityTestSupport
import Testing

@testable import CityWeb

/// Bodies that chance has spoiled. `RATUSZ_FUZZ` takes the number of bodies, for a longer search.
@Suite struct MultipartFuzzTests {
    @Test("A spoiled body gives the same parts or the same failure however it is cut, and never more than it holds")
    func spoiled() throws {
        var dice = Dice(seed: 7_578)
        for round in 0..<MultipartSample.rounds {
            let body = MultipartSample.spoiled(with: &dice)
            let whole = MultipartSample.outcome(of: body)
            let cut = MultipartSample.outcome(ofPieces: MultipartSample.pieces(of: body, with: &dice))
            try #require(whole == cut, "round \(round): \(body)")
            let octets = whole.parts.reduce(0) { $0 + $1.content.count }
            try #require(octets <= body.count, "round \(round): \(body)")
        }
    }
}
