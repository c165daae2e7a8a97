import CityDomain
import CityKit
import Hummingbird

/// One photo, as the office covers parts of it: the photo with its areas, the areas in words, the caption, the log.
struct RedactionPage {
    let page: OfficePage
    let number: ReportNumber
    let opened: OpenRedaction
    let form: RedactionForm
    let isDone: Bool

    private var photo: ReportPhoto { opened.photo }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let place = words("photo.description", ["number": .number(opened.place), "count": .number(opened.count)])
        let back = BackLink(words("redaction.back"), to: visit.path("office/reports/\(number.path)#photos"))
        return page.response(
            visit,
            """
            \(back)
            \(form.errors.summary)
            \(isDone ? notice(visit) : nil)
            \(form.isOutdated ? changes(visit) : nil)
            \(PageHead(
                tags: tags(visit),
                facts: number.description,
                title: place,
                lead: words("redaction.lead")
            ))
            <div class="columns redaction">
            \(picture(visit))
            \(RedactionFields(visit: visit, action: action(visit), opened: opened, form: form))
            <div class="stack">
            \(photo.covering == nil ? nil : shown(visit))\(log(visit))
            </div>
            </div>
            <script type="module" src="\(Asset.address("redaction.js"))"></script>
            """
        )
    }

    private func action(_ visit: Visit) -> String {
        visit.path("office/reports/\(number.path)/photos/\(photo.id)/cover")
    }

    private func address(_ size: ReportPhoto.Size, _ visit: Visit) -> String {
        visit.path("office/photos/\(number.path)/\(photo.id)/\(size.rawValue)")
    }

    private func tags(_ visit: Visit) -> [StatusTag] {
        [StatusTag(photo.state == .published ? .done : .new, visit.words("photo.state.\(photo.state.rawValue)"))]
    }

    private func notice(_ visit: Visit) -> Notice {
        Notice(
            kind: .success,
            title: visit.words("redaction.done.title"),
            text: HTML(text: visit.words("redaction.done.\(photo.state == .published ? "published" : "kept")"))
        )
    }

    private func picture(_ visit: Visit) -> Card {
        Card(
            id: "picture",
            title: visit.words("redaction.picture"),
            note: visit.words("redaction.picture.note"),
            content: AreaPicture(
                address: address(.large, visit),
                label: visit.words("redaction.picture.label"),
                width: photo.width,
                height: photo.height,
                areas: form.areas
            ).html
        )
    }

    /// What everybody sees, as it is kept now.
    private func shown(_ visit: Visit) -> Card {
        let version = "covered?v=\(photo.version)"
        return Card(
            id: "shown",
            title: visit.words("redaction.shown"),
            content: """
                <p class="redaction-shown"><a href="\(address(.large, visit))/\(version)">\
                <img src="\(address(.thumbnail, visit))/\(version)" alt="\(visit.words("redaction.shown.alt"))" width="320" height="240">\
                </a></p>
                """
        )
    }

    /// What somebody else did meanwhile.
    private func changes(_ visit: Visit) -> Card {
        Card(
            id: "changes",
            title: visit.words("redaction.changes"),
            look: .framed,
            content: """
                <p>\(visit.words("redaction.changes.text"))</p>
                \(RedactionLog(visit: visit, lines: opened.lines(since: form.seen)))
                """
        )
    }

    private func log(_ visit: Visit) -> Card? {
        guard !opened.log.isEmpty else { return nil }
        return Card(
            id: "log",
            title: visit.words("redaction.log"),
            icon: .lock,
            content: RedactionLog(visit: visit, lines: opened.log).html
        )
    }
}

/// Who changed what about a photo, in words.
struct RedactionLog: Component {
    let visit: Visit
    let lines: [OpenRedaction.Line]

    var html: HTML { Conversation(messages: lines.map(message)).html }

    private func message(_ line: OpenRedaction.Line) -> Conversation.Message {
        let author = line.author?.text ?? visit.words("redaction.log.program")
        return Conversation.Message(side: .note, by: "\(author) · \(visit.moment(line.event.at))", text: text(of: line))
    }

    private func text(of line: OpenRedaction.Line) -> String {
        let words = visit.words
        switch line.event.change {
        case .state(let state): return words("photo.state.\(state.rawValue)")
        case .covered(let areas) where areas.isEmpty: return words("redaction.log.uncovered")
        case .covered(let areas):
            let list = areas.map { area in
                let typed = TypedArea(area)
                return words(
                    "redaction.log.area",
                    [
                        "cover": .words(words("redaction.cover.\(area.cover.rawValue)")), "left": .words(typed.left),
                        "top": .words(typed.top), "width": .words(typed.width), "height": .words(typed.height),
                    ]
                )
            }
            return ([words("redaction.log.covered", ["count": .number(areas.count)])] + list).joined(separator: "\n")
        case .captioned:
            return line.caption.map { words("redaction.log.captioned", ["caption": .words($0)]) }
                ?? words("redaction.log.uncaptioned")
        }
    }
}
