import CityDomain
import CityKit
import Hummingbird

/// Asks for a new address of the account, and shows the change that waits.
struct EmailPage {
    let signed: SignInResident.Signed
    var email = ""
    var waiting: ChangeAddress.Waiting?
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let address = Field(
            name: "email",
            label: words("account.email.new"),
            error: errors["email"],
            control: .line(TextLine(value: email, kind: .email, autocomplete: .email))
        )
        let proof = OwnerProofFields(act: .address, signed: signed, errors: errors)
        return AccountForm(
            title: words("account.change.email"),
            lead: words("account.email.lead"),
            back: Link(words("page.back"), to: visit.path("account")),
            before: waiting.map { state($0, visit) },
            step: proof.sender(visit),
            action: visit.path("account/email"),
            fields: "\(address)\(proof.field(words))\(Button(words: words("account.email.button")))",
            errors: errors
        ).response(visit)
    }

    private func state(_ waiting: ChangeAddress.Waiting, _ visit: Visit) -> HTML {
        let words = visit.words
        func answer(_ isThere: Bool) -> HTML {
            HTML(text: words(isThere ? "account.email.answered" : "account.email.unanswered"))
        }
        let rows = [
            CheckList.Row(question: words("account.email.new"), answer: HTML(text: waiting.address.text)),
            CheckList.Row(question: words("account.email.atOld"), answer: answer(waiting.hasLeft)),
            CheckList.Row(question: words("account.email.atNew"), answer: answer(waiting.hasArrived)),
        ]
        let cancel = Form(action: visit.path("account/email/cancel")).html(
            Button(words: words("account.email.cancel"), look: .quiet, size: .small).html
        )
        return Card(
            id: "waiting",
            title: words("account.email.waiting"),
            icon: .letter,
            content: "<p>\(words("account.email.sent"))</p>\(FactList(rows: rows))\(cancel)"
        ).html
    }
}
