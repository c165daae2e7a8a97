import CityKit

/// A form that the server alone checks: the browser shows no bubbles of its own and sends what was typed.
struct Form: Sendable {
    enum Method: String, Sendable { case get, post }

    let action: String
    var method = Method.post
    /// Values that go along unseen, such as the token against forged requests, in the order given.
    var hidden: [(name: String, value: String)] = []
    /// Whether files go along.
    var encoding = Encoding.fields

    enum Encoding: Sendable { case fields, files }

    func html(_ content: HTML) -> HTML {
        let type = HTML.attribute("enctype", encoding == .files ? "multipart/form-data" : nil)
        let values = hidden.html { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" }
        return """
            <form class="form" action="\(action)" method="\(method.rawValue)"\(type) novalidate>
            \(values)\(content)
            </form>
            """
    }
}
