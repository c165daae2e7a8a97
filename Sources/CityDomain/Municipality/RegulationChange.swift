import CityKit

/// What differs in one point between two versions of a regulation.
public struct RegulationChange: Sendable, Equatable {
    /// The heading of the point: “§4 d5 — Regulamin”.
    public let heading: String
    /// The words of the older version; nil for a new point.
    public let before: String?
    /// The words of the newer version; nil for a point that is gone.
    public let after: String?

    public init(heading: String, before: String?, after: String?) {
        self.heading = heading
        self.before = before
        self.after = after
    }
}

extension Municipality {
    /// The text of a language that counts until the one of `version` takes its place; nil where there is none. A version of a later
    /// day is no ground to compare with.
    public func regulation(before version: RegulationVersion) -> RegulationVersion? {
        regulation.first {
            $0.language == version.language && $0.version != version.version && $0.effective <= version.effective
        }
    }
}

extension RegulationVersion {
    /// The points that were added, changed or taken away since an older version, in the order of this one; those that
    /// are gone come last. White space does not count.
    public func changes(since older: RegulationVersion) -> [RegulationChange] {
        let (old, new) = (older.points, points)
        let oldWords = Dictionary(old.map { ($0.heading, $0.words) }, uniquingKeysWith: { first, _ in first })
        let newHeadings = Set(new.map(\.heading))
        let kept = new.filter { oldWords[$0.heading] != $0.words }.map { point in
            RegulationChange(heading: point.heading, before: oldWords[point.heading], after: point.words)
        }
        let gone = old.filter { !newHeadings.contains($0.heading) }.map { point in
            RegulationChange(heading: point.heading, before: point.words, after: nil)
        }
        return kept + gone
    }

    /// The text from one heading to the next.
    private var points: [(heading: String, words: String)] {
        var points: [(heading: String, words: String)] = []
        for line in text.split(separator: "\n") {
            let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if line.hasPrefix("#") {
                points.append((String(words.drop { $0 == "#" || $0 == " " }), ""))
            } else if var last = points.popLast() {
                last.words += last.words.isEmpty ? words : " \(words)"
                points.append(last)
            }
        }
        return points
    }
}
