import CityDomain
import CityKit
import Hummingbird

/// Finds the account of a resident by its whole address; there is no list to leaf through.
struct ResidentSearchPage {
    let page: OfficePage
    var email = ""
    /// Whether there is no account under the address.
    var isMissing = false
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let field = Field(
            name: "email",
            label: words("register.email"),
            hint: words("residents.email.hint"),
            error: errors["email"],
            control: .line(TextLine(value: email, kind: .email))
        )
        let missing: HTML? = isMissing ? "<p role=\"status\">\(words("residents.none"))</p>" : nil
        let isErased = (try? visit.query()["erased"]) == "1"
        let erased =
            isErased
            ? Notice(
                kind: .success,
                title: words("residents.erased"),
                text: HTML(text: words("residents.erase.letter"))
            ) : nil
        let form = Form(action: visit.path("office/residents"))
            .html("\(field)\(Button(words: words("residents.find"), icon: .search))")
        let second: HTML? =
            visit.town.accounts?.onePerPerson == nil
            ? nil : "<p>\(Link(words("merges.title"), to: visit.path("office/second-accounts")))</p>"
        let acting: HTML? =
            visit.town.accounts?.representation == nil
            ? nil
            : "<p>\(Link(words("representation.desk.title"), to: visit.path("office/representations")))</p>"
        return page.response(
            visit,
            """
            \(PageHead(title: page.title, lead: words("residents.lead")))
            <div class="measure stack">\(errors.summary)\(erased)\(form)\(missing)\(second)\(acting)</div>
            """
        )
    }
}
