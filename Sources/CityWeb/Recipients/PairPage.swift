import CityDomain
import CityKit
import Hummingbird

/// Takes the code that was sent (RC-06).
struct PairPage {
    let rules: RecipientRules
    var number = ""
    /// Whether a device too many was refused, so that the page offers to send the oldest away.
    var isFull = false
    /// Through which channel the code was sent just now; nil on the plain page.
    var sent: MessageChannel?
    /// Whether another code was asked for just now.
    var isAskedAgain = false
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return AccountForm(
            title: words("pair.title"),
            lead: words("pair.lead"),
            before: notice(words),
            action: visit.path("messages/code"),
            fields: """
                \(Field(
                    name: "number",
                    label: words("pair.number"),
                    hint: words("pair.number.hint"),
                    error: errors["number"],
                    control: .line(TextLine(value: number, kind: .code, width: .half, autocomplete: .off))
                ))
                \(Field(
                    name: "code",
                    label: words("pair.code"),
                    hint: words("pair.code.hint"),
                    error: errors["code"],
                    control: .line(TextLine(kind: .code, width: .half, autocomplete: .oneTimeCode))
                ))
                \(room(words))
                \(Button(words: words("pair.button")))
                """,
            ways: [Link(words("pair.again"), to: visit.path("messages/code/again"))] + register(visit),
            errors: errors,
            reach: .open
        ).response(visit)
    }

    /// For who has no number, where one may register alone.
    private func register(_ visit: Visit) -> [Link] {
        guard rules.registration.ways.contains(.form) else { return [] }
        return [Link(visit.words("pair.register"), to: visit.path("messages/register"))]
    }

    private func room(_ words: Words) -> HTML? {
        isFull ? Consent(name: "replace", words: words("pair.replace")).html : nil
    }

    private func notice(_ words: Words) -> HTML? {
        if isAskedAgain {
            return Notice(
                kind: .success,
                title: words("pair.askedAgain.title"),
                text: HTML(text: words("pair.askedAgain.text"))
            ).html
        }
        return sent.map { channel in
            Notice(
                kind: .success,
                title: words("pair.sent.title"),
                text: HTML(text: words("pair.sent.\(channel.rawValue)"))
            ).html
        }
    }
}
