import CityDomain
import CityKit
import Hummingbird

/// The register of recipients, for the clerks who keep it (RC-03).
struct RecipientRoutes {
    let site: Site

    private var useCases: RecipientUseCases { site.useCases.recipients }
    private var keep: KeepRecipients { useCases.keep }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/recipients") { request, context in
            try await list(site.officeVisit(request, context))
        }
        router.post("/:town/office/recipients") { request, context in
            try await find(site.officeVisit(request, context))
        }
        router.get("/:town/office/recipients/new") { request, context in
            let desk = try await site.officeVisit(request, context)
            return try await enterForm(RecipientForm(), desk)
        }
        router.post("/:town/office/recipients/new") { request, context in
            try await enter(site.officeVisit(request, context))
        }
        router.get("/:town/office/recipients/:recipient") { request, context in
            try await show(site.officeVisit(request, context))
        }
        router.get("/:town/office/recipients/:recipient/consent") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await consent(visit, signed)
        }
        router.get("/:town/office/recipients/:recipient/data") { request, context in
            try await changeForm(site.officeVisit(request, context))
        }
        router.post("/:town/office/recipients/:recipient/data") { request, context in
            try await change(site.officeVisit(request, context))
        }
        for act in RecipientPage.Act.allCases {
            router.post("/:town/office/recipients/:recipient/\(act.rawValue)") { request, context in
                try await perform(act, site.officeVisit(request, context))
            }
        }
        router.post("/:town/office/recipients/:recipient/devices/:device/remove") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            _ = try await visit.form()
            let device: ID<RecipientDevice> = ID(visit.parameter("device"))
            let id = visit.recipientID
            try await keep.remove(device, of: id, by: visit.caller(signed), in: visit.town, at: visit.now)
            return visit.redirect("office/recipients/\(id)")
        }
    }

    typealias Desk = (visit: Visit, signed: SignIn.Signed)

    // MARK: - Finding

    private func list(_ desk: Desk) async throws -> Response {
        let (visit, signed) = desk
        let query = try visit.query()
        let which = RecipientSelection(rawValue: query["which"]) ?? .all
        let caller = visit.caller(signed)
        let after = query["after"].isEmpty ? nil : query["after"]
        return RecipientListPage(
            page: try await page("recipient.title", desk),
            which: which,
            counts: try await keep.counts(by: caller, in: visit.town, at: visit.now),
            recipients: try await keep.list(which, after: after, by: caller, in: visit.town, at: visit.now)
        ).response(visit)
    }

    private func find(_ desk: Desk) async throws -> Response {
        let (visit, signed) = desk
        let words = try await visit.form()["words"]
        let caller = visit.caller(signed)
        let found = try await keep.find(words, by: caller, in: visit.town, at: visit.now)
        if found.count == 1 { return visit.redirect("office/recipients/\(found[0].recipient.id)") }
        return RecipientListPage(
            page: try await page("recipient.title", desk),
            which: .all,
            counts: try await keep.counts(by: caller, in: visit.town, at: visit.now),
            recipients: Page(elements: found, next: nil),
            sought: words
        ).response(visit)
    }

    private func show(_ desk: Desk, errors: ErrorFields = .none, reason: String = "") async throws -> Response {
        let (visit, signed) = desk
        let caller = visit.caller(signed)
        let open = try await keep.one(visit.recipientID, by: caller, in: visit.town, at: visit.now)
        var page = try await page("recipient.title", desk)
        page.errors = errors
        return RecipientPage(
            page: page,
            open: open,
            rules: try keep.rules(by: caller, in: visit.town),
            devices: try await keep.devices(of: visit.recipientID, by: caller, in: visit.town),
            reason: reason,
            errors: errors
        ).response(visit)
    }

    // MARK: - Changing

    private func enterForm(_ form: RecipientForm, errors: ErrorFields = .none, _ desk: Desk) async throws -> Response {
        let rules = try keep.rules(by: desk.visit.caller(desk.signed), in: desk.visit.town)
        var page = try await page("recipient.new", desk)
        page.errors = errors
        return EnterRecipientPage(page: page, rules: rules, form: form, errors: errors).response(desk.visit)
    }

    private func enter(_ desk: Desk) async throws -> Response {
        let (visit, signed) = desk
        let form = RecipientForm(try await visit.form(), visit.town)
        do {
            let entered = try await useCases.register.enter(
                form,
                language: form.language ?? visit.town.profile.languages.first ?? visit.language,
                by: visit.caller(signed),
                in: visit.town,
                at: visit.now
            )
            switch entered {
            case .added(let id): return visit.redirect("office/recipients/\(id)?new=1")
            case .known(let id): return visit.redirect("office/recipients/\(id)?known=1")
            }
        } catch let failures as Failures {
            return try await enterForm(form, errors: ErrorFields(failures.all, visit.words), desk)
        }
    }

    private func changeForm(_ desk: Desk) async throws -> Response {
        let (visit, signed) = desk
        let open = try await keep.one(visit.recipientID, by: visit.caller(signed), in: visit.town, at: visit.now)
        var form = RecipientForm(open.profile)
        form.language = open.recipient.language
        return try await changePage(form, seen: open.recipient.profile, desk)
    }

    private func changePage(
        _ form: RecipientForm,
        seen: Sealed<RecipientProfile>,
        errors: ErrorFields = .none,
        _ desk: Desk
    ) async throws -> Response {
        let rules = try keep.rules(by: desk.visit.caller(desk.signed), in: desk.visit.town)
        var page = try await page("recipient.change", desk)
        page.errors = errors
        return ChangeRecipientPage(page: page, rules: rules, form: form, seen: seen, errors: errors)
            .response(desk.visit)
    }

    private func change(_ desk: Desk) async throws -> Response {
        let (visit, signed) = desk
        let data = try await visit.form()
        let form = RecipientForm(data, visit.town)
        let seen = data.seenProfile
        let id = visit.recipientID
        do {
            try await keep.change(id, to: form, seeing: seen, by: visit.caller(signed), in: visit.town, at: visit.now)
            return visit.redirect("office/recipients/\(id)")
        } catch let failures as Failures {
            return try await changePage(form, seen: seen, errors: ErrorFields(failures.all, visit.words), desk)
        } catch RecipientFailure.changedMeanwhile {
            let errors = ErrorFields([RecipientFailure.changedMeanwhile], visit.words)
            return try await changePage(form, seen: seen, errors: errors, desk)
        }
    }

    private func perform(_ act: RecipientPage.Act, _ desk: Desk) async throws -> Response {
        let form = try await desk.visit.form()
        do {
            return try await perform(act, form, desk)
        } catch let failure as RecipientFailure where failure != .unknown && failure != .noRegister {
            let errors = ErrorFields([failure], desk.visit.words)
            return try await show(desk, errors: errors, reason: form["reason"])
        }
    }

    private func perform(_ act: RecipientPage.Act, _ form: FormData, _ desk: Desk) async throws -> Response {
        let (visit, id) = (desk.visit, desk.visit.recipientID)
        let (caller, town, now) = (visit.caller(desk.signed), visit.town, visit.now)
        switch act {
        case .hold: try await keep.hold(id, because: form["reason"], by: caller, in: town, at: now)
        case .release: try await keep.release(id, by: caller, in: town, at: now)
        case .suspend:
            let suspension = try RecipientSuspension(form, from: visit.today)
            try await keep.suspend(id, suspension, by: caller, in: town, at: now)
        case .resume: try await keep.suspend(id, nil, by: caller, in: town, at: now)
        case .sign: try await keep.noteSigned(id, by: caller, in: town, at: now)
        case .code:
            let channel = MessageChannel(rawValue: form["channel"])
            try await keep.sendCode(to: id, through: channel, by: caller, in: town, at: now)
        case .erase:
            guard form["confirmed"] == "yes" else { throw RecipientFailure.notConfirmed }
            try await keep.erase(id, by: caller, in: town, at: now)
            return visit.redirect("office/recipients")
        }
        return visit.redirect("office/recipients/\(id)?done=\(act.rawValue)")
    }

    /// - Parameter title: the key of its text.
    private func page(_ title: String, _ desk: Desk) async throws -> OfficePage {
        OfficePage(
            title: desk.visit.words(title),
            queue: "office/recipients",
            counts: try await desk.visit.counts(for: desk.signed),
            signed: desk.signed
        )
    }
}

extension Visit {
    /// The recipient that the path names.
    var recipientID: ID<RegisteredRecipient> { ID(parameter("recipient")) }
}
