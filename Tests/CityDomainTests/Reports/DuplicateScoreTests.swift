import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct DuplicateScoreTests {
    typealias Evidence = DuplicateScore.Evidence

    @Test(
        "A score is the product of what is left by distance, age, crowd and category",
        arguments: [
            (Evidence(meters: 0, days: 0, kinship: .sameCategory, crowd: 1), 1.0),
            // Half of it is left at 45 m, a third at 90 m.
            (Evidence(meters: 45, days: 0, kinship: .sameCategory, crowd: 1), 0.5),
            (Evidence(meters: 90, days: 0, kinship: .sameCategory, crowd: 1), 0.333),
            // 2 to the power of −0.2, and 4 to it.
            (Evidence(meters: 0, days: 4, kinship: .sameCategory, crowd: 1), 0.871),
            (Evidence(meters: 0, days: 12, kinship: .sameCategory, crowd: 1), 0.758),
            // 2 to the power of −0.4, and 200 to it: below every useful threshold.
            (Evidence(meters: 0, days: 0, kinship: .sameCategory, crowd: 2), 0.758),
            (Evidence(meters: 0, days: 0, kinship: .sameCategory, crowd: 200), 0.120),
            (Evidence(meters: 0, days: 0, kinship: .sameGroup, crowd: 1), 0.1),
            (Evidence(meters: 45, days: 12, kinship: .sameGroup, crowd: 2), 0.029),
            (Evidence(meters: -3, days: -1, kinship: .sameCategory, crowd: 0), 1.0),
        ]
    )
    func values(evidence: Evidence, score: Double) {
        #expect(abs(DuplicateScore.score(evidence) - score) < 0.000_6)
    }

    @Test(
        "Words take doubt away and never add any",
        arguments: [(0.0, 0.25), (0.5, 0.354), (1.0, 0.5), (-1.0, 0.25), (7.0, 0.5)]
    )
    func words(likeness: Double, score: Double) {
        let evidence = Evidence(meters: 135, days: 0, kinship: .sameCategory, crowd: 1)
        #expect(abs(DuplicateScore.score(evidence, likeness: likeness) - score) < 0.000_6)
    }

    /// Evidence of every size, close to the limits too.
    private static func evidence(_ dice: inout Dice) -> Evidence {
        Evidence(
            meters: [0, .random(in: 0...60, using: &dice), .random(in: 0...5_000, using: &dice)][
                .random(in: 0..<3, using: &dice)
            ],
            days: [0, .random(in: 0...10, using: &dice), .random(in: 0...400, using: &dice)][
                .random(in: 0..<3, using: &dice)
            ],
            kinship: Bool.random(using: &dice) ? .sameCategory : .sameGroup,
            crowd: .random(in: 1...300, using: &dice)
        )
    }

    /// The same evidence with one thing that speaks against it a little more.
    private static func weaker(_ one: Evidence, _ dice: inout Dice) -> [Evidence] {
        let step = Double.random(in: 0.01...100, using: &dice)
        return [
            Evidence(meters: one.meters + step, days: one.days, kinship: one.kinship, crowd: one.crowd),
            Evidence(meters: one.meters, days: one.days + step, kinship: one.kinship, crowd: one.crowd),
            Evidence(meters: one.meters, days: one.days, kinship: one.kinship, crowd: one.crowd + 1),
            Evidence(meters: one.meters, days: one.days, kinship: .sameGroup, crowd: one.crowd),
        ].filter { $0 != one }
    }

    @Test("Farther, older, more crowded or of another category is always less, whatever the rest and the words")
    func monotone() {
        var dice = Dice(seed: 41)
        for _ in 0..<2_000 {
            let one = Self.evidence(&dice)
            let likeness = Double.random(in: 0...1, using: &dice)
            let score = DuplicateScore.score(one, likeness: likeness)
            #expect(score > 0 && score <= 1)
            #expect(score >= DuplicateScore.score(one))
            for weak in Self.weaker(one, &dice) {
                #expect(DuplicateScore.score(weak) < DuplicateScore.score(one), "\(weak) against \(one)")
                #expect(DuplicateScore.score(weak, likeness: likeness) < score, "\(weak) against \(one)")
            }
        }
    }
}
