public import CityKit

/// Writes the mails about a report, in the language the reporter used.
public struct ReportLetters: DeliveryLetters {
    private let reports: any ReportStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        reports: any ReportStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.reports = reports
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard let town = towns.municipality(delivery.municipality),
            let file = try await reports.file(delivery.number, in: town.id)
        else { return nil }
        let open = try OpenReport(file, vault: vault, in: town.id, for: .reporter)
        guard let email = open.contact.email, let words = words(for: delivery.message, open, email, in: town) else {
            return nil
        }
        let sender = try EmailAddress(typed: town.profile.office.email)
        return EmailMessage(
            id: MessageID(delivery.id, domain: sender.asciiDomain),
            date: now,
            from: Mailbox(name: town.profile.name[open.language], address: sender),
            to: Mailbox(address: email),
            subject: words.subject,
            text: words.body
        )
    }

    private struct Letter {
        let subject: String
        let body: String
    }

    private func words(
        for message: DeliveryMessage,
        _ open: OpenReport,
        _ email: EmailAddress,
        in town: Municipality
    ) -> Letter? {
        switch message {
        case .confirmEmail:
            return open.emailConfirmedAt == nil ? question(open, email, in: town) : nil
        case .status(let sequence):
            // An address nobody confirmed gets no status mail, whatever the row says.
            guard open.emailConfirmedAt != nil else { return nil }
            return open.report.history.first { $0.sequence == sequence }.map { status($0, open, in: town) }
        }
    }

    private func question(_ open: OpenReport, _ email: EmailAddress, in town: Municipality) -> Letter {
        let token = ConfirmEmail(reports: reports, vault: vault).token(of: open.report.id, email, in: town.id)
        let link = addresses.link(to: "confirm/\(open.report.number.path)/\(token.text)", of: town.id)
        return letter("mail.confirm", open, in: town, ["link": .words(link)])
    }

    private func status(_ event: ReportEvent, _ open: OpenReport, in town: Municipality) -> Letter {
        let secret = vault.reportSecret(of: open.report.id, open.clientKey, in: town.id)
        let link = addresses.link(to: "z/\(open.report.number.path)/\(secret.grouped)", of: town.id)
        let own = town.words[open.language] ?? [:]
        let said = paragraphs(about: event, open).map { catalogue.say($0, in: open.language, own: own) }
            .joined(separator: "\n\n")
        return letter(
            "mail.status",
            open,
            in: town,
            ["said": .words(said), "link": .words(link), "status": .text(event.status.text)]
        )
    }

    private func paragraphs(about event: ReportEvent, _ open: OpenReport) -> [Text] {
        var parts = [event.news]
        if case .rejected(let reason, let earlier) = event.act {
            parts.append(Text("mail.reason", ["reason": .text(reason.text)]))
            if let earlier { parts.append(Text("mail.earlier", ["number": .words(earlier.description)])) }
        }
        if let answer = open.answers[event.sequence] {
            let key = event.act == .asked ? "mail.question" : "mail.answer"
            parts.append(Text(key, ["answer": .words(answer.justification)]))
            if let solution = answer.solution { parts.append(Text("mail.solution", ["solution": .words(solution)])) }
            if let address = answer.replyTo { parts.append(Text("mail.replyTo", ["address": .words(address)])) }
        }
        if !event.status.isFinished, let next = open.report.nextDeadline {
            parts.append(Text("mail.next", ["what": .text(next.name.text), "date": .date(next.due)]))
        }
        return parts
    }

    private func letter(
        _ key: String,
        _ open: OpenReport,
        in town: Municipality,
        _ arguments: [String: Text.Argument]
    ) -> Letter {
        var all = arguments
        all["number"] = .words(open.report.number.description)
        all["town"] = .words(town.profile.name[open.language])
        all["office"] = .words(town.profile.office.name[open.language])
        let own = town.words[open.language] ?? [:]
        return Letter(
            subject: catalogue.say(Text("\(key).subject", all), in: open.language, own: own),
            body: catalogue.say(Text("\(key).body", all), in: open.language, own: own)
        )
    }
}

extension ReportEvent {
    /// What has happened, in one sentence.
    fileprivate var news: Text {
        switch act {
        case .closed(let reason): Text("mail.status.closed.\(reason.rawValue)")
        case .asked: Text("mail.asked")
        case .corrected: Text("mail.corrected", ["status": .text(status.text)])
        case .takenDown: Text("mail.takenDown")
        default: Text("mail.status.\(status.rawValue)")
        }
    }
}
