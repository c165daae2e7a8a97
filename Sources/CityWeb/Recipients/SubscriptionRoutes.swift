import CityDomain
import CityKit
import Hummingbird

/// How somebody gets messages from the town: the form, the code, and what the person then decides (RC-02, RC-06, G-11).
struct SubscriptionRoutes {
    let site: Site

    private var useCases: RecipientUseCases { site.useCases.recipients }

    func add(to router: Router<CityContext>) {
        router.get("/:town/messages/register") { request, context in
            let (visit, rules) = try site.recipientVisit(request, context)
            guard rules.registration.ways.contains(.form) else { throw RecipientFailure.wayNotOffered }
            return SubscribePage(rules: rules).response(visit)
        }
        router.post("/:town/messages/register") { request, context in
            let (visit, rules) = try site.recipientVisit(request, context)
            return try await register(visit, rules)
        }
        router.get("/:town/messages/code") { request, context in
            let (visit, rules) = try site.recipientVisit(request, context)
            let query = try visit.query()
            return PairPage(
                rules: rules,
                number: RecipientNumber(typed: query["number"])?.description ?? "",
                sent: MessageChannel(rawValue: query["sent"]),
                isAskedAgain: query["sent"] == "again"
            ).response(visit)
        }
        router.post("/:town/messages/code") { request, context in
            let (visit, rules) = try site.recipientVisit(request, context)
            return try await pair(visit, rules)
        }
        router.get("/:town/messages/code/again") { request, context in
            let (visit, _) = try site.recipientVisit(request, context)
            return CodeAgainPage().response(visit)
        }
        router.post("/:town/messages/code/again") { request, context in
            let (visit, _) = try site.recipientVisit(request, context)
            return try await askAgain(visit)
        }
    }

    private func register(_ visit: Visit, _ rules: RecipientRules) async throws -> Response {
        let form = RecipientForm(try await visit.form(), visit.town)
        do {
            let channel = try await useCases.register(
                form,
                language: visit.language,
                network: visit.network,
                in: visit.town,
                at: visit.now
            )
            return visit.redirect("messages/code?sent=\(channel.rawValue)")
        } catch let failures as Failures {
            return SubscribePage(rules: rules, form: form, errors: ErrorFields(failures.all, visit.words))
                .response(visit)
        }
    }

    private func pair(_ visit: Visit, _ rules: RecipientRules) async throws -> Response {
        let form = try await visit.form()
        let typed = ConfirmRecipient.Typed(
            number: form["number"],
            code: form["code"],
            device: visit.request.device,
            present: visit.recipientToken,
            room: form["replace"] == "yes" ? .replacing : .refusing
        )
        do {
            let token = try await useCases.confirm(typed, network: visit.network, in: visit.town, at: visit.now)
            var response = visit.redirect("messages?new=1")
            response.setCookie(visit.recipientCookie(token))
            return response
        } catch let failure as RecipientFailure {
            var page = PairPage(rules: rules, number: form["number"], errors: ErrorFields([failure], visit.words))
            if case .tooManyDevices = failure { page.isFull = true }
            return page.response(visit)
        }
    }

    private func askAgain(_ visit: Visit) async throws -> Response {
        let contact = try await visit.form()["contact"]
        do {
            try await useCases.confirm.askAgain(contact, network: visit.network, in: visit.town, at: visit.now)
            return visit.redirect("messages/code?sent=again")
        } catch let failures as Failures {
            let ids = ["email": "contact", "phone": "contact"]
            let errors = ErrorFields(failures.all, visit.words, ids: ids)
            return CodeAgainPage(contact: contact, errors: errors).response(visit)
        }
    }
}
