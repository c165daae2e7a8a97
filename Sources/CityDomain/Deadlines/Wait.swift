public import CityKit

/// A time in which the office waits for a resident's answer; meanwhile the terms of the case stand still.
public struct Wait: Hashable, Sendable {
    public let askedOn: CivilDate
    /// Nil while the answer has not come.
    public let answeredOn: CivilDate?

    /// Nil when the answer would be older than the question.
    public init?(askedOn: CivilDate, answeredOn: CivilDate? = nil) {
        if let answeredOn, answeredOn < askedOn { return nil }
        self.askedOn = askedOn
        self.answeredOn = answeredOn
    }
}

/// Days on which a term stands still, none before its start.
struct Hold: Hashable {
    let askedOn: CivilDate
    /// Nil while the answer has not come.
    let answeredOn: CivilDate?

    /// The waits of a case as a term sees them that starts on `start`: in order, those that overlap or touch made one, so
    /// that no day stands still twice.
    static func all(of waits: [Wait], from start: CivilDate) -> [Hold] {
        var holds: [Hold] = []
        for wait in waits.sorted(by: { $0.askedOn < $1.askedOn }) {
            if let answeredOn = wait.answeredOn, answeredOn < start { continue }
            let next = Hold(askedOn: max(wait.askedOn, start), answeredOn: wait.answeredOn)
            guard let last = holds.last else {
                holds.append(next)
                continue
            }
            guard let lastAnswer = last.answeredOn else { break }
            if next.askedOn > lastAnswer {
                holds.append(next)
            } else {
                let answer = next.answeredOn.map { max($0, lastAnswer) }
                holds[holds.count - 1] = Hold(askedOn: last.askedOn, answeredOn: answer)
            }
        }
        return holds
    }
}
