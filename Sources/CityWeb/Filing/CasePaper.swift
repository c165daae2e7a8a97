import CityDomain
import CityKit

extension Paper {
    /// The file of a case as people read it.
    init(_ file: CaseFile, _ visit: Visit) {
        let (words, town) = (visit.words, file.town)
        let number = file.report.report.number.description
        self.init(
            language: words.language,
            title: words("filing.paper.title", ["number": .words(number)]),
            author: words(town.profile.office.name),
            lead: [
                words("filing.paper.sign", ["sign": .words(file.filing.sign)]),
                words("filing.paper.class", ["class": .words(file.filing.archivalClass.rawValue)]),
                words("statistics.made", ["day": .date(visit.today)]),
            ],
            sections: CasePaper(file: file, visit: visit).sections,
            tables: []
        )
    }
}

/// The parts of the file of a case in words.
private struct CasePaper {
    let file: CaseFile
    let visit: Visit

    private var words: Words { visit.words }
    private var open: OpenReport { file.report }

    var sections: [Paper.Section] {
        [
            section("case.report", report),
            section("case.contact", contact),
            section("case.history", open.report.history.map(line)),
            section("thread.title", file.thread.messages.map(message)),
            section("case.parts", parts),
            section("case.terms", open.report.deadlines.map(term)),
            section("case.notes", file.lines.map(note)),
            section("satisfaction.case", file.said.map(rating)),
            section("photo.field", file.photoNames),
        ].filter { !$0.paragraphs.isEmpty }
    }

    private func section(_ title: String, _ paragraphs: [String]) -> Paper.Section {
        Paper.Section(title: words(title), paragraphs: paragraphs)
    }

    private func message(_ message: OpenThread.Message) -> String {
        let by = message.by(visit)
        return ([by, message.words] + message.refused.map { words("thread.refused", ["file": .words($0)]) })
            .joined(separator: "\n")
    }

    private var report: [String] {
        let place = open.content.place
        let category = visit.town.category(open.report.category).map { words($0.name) }
        let rows: [(String, String?)] = [
            ("report.field.category", category ?? open.report.category.rawValue),
            ("case.unit", visit.town.unit(open.report.unit).map { words($0.name) }),
            ("report.field.address", place.address), ("report.field.hint", place.hint),
            ("report.field.point", place.point?.words), ("report.field.description", open.content.description),
            ("case.public", open.published?.description),
        ]
        return labelled(rows)
    }

    private var contact: [String] {
        guard !open.isRestricted else { return [words("case.contact.restricted")] }
        guard !open.contactIsWithheld else { return [words("case.contact.withheld")] }
        let rows: [(String, String?)] = [
            ("representation.represented", open.contact.acting?.represented.words),
            ("report.field.name", open.contact.name?.text), ("report.field.email", open.contact.email?.text),
            ("report.field.phone", open.contact.phone?.formatted),
        ]
        return labelled(rows)
    }

    private func labelled(_ rows: [(key: String, value: String?)]) -> [String] {
        rows.compactMap { row in row.value.map { "\(words(row.key)): \($0)" } }
    }

    private func line(_ event: ReportEvent) -> String {
        let answer = open.answers[event.sequence]
        let said = [answer?.justification, answer?.solution, answer?.replaced].compactMap(\.self)
        let title =
            "\(visit.moment(event.at)) – \(event.title(words, of: open.report.kind)). \(event.sentence(words, of: open.report.kind, in: visit.town))"
        return ([title] + said).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The case that it came of, and the parts that have files of their own.
    private var parts: [String] {
        let split = open.report.split
        let origin = split.from.map { "\(words("case.parts.from")) \($0.number)" }
        let parts = split.parts.map { part in
            ["\(part.number)", visit.categoryName(part.category), words(part.status.text)].joined(separator: " · ")
        }
        return [origin].compactMap(\.self) + parts
    }

    private func term(_ deadline: ReportDeadline) -> String {
        "\(words(deadline.name.text)): \(deadline.due.words(in: words.language))"
    }

    private func note(_ line: OpenCasework.Line) -> String {
        let author = line.author?.text ?? words("case.notes.program")
        return ["\(visit.moment(line.at)) – \(author)", line.act.words(visit), line.words].compactMap(\.self)
            .joined(separator: "\n")
    }

    private func rating(_ said: OpenSatisfaction) -> String {
        ["\(visit.moment(said.saidAt)) – \(words(said.answer.text))", said.words].compactMap(\.self)
            .joined(separator: "\n")
    }
}
