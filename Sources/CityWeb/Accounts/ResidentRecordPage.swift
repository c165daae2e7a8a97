import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// What the office sees of an account, and the form that closes or opens it.
struct ResidentRecordPage {
    let page: OfficePage
    let record: BlockResident.Record
    var reason = ""
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        page.response(
            visit,
            status: errors.isEmpty ? .ok : .unprocessableContent,
            """
            \(errors.summary)
            \(PageHead(title: record.profile.name, lead: state(visit)))
            <div class="measure stack">\(facts(visit))\(record.block == nil ? blockForm(visit) : unblockForm(visit))</div>
            """
        )
    }

    private func state(_ visit: Visit) -> String {
        guard let block = record.block else { return visit.words("residents.open") }
        return visit.words("residents.blocked", ["moment": .words(visit.moment(block.at))])
    }

    private func facts(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows: [(String, String?)] = [
            ("register.email", record.profile.email.text),
            ("register.phone", record.profile.phone?.formatted ?? words("form.notGiven")),
            ("residents.since", visit.moment(record.createdAt)), ("residents.reason", record.block?.reason),
        ]
        return FactList(
            rows: rows.compactMap { key, value in
                value.map { CheckList.Row(question: words(key), answer: HTML(text: $0)) }
            }
        ).html
    }

    private func blockForm(_ visit: Visit) -> HTML {
        let words = visit.words
        let field = Field(
            name: "reason",
            label: words("residents.reason"),
            hint: words("residents.reason.hint"),
            error: errors["reason"],
            control: .area(TextArea(value: reason, rows: 3))
        )
        let button = Button(words: words("residents.block"))
        return """
            <h2>\(words("residents.block.title"))</h2>
            <p>\(words("residents.block.lead"))</p>
            \(Form(action: visit.path("office/residents/\(record.id)/block")).html("\(field)\(button)"))
            """
    }

    private func unblockForm(_ visit: Visit) -> HTML {
        Form(action: visit.path("office/residents/\(record.id)/unblock")).html(
            Button(words: visit.words("residents.unblock")).html
        )
    }
}
