import CityDomain
import CityKit
import Hummingbird

/// The form of a contractor, a new one or one that is there.
struct ContractorPage {
    let page: OfficePage
    /// Nil for a new one.
    let contractor: OpenContractor?
    let form: FormData
    let errors: ErrorFields

    /// What is done with a contractor besides a change of its data.
    enum Act: String, CaseIterable {
        case close, reopen, erase
    }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let path = visit.path("office/contractors/\(contractor?.contractor.id.rawValue ?? "new")")
        let content = Form(action: path, hidden: seen).html(
            """
            \(fields(visit).html(\.html))
            \(choices("unit", visit.town.units.map { ($0.id.rawValue, words($0.name)) }, visit))
            \(choices("category", visit.town.categories.map { ($0.id.rawValue, words($0.name)) }, visit))
            \(Button(words: words("contractor.save")))
            """
        )
        let form: HTML = isErased ? "<p>\(words("contractor.erased.text"))</p>" : content
        return page.response(
            visit,
            """
            \(BackLink(words("contractor.title"), to: visit.path("office/contractors")))
            \(errors.summary)
            \(PageHead(title: page.title))
            \(Columns(.side, form, acts(visit)))
            """
        )
    }

    private var isErased: Bool { contractor.map { $0.details == nil } == true }

    private var seen: [(name: String, value: String)] {
        contractor.map { [("revision", "\($0.contractor.revision)")] } ?? []
    }

    /// What was typed, or else what is kept.
    private func value(_ name: String, _ kept: (ContractorDetails) -> String) -> String {
        form.names.contains(name) ? form[name] : contractor?.details.map(kept) ?? ""
    }

    private func fields(_ visit: Visit) -> [Field] {
        let words = visit.words
        let language = value("language", \.language.rawValue)
        return [
            Field(
                name: "name",
                label: words("contractor.name"),
                error: errors["name"],
                control: .line(TextLine(value: value("name", \.name)))
            ),
            Field(
                name: "email",
                label: words("contractor.email"),
                hint: words("contractor.email.hint"),
                error: errors["email"],
                control: .line(TextLine(value: value("email", \.email.text), kind: .email, autocomplete: .off))
            ),
            Field(
                name: "language",
                label: words("contractor.language"),
                error: errors["language"],
                control: .select(
                    Select(
                        options: visit.town.profile.languages.map {
                            Select.Option(value: $0.rawValue, words: $0.ownName)
                        },
                        selected: language.isEmpty ? visit.town.profile.languages[0].rawValue : language
                    )
                )
            ),
            Field(
                name: "company",
                label: words("contractor.company"),
                hint: words("contractor.company.hint"),
                error: errors["company"],
                optional: words("form.optional"),
                control: .area(TextArea(value: value("company", \.company), rows: 4))
            ),
        ]
    }

    private func choices(_ name: String, _ options: [(value: String, words: String)], _ visit: Visit) -> HTML {
        let words = visit.words
        let kept = contractor.map { contractor in
            name == "unit"
                ? contractor.contractor.units.map(\.rawValue) : contractor.contractor.categories.map(\.rawValue)
        }
        let chosen = Set(form.names.contains("name") ? form.all(name) : kept ?? [])
        return Choices(
            name: name,
            legend: words("contractor.\(name)"),
            hint: words("contractor.\(name).hint"),
            error: errors[name],
            groups: [
                Choices.Group(title: "", choices: options.map { Choices.Choice(value: $0.value, words: $0.words) })
            ],
            selected: chosen,
            kind: .checkbox,
            columns: .two
        ).html
    }

    private func acts(_ visit: Visit) -> HTML {
        guard let contractor, !isErased else { return .empty }
        let words = visit.words
        let state: Act = contractor.contractor.closedAt == nil ? .close : .reopen
        return [state, .erase].html { act in
            Card(
                id: act.rawValue,
                title: words("contractor.\(act.rawValue)"),
                look: .soft,
                content: """
                    <p class="small">\(words("contractor.\(act.rawValue).text"))</p>
                    \(Form(action: visit.path("office/contractors/\(contractor.contractor.id)/\(act.rawValue)"), hidden: seen).html(
                        Button(
                            words: words("contractor.\(act.rawValue).button"),
                            look: act == .erase ? .danger : .quiet,
                            size: .small
                        ).html
                    ))
                    """
            ).html
        }
    }
}
