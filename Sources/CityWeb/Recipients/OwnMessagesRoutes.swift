import CityDomain
import CityKit
import Hummingbird

/// What a person does on a device that was paired (G-11, RC-11, I-22).
struct OwnMessagesRoutes {
    let site: Site

    private var own: OwnRecipient { site.useCases.recipients.own }

    func add(to router: Router<CityContext>) {
        router.get("/:town/messages") { request, context in
            let (visit, rules) = try site.recipientVisit(request, context)
            guard let holder = try await holder(visit) else { return MessagesDoorPage(rules: rules).response(visit) }
            var response = try await show(holder, visit, rules)
            // The browser keeps it as long from now on as the register does.
            if let token = visit.recipientToken { response.setCookie(visit.recipientCookie(token)) }
            return response
        }
        router.get("/:town/messages/data") { request, context in
            let (visit, rules, holder) = try await heldVisit(request, context)
            var form = RecipientForm(try own.opened(holder, in: visit.town).profile)
            form.language = holder.recipient.language
            return OwnDataPage(rules: rules, form: form, seen: holder.recipient.profile).response(visit)
        }
        router.post("/:town/messages/data") { request, context in
            let (visit, rules, holder) = try await heldVisit(request, context)
            return try await change(holder, visit, rules)
        }
        router.post("/:town/messages/choices") { request, context in
            let (visit, rules, holder) = try await heldVisit(request, context)
            let form = try await visit.form()
            try await own.choose(RecipientChoices(form, rules), holder, in: visit.town, at: visit.now)
            return visit.redirect("messages?changed=choices")
        }
        addPauses(to: router)
        addEnds(to: router)
    }

    private func addPauses(to router: Router<CityContext>) {
        router.post("/:town/messages/pause") { request, context in
            let (visit, rules, holder) = try await heldVisit(request, context)
            return try await pause(holder, visit, rules)
        }
        router.post("/:town/messages/resume") { request, context in
            let (visit, _, holder) = try await heldVisit(request, context)
            _ = try await visit.form()
            try await own.suspend(nil, holder, in: visit.town, at: visit.now)
            return visit.redirect("messages?changed=resumed")
        }
        router.post("/:town/messages/:channel/code") { request, context in
            let (visit, _, holder) = try await heldVisit(request, context)
            _ = try await visit.form()
            let channel = try visit.messageChannel
            try await own.sendCode(to: channel, holder, in: visit.town, at: visit.now)
            return visit.redirect(visit.codePage(of: holder, sent: channel))
        }
        for (word, writing) in [("stop", OwnRecipient.Writing.stopped), ("start", .allowed)] {
            router.post("/:town/messages/:channel/\(word)") { request, context in
                let (visit, _, holder) = try await heldVisit(request, context)
                _ = try await visit.form()
                try await own.set(writing, to: try visit.messageChannel, holder, in: visit.town, at: visit.now)
                return visit.redirect("messages?changed=contacts")
            }
        }
    }

    private func addEnds(to router: Router<CityContext>) {
        router.post("/:town/messages/devices/:device/remove") { request, context in
            let (visit, _, holder) = try await heldVisit(request, context)
            _ = try await visit.form()
            let device: ID<RecipientDevice> = ID(visit.parameter("device"))
            try await own.remove(device, of: holder, in: visit.town)
            return visit.redirect(device == holder.device ? "messages" : "messages?changed=devices")
        }
        router.get("/:town/messages/leave") { request, context in
            let (visit, _, _) = try await heldVisit(request, context)
            return LeavePage().response(visit)
        }
        router.post("/:town/messages/leave") { request, context in
            let (visit, _, holder) = try await heldVisit(request, context)
            _ = try await visit.form()
            try await own.erase(holder, in: visit.town, at: visit.now)
            var response = visit.redirect("messages?left=1")
            response.setCookie(visit.cookie(.recipient).clearing)
            return response
        }
    }

    /// Nil where the browser is paired with nobody.
    private func holder(_ visit: Visit) async throws -> OwnRecipient.Holder? {
        guard let token = visit.recipientToken else { return nil }
        do {
            return try await own.holder(token, in: visit.town, at: visit.now)
        } catch RecipientFailure.unknown {
            return nil
        }
    }

    /// - Throws: `RecipientFailure.notPaired`.
    private func heldVisit(_ request: Request, _ context: CityContext) async throws
        -> (Visit, RecipientRules, OwnRecipient.Holder)
    {
        let (visit, rules) = try site.recipientVisit(request, context)
        guard let holder = try await holder(visit) else { throw RecipientFailure.notPaired }
        return (visit, rules, holder)
    }

    private func show(
        _ holder: OwnRecipient.Holder,
        _ visit: Visit,
        _ rules: RecipientRules,
        errors: ErrorFields = .none
    ) async throws -> Response {
        OwnMessagesPage(
            open: try own.opened(holder, in: visit.town),
            rules: rules,
            devices: try await own.devices(of: holder, in: visit.town),
            device: holder.device,
            errors: errors
        ).response(visit)
    }

    private func change(_ holder: OwnRecipient.Holder, _ visit: Visit, _ rules: RecipientRules) async throws
        -> Response
    {
        let data = try await visit.form()
        let form = RecipientForm(data, visit.town)
        let seen = data.seenProfile
        do {
            let sent = try await own.change(holder, to: form, seeing: seen, in: visit.town, at: visit.now)
            guard let sent else { return visit.redirect("messages?changed=data") }
            return visit.redirect(visit.codePage(of: holder, sent: sent))
        } catch let failures as Failures {
            let errors = ErrorFields(failures.all, visit.words)
            return OwnDataPage(rules: rules, form: form, seen: seen, errors: errors).response(visit)
        } catch RecipientFailure.changedMeanwhile {
            let errors = ErrorFields([RecipientFailure.changedMeanwhile], visit.words)
            return OwnDataPage(rules: rules, form: form, seen: seen, errors: errors).response(visit)
        }
    }

    private func pause(_ holder: OwnRecipient.Holder, _ visit: Visit, _ rules: RecipientRules) async throws
        -> Response
    {
        let form = try await visit.form()
        do {
            let suspension = try RecipientSuspension(form, from: visit.today)
            try await own.suspend(suspension, holder, in: visit.town, at: visit.now)
            return visit.redirect("messages?changed=paused")
        } catch let failure as RecipientFailure {
            return try await show(holder, visit, rules, errors: ErrorFields([failure], visit.words))
        }
    }
}

extension Visit {
    /// What the browser keeps; nil where it is paired with nobody.
    var recipientToken: Token? { cookie(.recipient).value(in: request).flatMap { Token(typed: $0) } }

    func recipientCookie(_ token: Token) -> Cookie {
        cookie(.recipient).setting(token.text, maxAge: RecipientDevice.idle)
    }

    /// - Throws: `RecipientFailure.unknown`.
    fileprivate var messageChannel: MessageChannel {
        get throws {
            guard let channel = MessageChannel(rawValue: parameter("channel")) else { throw RecipientFailure.unknown }
            return channel
        }
    }

    /// Where the code is typed that was sent just now.
    fileprivate func codePage(of holder: OwnRecipient.Holder, sent channel: MessageChannel) -> String {
        "messages/code?number=\(holder.recipient.number.digits)&sent=\(channel.rawValue)"
    }
}

extension FormData {
    /// The profile that a page was filled from, in its hidden field.
    var seenProfile: Sealed<RecipientProfile> { Sealed(ciphertext: Base64URL.bytes(self["seen"]) ?? []) }
}

extension Sealed<RecipientProfile> {
    /// For that field.
    var hiddenField: (name: String, value: String) { ("seen", Base64URL.text(ciphertext)) }
}

extension RecipientSuspension {
    /// The days that were typed; today where no first day was.
    ///
    /// - Throws: `RecipientFailure.wrongDay`, `.suspensionEndsFirst`.
    init(_ form: FormData, from today: CivilDate) throws(RecipientFailure) {
        func day(_ name: String) throws(RecipientFailure) -> CivilDate? {
            guard !form[name].isEmpty else { return nil }
            guard let day = CivilDate(form[name]) else { throw .wrongDay(field: name) }
            return day
        }
        try self.init(from: try day("from") ?? today, until: try day("until"))
    }
}

extension RecipientChoices {
    /// What was ticked: `first` names the channel, the field of a topic those through which the person hears of it.
    init(_ form: FormData, _ rules: RecipientRules) {
        let topics = (rules.topics ?? []).map { topic in
            (
                topic.id,
                Set(form.all(topic.field).compactMap(MessageChannel.init).filter(rules.channels.offered.contains))
            )
        }
        self.init(
            order: MessageChannel(rawValue: form["first"]).map { [$0] } ?? [],
            topics: Dictionary(topics) { first, _ in first }
        )
    }
}

extension MessageTopic {
    /// The field in which channels are ticked.
    var field: String { "topic-\(id)" }
}
