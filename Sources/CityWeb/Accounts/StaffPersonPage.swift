import CityDomain
import CityKit
import Hummingbird

/// One person of the office: roles, unit, and whether they can sign in.
struct StaffPersonPage {
    let page: OfficePage
    let person: ManageStaff.Person
    /// The link to set a password that works now.
    let invitation: StaffInvitation?
    let form: StaffForm
    /// What was done just now: a `StaffAction`.
    let done: String

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let isOwn = person.id == page.signed.staff.id
        let main: HTML =
            isOwn
            ? "\(Notice(kind: .information, title: words("staff.own.title"), text: HTML(text: words("staff.own.text"))))\(facts(visit))"
            : Columns(.even, "\(facts(visit))\(roles(visit))", "\(grant(visit))\(unit(visit))\(account(visit))").html
        return page.response(
            visit,
            """
            \(BackLink(words("staff.title"), to: visit.path("office/staff")))
            \(form.errors.summary)
            \(PageHead(title: person.name.text, lead: person.login.text))
            <div class="stack">
            \(notice(words))\(main)
            </div>
            """
        )
    }

    private func notice(_ words: Words) -> HTML? {
        guard let action = StaffAction(rawValue: done) else { return nil }
        let isOfPerson = action != .letter && action != .withdraw
        let text = HTML(text: isOfPerson ? words("staff.done.text") : "")
        return "\(Notice(kind: .success, title: words("staff.done.\(action.rawValue)"), text: text))\n"
    }

    private func facts(_ visit: Visit) -> HTML {
        let words = visit.words
        let unit = person.rights.unit.flatMap(visit.town.unit).map { words($0.name) } ?? words("staff.office")
        return Card(
            id: "person",
            title: words("staff.person"),
            content: FactList(
                rows: [
                    CheckList.Row(question: words("staff.field.unit"), answer: HTML(text: unit)),
                    CheckList.Row(
                        question: words("staff.column.roles"),
                        answer: GrantList(grants: person.rights.grants, visit: visit).html
                    ),
                    CheckList.Row(
                        question: words("staff.column.standing"),
                        answer: HTML(text: words("staff.standing.\(person.standing.rawValue)"))
                    ),
                ] + (invited(visit).map { [$0] } ?? [])
            ).html
        ).html
    }

    private func invited(_ visit: Visit) -> CheckList.Row? {
        invitation.map { invitation in
            let moments: [String: Text.Argument] = [
                "at": .words(visit.moment(invitation.createdAt)), "until": .words(visit.moment(invitation.endsAt)),
            ]
            let text = visit.words(
                invitation.language == nil ? "staff.invitation.link" : "staff.invitation.letter",
                moments
            )
            return CheckList.Row(question: visit.words("staff.invitation"), answer: HTML(text: text))
        }
    }

    /// Each role with the button that takes it away.
    private func roles(_ visit: Visit) -> HTML? {
        let words = visit.words
        guard !person.rights.grants.isEmpty else { return nil }
        let rows = person.rights.grants.html { grant in
            let hidden = [("role", grant.role.rawValue), ("reach", grant.reach.unit?.rawValue ?? "")]
            let button = Button(
                words: words("staff.revoke"),
                look: .danger,
                size: .small,
                context: ": \(visit.words(of: grant))"
            )
            return """
                <div class="row apart"><span>\(visit.words(of: grant))</span>\
                \(send(.revoke, visit, hidden).html(button.html))</div>

                """
        }
        return Card(
            id: "roles",
            title: words("staff.revoke.title"),
            content: "<div class=\"stack tight\">\(rows)</div>"
        )
        .html
    }

    private func grant(_ visit: Visit) -> HTML {
        let words = visit.words
        let fields = RoleFields(form: form, signed: page.signed, visit: visit)
        return Card(
            id: "grant",
            title: words("staff.grant.title"),
            content: send(.grant, visit).html("\(fields)\(Button(words: words("staff.grant")))")
        ).html
    }

    private func unit(_ visit: Visit) -> HTML {
        let words = visit.words
        let field = UnitField(selected: person.rights.unit?.rawValue ?? "", visit: visit)
        return Card(
            id: "move",
            title: words("staff.move.title"),
            content: send(.move, visit).html("\(field)\(Button(words: words("staff.move"), look: .quiet))")
        ).html
    }

    /// What concerns signing in.
    private func account(_ visit: Visit) -> HTML {
        let actions: [StaffAction] =
            switch person.standing {
            case .invited, .withoutFactor: invitations + [.close]
            case .active: invitations + [.resetFactor, .close]
            case .closed: [.reopen]
            }
        let pieces = actions.html { action in
            let look: ButtonLook = action == .close || action == .resetFactor ? .danger : .quiet
            let button = Button(words: visit.words("staff.\(action.rawValue)"), look: look)
            return """
                <p class="small">\(visit.words("staff.\(action.rawValue).text"))</p>
                \(send(action, visit).html(button.html))
                """
        }
        return Card(
            id: "account",
            title: visit.words("staff.account"),
            content: "<div class=\"stack tight\">\(pieces)</div>"
        )
        .html
    }

    private var invitations: [StaffAction] { [.letter, .link] + (invitation == nil ? [] : [.withdraw]) }

    private func send(_ action: StaffAction, _ visit: Visit, _ hidden: [(name: String, value: String)] = []) -> Form {
        Form(action: visit.path("office/staff/\(person.id)/\(action.rawValue)"), hidden: hidden)
    }
}
