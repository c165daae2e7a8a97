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
            let number = delivery.subject.number, let file = try await reports.file(number, in: town.id)
        else { return nil }
        let open = try OpenReport(file, vault: vault, in: town.id, for: .reporter)
        let paper = LetterPaper(town: town, language: open.language, catalogue: catalogue)
        guard let email = open.contact.email,
            let (key, arguments) = words(for: delivery.message, open, email, on: paper)
        else { return nil }
        return try paper.letter(key, arguments, for: delivery, to: email, at: now)
    }

    private typealias Words = (key: String, arguments: [String: Text.Argument])

    private func words(
        for message: DeliveryMessage,
        _ open: OpenReport,
        _ email: EmailAddress,
        on paper: LetterPaper
    ) -> Words? {
        switch message {
        case .confirmEmail:
            return open.emailConfirmedAt == nil ? question(open, email, in: paper.town.id) : nil
        case .status(let sequence):
            // An address nobody confirmed gets no status mail, whatever the row says.
            guard open.emailConfirmedAt != nil else { return nil }
            return open.report.history.first { $0.sequence == sequence }.map { status($0, open, on: paper) }
        default: return nil
        }
    }

    private func question(_ open: OpenReport, _ email: EmailAddress, in town: ID<Municipality>) -> Words {
        let token = vault.confirmationToken(of: open.report.id, email, in: town)
        let link = addresses.link(to: "confirm/\(open.report.number.path)/\(token.text)", of: town)
        return ("mail.confirm", ["link": .words(link)])
    }

    private func status(_ event: ReportEvent, _ open: OpenReport, on paper: LetterPaper) -> Words {
        let town = paper.town.id
        let secret = vault.reportSecret(of: open.report.id, open.clientKey, in: town)
        let link = addresses.link(to: "z/\(open.report.number.path)/\(secret.grouped)", of: town)
        return (
            "mail.status",
            [
                "said": .words(
                    paper.words(
                        paragraphs(about: event, open) + signature(of: event, open, on: paper)
                            + question(after: event, open, in: paper.town)
                    )
                ),
                "link": .words(link),
                "status": .text(open.report.kind.text(of: event.status)),
            ]
        )
    }

    /// Which unit answers a question; nothing for other reports.
    private func signature(of event: ReportEvent, _ open: OpenReport, on paper: LetterPaper) -> [Text] {
        guard open.report.kind == .question, event.act == .moved, event.status == .done,
            let unit = paper.town.unit(open.report.unit)
        else { return [] }
        return [Text("mail.signed", ["unit": .words(unit.name[paper.language])])]
    }

    /// Asks how content the reporter is, in the letter that tells of the end and in no other one.
    private func question(after event: ReportEvent, _ open: OpenReport, in town: Municipality) -> [Text] {
        guard event.isDecision, event.at == open.report.endedAt,
            let last = town.lastDayOfSatisfaction(about: open.report)
        else { return [] }
        return [Text("mail.satisfaction", ["date": .date(last)])]
    }

    private func paragraphs(about event: ReportEvent, _ open: OpenReport) -> [Text] {
        var parts = [event.news(of: open.report.kind)]
        if case .rejected(let reason, let earlier) = event.act {
            parts.append(Text("mail.reason", ["reason": .text(reason.text)]))
            if let earlier { parts.append(Text("mail.earlier", ["number": .words(earlier.description)])) }
            if open.report.joined?.leading == earlier, let earlier {
                parts.append(Text("mail.joined.news", ["number": .words(earlier.description)]))
            }
        }
        if let answer = open.answers[event.sequence], event.actor != .reporter {
            parts += answer.paragraphs(under: event.act == .asked ? "mail.question" : "mail.answer")
        }
        return parts + open.report.nextParagraph(after: event)
    }
}

extension ReportEvent {
    /// What has happened, in one sentence.
    fileprivate func news(of kind: ReportKind) -> Text {
        switch act {
        case .closed(let reason): Text("mail.status.closed.\(reason.rawValue)")
        case .asked: Text("mail.asked")
        case .reopened: Text("mail.reopened")
        case .corrected: Text("mail.corrected", ["status": .text(status.text)])
        case .takenDown: Text("mail.takenDown")
        case .joined(let leading): Text("mail.joined", ["number": .words(leading.description)])
        case .parted(let leading): Text("mail.parted", ["number": .words(leading.description)])
        case .resumed(let leading):
            Text("mail.resumed", ["number": .words(leading.description), "status": .text(status.text)])
        case .moved where kind == .question && status == .done: Text("mail.status.answered")
        default: Text("mail.status.\(status.rawValue)")
        }
    }
}
