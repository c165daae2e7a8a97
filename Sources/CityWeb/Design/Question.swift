import CityKit

/// The town asks, the resident answers: the clock stands until then.
struct Question: Component {
    let title: String
    /// Who asks and when.
    let by: String
    let question: String
    /// “Answer by” with the day in `<b>`.
    let due: HTML
    /// The form with the answer.
    let answer: HTML

    var html: HTML {
        """
        <section class="question" aria-labelledby="question">
        <h2 id="question">\(Icon.chat)\(title)</h2>
        <p class="small">\(by)</p>
        <p class="asked">\(question)</p>
        <p>\(Icon.clock)\(due)</p>
        \(answer)
        </section>
        """
    }
}
