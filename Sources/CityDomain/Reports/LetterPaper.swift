import CityKit

/// What letters of a town's office in one language are written on.
struct LetterPaper {
    let town: Municipality
    let language: Language
    let catalogue: TextCatalogue

    func words(_ text: Text) -> String {
        catalogue.say(text, in: language, own: town.words[language] ?? [:])
    }

    /// Each text a paragraph.
    func words(_ paragraphs: [Text]) -> String { paragraphs.map(words).joined(separator: "\n\n") }

    /// The letter with the texts `key.subject` and `key.body`, which may name the number, the town and the office.
    ///
    /// - Throws: `EmailAddressFailure` when the office's own address is none: `ratusz check` finds that before.
    func letter(
        _ key: String,
        _ arguments: [String: Text.Argument],
        for delivery: Delivery,
        to email: EmailAddress,
        at now: Instant,
        headers: [EmailHeader] = [],
        replyTo: EmailAddress? = nil
    ) throws -> EmailMessage {
        let sender = try EmailAddress(typed: town.profile.office.email)
        let name = town.profile.name[language]
        let all = arguments.merging([
            "number": .words(delivery.subject.number?.description ?? ""), "town": .words(name),
            "office": .words(town.profile.office.name[language]),
        ]) { given, _ in given }
        return EmailMessage(
            id: MessageID(delivery.id, domain: sender.asciiDomain),
            date: now,
            from: Mailbox(name: name, address: sender),
            replyTo: replyTo.map { Mailbox(name: name, address: $0) },
            to: Mailbox(address: email),
            subject: words(Text("\(key).subject", all)),
            text: words(Text("\(key).body", all)),
            headers: headers
        )
    }
}

extension Answer {
    /// The words with their headings, as letters quote them.
    func paragraphs(under key: String) -> [Text] {
        [Text(key, ["answer": .words(justification)])]
            + (solution.map { [Text("mail.solution", ["solution": .words($0)])] } ?? [])
            + (replyTo.map { [Text("mail.replyTo", ["address": .words($0)])] } ?? [])
    }
}

extension Report {
    /// The next term, unless everything is over.
    func nextParagraph(after event: ReportEvent) -> [Text] {
        guard !event.status.isFinished, let next = nextDeadline else { return [] }
        return [Text("mail.next", ["what": .text(next.name.text), "date": .date(next.due)])]
    }
}
