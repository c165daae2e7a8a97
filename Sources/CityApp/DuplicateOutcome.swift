/// What a rule does with the duplicates of a part and with cases drawn from it.
struct DuplicateOutcome {
    struct Figures: Equatable {
        /// The share of duplicates whose earlier case is suggested.
        let recall: Double
        /// The same among the first five.
        let recallInFive: Double
        let looseRecallInFive: Double
        /// The share of drawn cases for which something is suggested.
        let alarms: Double
    }

    /// The score of the earlier case and how many stand before it; nil when it is not suggested at all.
    private typealias Hit = (score: Double, before: Int)?

    private let hits: [Hit]
    private let looseHits: [Hit]
    /// The best score for each drawn case, the highest first; cases without a suggestion are left out.
    private let best: [Double]
    private let sampled: Int

    init(
        _ rule: DuplicateRule,
        _ nearby: NearbyCases,
        pairs: [PastCases.Pair],
        loosePairs: [PastCases.Pair],
        sample: [Int]
    ) {
        func hit(_ pair: PastCases.Pair) -> Hit {
            let suggestions = rule.suggestions(pair.child, nearby)
            return suggestions.firstIndex { $0.earlier == pair.parent }.map { (suggestions[$0].score, $0) }
        }
        hits = pairs.map(hit)
        looseHits = loosePairs.map(hit)
        best = sample.compactMap { rule.suggestions($0, nearby).first?.score }.sorted(by: >)
        sampled = sample.count
    }

    func figures(above threshold: Double) -> Figures {
        func share(_ hits: [Hit], within most: Int) -> Double {
            let found = hits.count { $0.map { $0.score > threshold && $0.before < most } ?? false }
            return Double(found) / Double(max(1, hits.count))
        }
        return Figures(
            recall: share(hits, within: .max),
            recallInFive: share(hits, within: DuplicateBench.most),
            looseRecallInFive: share(looseHits, within: DuplicateBench.most),
            alarms: Double(best.count { $0 > threshold }) / Double(max(1, sampled))
        )
    }

    /// The highest threshold that leaves at least this share of the duplicates among the first five.
    func threshold(recallInFive wanted: Double) -> Double {
        let scores = hits.compactMap { $0 }.filter { $0.before < DuplicateBench.most }.map(\.score).sorted(by: >)
        let needed = Int((Double(hits.count) * wanted).rounded(.up))
        return scores.indices.contains(needed - 1) ? scores[needed - 1].nextDown : 0
    }

    /// The lowest threshold that leaves at most this share of alarms.
    func threshold(alarms: Double) -> Double {
        let allowed = Int(Double(sampled) * alarms)
        return allowed < best.count ? best[allowed] : 0
    }
}
