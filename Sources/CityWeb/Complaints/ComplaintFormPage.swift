import CityDomain
import CityKit
import Hummingbird

/// The form of a complaint: what the regulation of the town wants in one.
struct ComplaintFormPage {
    let rules: ComplaintRules
    let form: ComplaintForm
    /// Makes sending the form twice one complaint.
    var key: Token
    var errors = ErrorFields.none

    static func path(about subject: ComplaintSubject) -> String { "complaints/new?about=\(subject.rawValue)" }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("complaint.title")
        let page = PublicPage(title: title, robots: .hidden, errors: errors)
        let encoding: Form.Encoding = rules.asks(.photo) ? .files : .fields
        let hidden = [(name: "subject", value: form.subject), (name: "key", value: key.text)]
        return page.response(
            visit,
            Columns(
                .form,
                """
                \(BackLink(words("complaint.about"), to: visit.path("complaints")))
                \(errors.summary)
                <h1>\(title)</h1>
                \(Form(action: visit.path("complaints/new"), hidden: hidden, encoding: encoding).html("""
                    \(fields.fields(visit))
                    <p class="small">\(words("complaint.privacy")) \(Link(words("footer.privacy"), to: visit.path("privacy")))</p>
                    \(Button(words: words("complaint.send"), icon: .send))
                    """))
                """,
                aside(visit)
            ).html
        )
    }

    private var fields: ComplaintFields { ComplaintFields(rules: rules, form: form, errors: errors) }

    private func aside(_ visit: Visit) -> HTML {
        let words = visit.words
        let subject = ComplaintSubject(rawValue: form.subject).map { words("complaint.about.\($0.rawValue)") }
        let today = visit.today
        let due =
            rules.due(from: today, in: visit.town.calendar).map {
                words("complaint.promise.today", ["date": .date($0)])
            }
            ?? words("complaint.rule.answer.undated")
        let email = rules.address.email
        return Card(
            id: "facts",
            title: words("complaint.aside"),
            icon: .info,
            look: .soft,
            content: """
                \(subject.map { "<p>\(words("complaint.about")) <b>\($0)</b></p>" as HTML })
                <p>\(due)</p>
                <p>\(words("complaint.email.instead")) <a href="mailto:\(email)">\(email)</a></p>
                """
        ).html
    }
}

/// The fields of a complaint, in the order of the town's rules: for whoever complains, and for the office.
struct ComplaintFields {
    let rules: ComplaintRules
    let form: ComplaintForm
    let errors: ErrorFields
    var writer = Writer.person

    enum Writer {
        case person
        /// The office may leave out what a letter does not say.
        case office
    }

    func fields(_ visit: Visit) -> HTML {
        rules.form.fields.filter { writer == .person || $0 != .photo }.html { field($0, visit).html }
    }

    private func field(_ field: ComplaintField, _ visit: Visit) -> Field {
        // The pipeline of photos calls its field so.
        let name = field == .photo ? "photos" : field.rawValue
        return Field(
            name: name,
            label: visit.words("complaint.field.\(field.rawValue)"),
            hint: hint(of: field, visit),
            error: errors[name],
            optional: isOptional(field) ? visit.words("form.optional") : nil,
            control: control(of: field)
        )
    }

    private func isOptional(_ field: ComplaintField) -> Bool {
        switch writer {
        case .person: !field.isRequired
        case .office: field != (rules.asks(.matter) ? .matter : .description)
        }
    }

    private func hint(of field: ComplaintField, _ visit: Visit) -> String? {
        let words = visit.words
        if writer == .office { return field == .email ? words("complaint.desk.email.hint") : nil }
        switch field {
        case .name, .phone: return nil
        case .email: return words("complaint.field.email.hint")
        case .eventDay:
            return rules.filing.map { words("complaint.field.eventDay.hint", ["period": .text($0.within.text)]) }
        case .photo:
            let megabytes = PhotoLimits.largestFile / 1_000_000
            let hint = words("complaint.field.photo.hint", ["megabytes": .number(megabytes)])
            return errors.isEmpty ? hint : "\(words("complaint.field.photo.again")) \(hint)"
        case .matter, .description, .demand, .justification:
            return words("complaint.field.\(field.rawValue).hint")
        }
    }

    private func control(of field: ComplaintField) -> Field.Control {
        let typed = form[field]
        // At the office nothing is about the one who types.
        func fill(_ token: Autocomplete) -> Autocomplete { writer == .person ? token : .off }
        return switch field {
        case .name: .line(TextLine(value: typed, autocomplete: fill(.name)))
        case .email: .line(TextLine(value: typed, kind: .email, autocomplete: fill(.email)))
        case .phone: .line(TextLine(value: typed, kind: .phone, width: .half, autocomplete: fill(.tel)))
        case .matter: .line(TextLine(value: typed))
        case .eventDay: .line(TextLine(value: typed, kind: .date, width: .half))
        case .description: .area(TextArea(value: typed, rows: 7))
        case .demand, .justification: .area(TextArea(value: typed, rows: 4))
        case .photo: .files(FileChoice(accept: "image/jpeg,image/png,image/webp"))
        }
    }
}
