import CityDomain
import CityKit
import Hummingbird

/// The form of somebody new.
struct NewStaffPage {
    let page: OfficePage
    let form: StaffForm

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let fields: HTML = """
            \(Field(
                name: "name",
                label: words("staff.field.name"),
                error: form.errors["name"],
                control: .line(TextLine(value: form["name"], autocomplete: .off))
            ))
            \(Field(
                name: "login",
                label: words("staff.field.login"),
                error: form.errors["login"] ?? form.errors["email"],
                control: .line(TextLine(value: form["login"], kind: .email, autocomplete: .off))
            ))
            \(UnitField(selected: form["unit"], visit: visit))
            \(RoleFields(form: form, signed: page.signed, visit: visit))
            <div class="row">\(Button(words: words("staff.invite.letter")))\
            \(Button(words: words("staff.invite.link"), look: .quiet, name: "way", value: "link"))</div>
            """
        return page.response(
            visit,
            """
            \(BackLink(words("staff.title"), to: visit.path("office/staff")))
            \(form.errors.summary)
            \(PageHead(title: page.title, lead: words("staff.new.lead")))
            <div class="measure">\(Form(action: visit.path("office/staff")).html(fields))</div>
            """
        )
    }
}
