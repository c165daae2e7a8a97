import CityDomain
import CityKit
import Hummingbird

/// What the officer tells the person: the number, the code, and where it opens the case.
struct CaseRegisteredPage {
    let page: OfficePage
    let receipt: SubmitReport.Receipt

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let number = receipt.number
        let rows = [
            CheckList.Row(question: words("receipt.number"), answer: HTML(text: number.description)),
            CheckList.Row(question: words("newCase.code"), answer: HTML(text: receipt.secret.grouped)),
            CheckList.Row(
                question: words("newCase.where"),
                answer: HTML(text: visit.link("status"))
            ),
        ]
        return page.response(
            visit,
            """
            \(BackLink(words("office.back"), to: visit.path("office")))
            \(PageHead(title: page.title, lead: words("newCase.done.lead")))
            <div class="measure stack">
            \(FactList(rows: rows))
            <div class="row">\(LinkButton(Link(words("newCase.open"), to: visit.path("office/reports/\(number.path)"))))\
            \(LinkButton(Link(words("newCase.next"), to: visit.path("office/new-report")), look: .quiet))</div>
            </div>
            """
        )
    }
}
