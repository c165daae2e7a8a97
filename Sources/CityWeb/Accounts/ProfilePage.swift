import CityDomain
import CityKit
import Hummingbird

/// Changes the names and the phone number of an account.
struct ProfilePage {
    private let form: RegistrationForm
    private var errors = ErrorFields.none

    init(profile: ResidentProfile) {
        var form = RegistrationForm()
        form.givenName = profile.givenName.text
        form.surname = profile.surname.text
        form.phone = profile.phone?.formatted ?? ""
        self.form = form
    }

    /// What was typed and could not be taken.
    init(_ form: FormData, errors: ErrorFields) {
        self.form = RegistrationForm(form)
        self.errors = errors
    }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let fields = RegistrationFields(form: form, errors: errors)
        return AccountForm(
            title: words("account.change.profile"),
            lead: words("account.profile.private"),
            back: Link(words("page.back"), to: visit.path("account")),
            action: visit.path("account/profile"),
            fields: "\(fields.names(words))\(fields.phone(words))\(Button(words: words("account.save")))",
            errors: errors
        ).response(visit)
    }
}
