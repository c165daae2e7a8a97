import CityDomain
import CityKit
import Hummingbird

/// What can be sent from the page of a person of the office.
enum StaffAction: String, CaseIterable {
    case grant, revoke, move, letter, link, withdraw, resetFactor, close, reopen
}

/// The people of the office, for administrators.
struct StaffRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/staff") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await list(visit, signed)
        }
        router.get("/:town/office/staff/new") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let page = try await page(visit, signed, title: "staff.new.title")
            return NewStaffPage(page: page, form: StaffForm(FormData())).response(visit)
        }
        router.post("/:town/office/staff") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await invite(visit, signed)
        }
        router.get("/:town/office/staff/:person") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(StaffForm(FormData()), visit, signed)
        }
        for action in StaffAction.allCases {
            router.post("/:town/office/staff/:person/\(action.rawValue)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await act(action, visit, signed)
            }
        }
    }

    private func page(_ visit: Visit, _ signed: SignIn.Signed, title: String) async throws -> OfficePage {
        OfficePage(
            title: visit.words(title),
            queue: "office/staff",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
    }

    private func list(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let people = try await site.useCases.staff.manage.people(
            by: StaffAuthority(visit.caller(signed)),
            in: visit.town,
            at: visit.now
        )
        return StaffListPage(page: try await page(visit, signed, title: "staff.title"), people: people).response(visit)
    }

    private func invite(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = StaffForm(try await visit.form())
        let manage = site.useCases.staff.manage
        do {
            let (new, authority) = (try form.newStaff(), try StaffAuthority(visit.caller(signed)))
            guard form.isHandedOver else {
                let id = try await manage.inviteByLetter(
                    new,
                    language: visit.language,
                    by: authority,
                    in: visit.town,
                    at: visit.now
                )
                return visit.redirect("office/staff/\(id)?done=letter")
            }
            let invitation = try await manage.invite(new, by: authority, in: visit.town, at: visit.now)
            return try await showLink(invitation.link, for: invitation.id, visit, signed)
        } catch {
            guard let failures = form.mendable(error) else { throw error }
            var page = try await page(visit, signed, title: "staff.new.title")
            let faulty = form.faulty(failures, visit.words)
            page.errors = faulty.errors
            return NewStaffPage(page: page, form: faulty).response(visit)
        }
    }

    private func show(_ form: StaffForm, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let person = try await site.useCases.staff.manage.person(
            visit.person,
            by: StaffAuthority(visit.caller(signed)),
            in: visit.town,
            at: visit.now
        )
        var page = try await page(visit, signed, title: "staff.title")
        page.title = person.name.text
        page.errors = form.errors
        let manage = site.useCases.staff.manage
        return StaffPersonPage(
            page: page,
            person: person,
            invitation: try await manage.invitation(of: person.id, in: visit.town, at: visit.now),
            form: form,
            done: try visit.query()["done"]
        ).response(visit)
    }

    private func act(_ action: StaffAction, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = StaffForm(try await visit.form())
        let authority = try StaffAuthority(visit.caller(signed))
        do {
            if action == .link {
                let manage = site.useCases.staff.manage
                let link = try await manage.inviteAgain(visit.person, by: authority, in: visit.town, at: visit.now)
                return try await showLink(link, for: visit.person, visit, signed)
            }
            try await change(action, form, visit, authority)
            return visit.redirect("office/staff/\(visit.person)?done=\(action.rawValue)")
        } catch {
            guard let failures = form.mendable(error) else { throw error }
            return try await show(form.faulty(failures, visit.words), visit, signed)
        }
    }

    private func change(_ action: StaffAction, _ form: StaffForm, _ visit: Visit, _ authority: StaffAuthority)
        async throws
    {
        let (manage, id, town, now) = (site.useCases.staff.manage, visit.person, visit.town, visit.now)
        switch action {
        case .grant: try await manage.grant(try form.grant(), to: id, by: authority, in: town, at: now)
        case .revoke: try await manage.revoke(try form.grant(), of: id, by: authority, in: town, at: now)
        case .move: try await manage.move(id, to: form.unit, by: authority, in: town, at: now)
        case .letter:
            try await manage.sendInvitation(to: id, language: visit.language, by: authority, in: town, at: now)
        case .withdraw: try await manage.withdrawInvitation(of: id, by: authority, in: town, at: now)
        case .resetFactor: try await manage.resetFactor(id, by: authority, in: town, at: now)
        case .close: try await manage.close(id, by: authority, in: town, at: now)
        case .reopen: try await manage.reopen(id, by: authority, in: town, at: now)
        case .link: break
        }
    }

    private func showLink(_ link: Token, for id: ID<Staff>, _ visit: Visit, _ signed: SignIn.Signed) async throws
        -> Response
    {
        let page = try await page(visit, signed, title: "staff.link.title")
        return StaffLinkPage(page: page, person: id, link: visit.link("office/join/\(link.text)")).response(visit)
    }
}

extension Visit {
    /// The person that the path names.
    fileprivate var person: ID<Staff> { ID(parameter("person")) }
}
