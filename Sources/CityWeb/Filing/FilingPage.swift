import CityDomain
import CityKit
import Hummingbird

/// Asks for the sign of a case in the records system, and gives its file out.
struct FilingPage {
    let page: OfficePage
    let offer: FileCase.Offer
    let typed: FormData?
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let number = offer.number
        let path = "office/reports/\(number.path)"
        let fields: HTML = """
            \(Field(
                name: "sign",
                label: words("filing.sign"),
                hint: words("filing.sign.hint"),
                error: errors["sign"],
                control: .line(TextLine(value: typed?["sign"] ?? offer.last?.sign ?? ""))
            ))
            \(Field(
                name: "archivalClass",
                label: words("filing.class"),
                error: errors["archivalClass"],
                control: .select(Select(options: classes(words), selected: chosen))
            ))
            \(Button(words: words("filing.button"), icon: .download))
            """
        return page.response(
            visit,
            """
            \(BackLink(words("report.case", ["number": .words(number.description)]), to: visit.path(path)))
            \(errors.summary)
            \(PageHead(title: page.title, lead: words("filing.lead")))
            <div class="measure stack">
            <p class="small">\(words("filing.content"))</p>
            \(Form(action: visit.path("\(path)/file")).html(fields))
            </div>
            """
        )
    }

    private func classes(_ words: Words) -> [Select.Option] {
        [Select.Option(value: "", words: words("filing.class.choose"))]
            + ArchivalClass.allCases.map { one in
                Select.Option(value: one.rawValue, words: words("filing.class.\(one.rawValue)"))
            }
    }

    private var chosen: String {
        typed?["archivalClass"] ?? (offer.last?.archivalClass ?? offer.archivalClass)?.rawValue ?? ""
    }
}
