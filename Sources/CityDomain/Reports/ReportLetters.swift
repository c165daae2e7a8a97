public import CityKit

/// Writes the mails about a report, in the language the reporter used.
public struct ReportLetters: DeliveryLetters {
    private let reports: any ReportStore
    private let threads: any ThreadStore
    /// Nil where nobody answers by mail.
    private let replies: ReplyAddresses?
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        reports: any ReportStore,
        threads: any ThreadStore,
        replies: ReplyAddresses?,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.reports = reports
        self.threads = threads
        self.replies = replies
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
        guard let email = open.contact.email else { return nil }
        let replyTo =
            delivery.message == .confirmEmail || open.emailConfirmedAt == nil || open.report.status.isFinished
            ? nil : replies?.address(of: open.report, to: email, vault, in: town.id)
        let desk = Desk(open: open, email: email, replyTo: replyTo, paper: paper)
        guard let (key, arguments) = try await words(for: delivery.message, file, desk) else { return nil }
        return try paper.letter(key, arguments, for: delivery, to: email, at: now, replyTo: replyTo)
    }

    /// What a letter is written from.
    private struct Desk {
        let open: OpenReport
        let email: EmailAddress
        let replyTo: EmailAddress?
        let paper: LetterPaper
    }

    private func words(for message: DeliveryMessage, _ file: ReportFile, _ desk: Desk) async throws -> Words? {
        switch message {
        case .messageWritten(let id): try await written(id, file, desk)
        case .filesRefused(let id): try await refused(id, file, desk)
        case .replyLate: late(desk)
        default: words(for: message, desk.open, desk)
        }
    }

    /// - Returns: what was kept under a name of a message, opened.
    private func opened(
        _ part: KeyPath<ReportMessage, Sealed<PersonalText>?>,
        _ column: String,
        of id: ID<ReportMessage>,
        _ file: ReportFile,
        in town: ID<Municipality>
    ) async throws -> String? {
        let message = try await threads.thread(of: file.report.id, in: town).map(\.message).first { $0.id == id }
        guard let sealed = message?[keyPath: part] else { return nil }
        let key = try vault.key(file.caseKey, in: ReportSlots(town: town, report: file.report.id).caseKey)
        return try key.open(sealed, in: ReportMessage.slot(id, column, in: town)).words
    }

    private func written(_ id: ID<ReportMessage>, _ file: ReportFile, _ desk: Desk) async throws -> Words? {
        let town = desk.paper.town.id
        guard desk.open.emailConfirmedAt != nil,
            let said = try await opened(\.words, "words", of: id, file, in: town)
        else { return nil }
        let words = [said] + answering(desk).map(desk.paper.words)
        return (
            "mail.message",
            ["said": .words(words.joined(separator: "\n\n")), "link": .words(link(desk.open, in: town))]
        )
    }

    private func refused(_ id: ID<ReportMessage>, _ file: ReportFile, _ desk: Desk) async throws -> Words? {
        let town = desk.paper.town.id
        guard desk.open.emailConfirmedAt != nil,
            let names = try await opened(\.refusedFiles, "refused", of: id, file, in: town)
        else { return nil }
        return ("mail.filesRefused", ["files": .words(names), "link": .words(link(desk.open, in: town))])
    }

    /// Nil once the case goes on again: then it is no news any more, and the answer can be sent anew.
    private func late(_ desk: Desk) -> Words? {
        guard desk.open.report.status.isFinished, desk.open.emailConfirmedAt != nil else { return nil }
        let town = desk.paper.town.id
        return (
            "mail.replyLate",
            [
                "link": .words(link(desk.open, in: town)),
                "new": .words(addresses.link(to: "report", of: town)),
            ]
        )
    }

    /// How to answer by mail, where that is possible.
    private func answering(_ desk: Desk) -> [Text] { desk.replyTo == nil ? [] : [Text("mail.canReply")] }

    private func link(_ open: OpenReport, in town: ID<Municipality>) -> String {
        let secret = vault.reportSecret(of: open.report.id, open.clientKey, in: town)
        return addresses.link(to: "z/\(open.report.number.path)/\(secret.grouped)", of: town)
    }

    private typealias Words = (key: String, arguments: [String: Text.Argument])

    private func words(
        for message: DeliveryMessage,
        _ open: OpenReport,
        _ desk: Desk
    ) -> Words? {
        switch message {
        case .confirmEmail:
            return open.emailConfirmedAt == nil ? question(open, desk.email, in: desk.paper.town.id) : nil
        case .status(let sequence):
            // An address nobody confirmed gets no status mail, whatever the row says.
            guard open.emailConfirmedAt != nil else { return nil }
            return open.report.history.first { $0.sequence == sequence }.map { status($0, open, desk) }
        default: return nil
        }
    }

    private func question(_ open: OpenReport, _ email: EmailAddress, in town: ID<Municipality>) -> Words {
        let token = vault.confirmationToken(of: open.report.id, email, in: town)
        let link = addresses.link(to: "confirm/\(open.report.number.path)/\(token.text)", of: town)
        return ("mail.confirm", ["link": .words(link)])
    }

    private func status(_ event: ReportEvent, _ open: OpenReport, _ desk: Desk) -> Words {
        let paper = desk.paper
        return (
            "mail.status",
            [
                "said": .words(
                    paper.words(
                        paragraphs(about: event, desk) + signature(of: event, open, on: paper)
                            + question(after: event, open, in: paper.town) + answering(desk)
                    )
                ),
                "link": .words(link(open, in: paper.town.id)),
                "status": .text(event.statusText(of: open.report.kind)),
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

    private func paragraphs(about event: ReportEvent, _ desk: Desk) -> [Text] {
        let open = desk.open
        var parts = [event.news(of: open.report.kind)]
        if case .rejected(let reason, let earlier) = event.act {
            parts.append(Text("mail.reason", ["reason": .text(reason.text)]))
            if let earlier { parts.append(Text("mail.earlier", ["number": .words(earlier.description)])) }
            if open.report.joined?.leading == earlier, let earlier {
                parts.append(Text("mail.joined.news", ["number": .words(earlier.description)]))
            }
        }
        if let answer = open.answers[event.sequence], event.actor != .reporter {
            // An address that the office named goes before the one of the town.
            let isAnswered = event.act == .asked && answer.replyTo == nil && desk.replyTo != nil
            parts += (isAnswered ? answer.answered(at: desk.replyTo) : answer)
                .paragraphs(under: event.act == .asked ? "mail.question" : "mail.answer")
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
        case .supported(let persons): Text("mail.idea.supported", ["count": .number(persons)])
        case .takenUp(let extent): Text("mail.idea.\(extent.rawValue)")
        default: Text("mail.status.\(status.rawValue)")
        }
    }
}

extension ReportMessage {
    fileprivate var refusedFiles: Sealed<PersonalText>? { mail?.refused }
}

extension Answer {
    /// The same, to be answered at an address of its own.
    fileprivate func answered(at address: EmailAddress?) -> Self {
        Self(justification: justification, solution: solution, replyTo: address?.text)
    }
}
