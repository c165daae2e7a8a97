import CityDomain
import CityKit

/// What the office and the reporter wrote to each other, on the page of a case.
struct CaseThread: Component {
    let visit: Visit
    let report: OpenReport
    let thread: OpenThread
    /// What the reader may do with this report.
    let rights: Set<OfficeRight>
    /// What was typed and could not be sent.
    let form: ThreadForm?

    var html: HTML {
        let words = visit.words
        let mayWrite =
            rights.contains(.askReporters) && !report.report.status.isFinished
            && report.report.split.from == nil
        guard mayWrite || !thread.messages.isEmpty || form != nil else { return .empty }
        let none: HTML = "<p class=\"muted\">\(words("thread.none"))</p>"
        let lost: HTML? = mayWrite ? nil : form.map { TypedWords(visit: visit, words: $0.words).html }
        return Card(
            id: "thread",
            title: words("thread.title"),
            icon: .chat,
            note: words("thread.note"),
            content: """
                \(thread.messages.isEmpty ? none : messages)
                \(thread.hasNews && rights.contains(.askReporters) ? seen : nil)
                \(lost)\(mayWrite ? write : nil)
                """
        ).html
    }

    private var base: String { "office/reports/\(report.report.number.path)/thread" }

    private var messages: HTML {
        thread.messages.html { message in
            """
            \(message.isNews ? "<p>\(StatusTag(.waiting, visit.words("thread.new")))</p>" : nil)\
            \(Conversation(messages: [message.line(visit)]))\(about(message))
            """ as HTML
        }
    }

    /// What the office should know of a mail.
    private func about(_ message: OpenThread.Message) -> HTML {
        let words = visit.words
        let elsewhere = message.sender.map { words("thread.elsewhere", ["address": .words($0)]) }
        let place = "\(base)/\(message.id)"
        let notes =
            (message.from == .elsewhere ? [elsewhere ?? words("thread.elsewhere.unnamed")] : [])
            + message.refused.map { words("thread.refused", ["file": .words($0)]) }
        let original: HTML? =
            message.hasOriginal
            ? "<p class=\"small\">\(Link(words("thread.original"), to: visit.path("\(place)/mail")))</p>" : nil
        return """
            \(notes.html { "<p class=\"small\">\($0)</p>\n" as HTML })\
            \(message.photos.isEmpty ? nil : visit.pictures(message.photos, at: "\(place)/photos"))\(original)
            """
    }

    private var seen: HTML {
        Form(action: visit.path("\(base)/see"), hidden: last).html(
            Button(words: visit.words("thread.see"), look: .quiet, size: .small).html
        )
    }

    /// The last message on the page: what comes later is not seen by this.
    private var last: [(name: String, value: String)] { thread.last.map { [("last", $0.rawValue)] } ?? [] }

    private var write: HTML {
        let words = visit.words
        let getsLetter = report.emailConfirmedAt != nil
        let field = Field(
            name: "message",
            label: words("thread.new.office"),
            hint: words(getsLetter ? "thread.letter" : "thread.noLetter"),
            error: form?.errors["message"],
            control: .area(TextArea(value: form?.words ?? "", rows: 4)),
            prefix: "thread-"
        )
        return Form(action: visit.path(base), hidden: last).html(
            "\(field)\(Button(words: words("thread.send"), look: .quiet))"
        )
    }
}

/// The same for the reporter.
struct OwnThread: Component {
    let visit: Visit
    let report: OpenReport
    let secret: ReportSecret
    let thread: OpenThread
    let form: ThreadForm?

    var html: HTML {
        let words = visit.words
        let isOpen = !report.report.status.isFinished
        guard isOpen || !thread.messages.isEmpty || form != nil else { return .empty }
        let lines: HTML? =
            thread.messages.isEmpty
            ? nil : Conversation(messages: thread.messages.map { $0.line(visit) }).html
        let lost: HTML? = isOpen ? nil : form.map { TypedWords(visit: visit, words: $0.words).html }
        return PageSection(
            id: "thread",
            title: words("thread.title"),
            content: "\(lines)\(lost)\(isOpen ? write : nil)"
        ).html
    }

    private var write: HTML {
        let words = visit.words
        let field = Field(
            name: "message",
            label: words("thread.new.own"),
            hint: words("thread.hint"),
            error: form?.errors["message"],
            control: .area(TextArea(value: form?.words ?? "", rows: 4))
        )
        let action = visit.path("z/\(report.report.number.path)/\(secret.grouped)/message")
        return Form(action: action).html(
            "\(field)\(Button(words: words("thread.send"), icon: .send, look: .quiet))"
        )
    }
}

/// What somebody typed for the thread, and what is wrong with it.
struct ThreadForm {
    let words: String
    var errors = ErrorFields.none
}

extension OpenThread.Message {
    /// Who, when, by which way.
    func by(_ visit: Visit) -> String {
        let words = visit.words
        let who =
            switch way {
            case .office: author?.text ?? words(visit.town.profile.office.name)
            case .page: words("thread.reporter")
            case .mail: words("thread.reporter.mail")
            }
        return "\(who) · \(visit.moment(at))"
    }

    func line(_ visit: Visit) -> Conversation.Message {
        let isOffice = if case .office = way { true } else { false }
        return Conversation.Message(side: isOffice ? .office : .resident, by: by(visit), text: words)
    }
}
