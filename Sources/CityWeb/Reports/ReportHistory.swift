import CityDomain
import CityKit

/// The history of a report as one kind of reader may see it, and what is to come.
struct ReportHistory: Component {
    let visit: Visit
    let report: Report
    let answers: [Int: Answer]
    let reader: ReportReader
    /// The line after which it begins; nil for the whole of it.
    var after: Int?
    /// For whom the report was made, where the reader may know it; nil in the own name.
    var acting: ActingFor?

    var html: HTML {
        let past = report.history.filter { $0.lineIsFor <= reader && $0.sequence > after ?? 0 }.map(entry)
        let coming = after == nil ? ReportTerms(words: visit.words, town: visit.town).coming(report) : []
        return Track(entries: past + coming).html
    }

    private func entry(_ event: ReportEvent) -> Track.Entry {
        Track.Entry(
            mark: mark(event),
            title: event.title(visit.words, of: report.kind),
            when: HTML(text: visit.moment(event.at)),
            body: body(event),
            answer: event.wordsAreFor <= reader ? answers[event.sequence].map { said($0, event) } : nil
        )
    }

    private func mark(_ event: ReportEvent) -> Track.Mark {
        switch event.act {
        case .received, .moved, .rejected, .closed, .reopened, .corrected, .resumed, .takenUp:
            .status(event.status.look)
        case .supported: .icon(.people, event.status.look)
        case .joined, .parted, .tookIn, .letGo: .icon(.merge, event.status.look)
        case .handedOver, .splitOff, .cameOf: .icon(.forward, event.status.look)
        case .asked: .status(.waiting)
        case .replied, .amended: .icon(.chat, event.status.look)
        case .placed: .icon(.locate, event.status.look)
        case .published, .takenDown, .hidden: .icon(.eye, event.status.look)
        }
    }

    private func body(_ event: ReportEvent) -> HTML {
        let sender: HTML? =
            if case .received = event.act { acting.map { "<p>\($0.sentence(visit.words))</p>" } } else { nil }
        return
            "<p>\(event.sentence(visit.words, of: report.kind, in: visit.town))</p>\(sender)\(other(event).map { link(to: $0, event) })"
    }

    /// The other report that the line is about, as far as the reader has a way to it.
    private func other(_ event: ReportEvent) -> ReportNumber? {
        switch event.act {
        case .rejected(_, let other): other
        // The notice of the page leads to it where it is public.
        case .joined(let other), .parted(let other), .resumed(let other), .tookIn(let other), .letGo(let other):
            reader == .office ? other : nil
        default: nil
        }
    }

    private func link(to other: ReportNumber, _ event: ReportEvent) -> HTML {
        let key = event.rejection == nil ? "join.notice.link" : "report.rejected.earlier"
        let link = Link(
            visit.words(key, ["number": .words(other.description)]),
            to: visit.path("\(reader == .office ? "office/" : "")reports/\(other.path)")
        )
        return "<p>\(link)</p>"
    }

    /// The answer to a question bears the name of the unit that gives it.
    private func isSigned(_ event: ReportEvent) -> Bool {
        visit.town.takesQuestions(report.kind) && event.act == .moved && event.status == .done
    }

    private func said(_ answer: Answer, _ event: ReportEvent) -> Track.Answer {
        let words = visit.words
        let parts: [(String?, String?)] = [
            (nil, answer.justification.isEmpty ? nil : answer.justification),
            ("report.answer.solution", answer.solution),
            ("report.answer.replyTo", answer.replyTo),
            (event.speaker == "replaced" ? nil : "report.answer.replaced", answer.replaced),
        ]
        let lines = parts.compactMap { key, text in
            text.map { text -> HTML in
                let label: HTML? = key.map { "<b>\(words($0))</b> " }
                return "\(label)\(HTML(paragraphs: text))"
            }
        }
        return Track.Answer(
            label: isSigned(event) ? "\(visit.signature(of: report.unit)):" : words("report.answer.\(event.speaker)"),
            text: HTML(trusted: lines.map(\.markup).joined(separator: "<br>"))
        )
    }
}

extension ReportEvent {
    /// Who said the words of the line, as the label before them tells it; or that they stand no more.
    fileprivate var speaker: String {
        switch act {
        case .replied: "reporter"
        case .reopened where actor == .reporter: "reporter"
        case .handedOver: "note"
        case .amended: "replaced"
        default: "office"
        }
    }
}
