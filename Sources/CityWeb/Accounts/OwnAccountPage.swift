import CityDomain
import CityKit
import Hummingbird

/// What everybody of the office sees of their own account.
struct OwnAccountPage {
    let page: OfficePage
    /// Not for whoever signs in by the directory or the service of the office.
    let hasPassword: Bool
    let factors: ChangeFactors.Ways
    /// Nil for somebody who would never get the letter of the morning.
    var digest: DigestCard?
    /// What was changed just now; empty for nothing.
    var done = ""
    var errors = ErrorFields.none
    /// Whether the error of a password is of the old one.
    var isOldWrong = false

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let staff = page.signed.staff
        let rights = OfficeRight.allCases.filter(staff.rights.have).map { words($0.text) }
        let allowed: HTML =
            rights.isEmpty
            ? HTML(text: words("ownAccount.nothing"))
            : "<ul>\n\(rights.html { "<li>\($0)</li>\n" })</ul>"
        let unit = staff.rights.unit.flatMap(visit.town.unit).map { words($0.name) } ?? words("staff.office")
        return page.response(
            visit,
            """
            \(errors.summary)\(PageHead(title: page.title, lead: words("ownAccount.lead")))
            <div class="stack">
            \(notice(words))\(FactList(rows: [
                CheckList.Row(question: words("staff.field.name"), answer: HTML(text: page.signed.name.text)),
                CheckList.Row(question: words("staff.field.unit"), answer: HTML(text: unit)),
                CheckList.Row(
                    question: words("staff.column.roles"),
                    answer: GrantList(grants: staff.rights.grants, visit: visit).html
                ),
                CheckList.Row(question: words("ownAccount.rights"), answer: allowed),
            ]))
            <div class="measure stack">\(digest?.html(visit))\(password(visit))\(factorCards(visit))</div>
            </div>
            """
        )
    }

    private func notice(_ words: Words) -> HTML? {
        let own = ["password": "ownAccount.password.done", "digest": "digest.done"]
        let key = own[done] ?? FactorCards.notice(of: done)
        return key.map { "\(Notice(kind: .success, title: words($0), text: ""))\n" }
    }

    private func password(_ visit: Visit) -> HTML? {
        guard hasPassword else { return nil }
        let words = visit.words
        let old = PasswordField(
            name: "old",
            label: words("account.password.old"),
            error: isOldWrong ? errors["password"] : nil,
            autocomplete: .currentPassword
        )
        let new = PasswordField(
            name: "password",
            label: words("account.password.new"),
            hint: words("register.password.hint"),
            error: isOldWrong ? nil : errors["password"],
            autocomplete: .newPassword
        )
        let button = Button(words: words("account.password.button"), look: .quiet)
        return Card(
            id: "change-password",
            title: words("account.change.password"),
            content: Form(action: visit.path("office/account/password"))
                .html("\(old.html(words))\(new.html(words))\(button)")
        ).html
    }

    private func factorCards(_ visit: Visit) -> HTML? {
        guard factors.hasFactor else { return nil }
        return FactorCards(ways: factors, path: "office/account").html(visit)
    }
}
