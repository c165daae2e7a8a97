import CityDomain
import CityKit
import Hummingbird

/// Enters a complaint that came by e-mail or at the desk.
struct NewComplaintPage {
    var page: OfficePage
    let rules: ComplaintRules
    let entry: HandleComplaints.Entry
    let key: Token
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        var page = page
        page.title = words("complaint.desk.new")
        page.errors = errors
        let fields = ComplaintFields(rules: rules, form: entry.form, errors: errors, writer: .office)
        let form = Form(action: visit.path("office/complaints/new"), hidden: [("key", key.text)])
        return page.response(
            visit,
            """
            \(BackLink(words("complaint.desk.title"), to: visit.path("office/complaints")))
            \(errors.summary)
            \(PageHead(title: page.title, lead: words("complaint.desk.new.lead")))
            <div class="measure stack">
            \(form.html("""
                \(received(visit))\(origin(words))\(subject(words))\(fields.fields(visit))
                \(Button(words: words("complaint.desk.new.button")))
                """))
            </div>
            """
        )
    }

    private func received(_ visit: Visit) -> Field {
        Field(
            name: "receivedOn",
            label: visit.words("complaint.desk.receivedOn"),
            hint: visit.words("complaint.desk.receivedOn.hint"),
            error: errors["receivedOn"],
            control: .line(TextLine(value: entry.receivedOn, kind: .date, width: .half))
        )
    }

    private func origin(_ words: Words) -> Choices {
        Choices(
            name: "origin",
            legend: words("complaint.desk.origin"),
            error: errors["origin"],
            choices: Complaint.Origin.entered.map { origin in
                Choices.Choice(value: origin.rawValue, words: words("complaint.origin.\(origin.rawValue)"))
            },
            selected: [entry.origin]
        )
    }

    private func subject(_ words: Words) -> Choices {
        Choices(
            name: "subject",
            legend: words("complaint.about"),
            error: errors["subject"],
            choices: ComplaintSubject.allCases.map { subject in
                Choices.Choice(value: subject.rawValue, words: words("complaint.about.\(subject.rawValue)"))
            },
            selected: [entry.form.subject]
        )
    }
}
