import CityKit

/// A question that opens its answer: “How we count”.
struct Disclosure: Component {
    enum State: Sendable { case closed, open }

    let question: String
    var state = State.closed
    let answer: HTML

    var html: HTML {
        let open = HTML.attribute("open", state == .open ? "" : nil)
        return """
            <details class="disclosure"\(open)><summary>\(question)</summary><div class="small stack tight">\(answer)</div>\
            </details>
            """
    }
}
