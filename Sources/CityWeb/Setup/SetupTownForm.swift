import CityDomain
import CityKit

/// The second step: who the town is and who answers for it.
struct SetupTownForm {
    let calendars: [String]
    let draft: SetupDraft
    let frame: SetupFrame

    private var words: Words { frame.words }

    var html: HTML {
        """
        \(languages)
        \(Language.allCases.html(fields))
        \(line("id", hint: words("setup.field.id.hint"), width: .half))
        \(country)
        \(line("zone", hint: words("setup.field.zone.hint"), width: .half))
        <h2>\(words("setup.office"))</h2>
        \(line("address", hint: words("setup.field.address.hint"), autocomplete: .off))
        \(line("email", kind: .email, hint: words("setup.field.email.hint")))
        \(line("phone", kind: .phone, width: .half))
        <h2>\(words("setup.privacy"))</h2>
        \(line("controller", hint: words("setup.field.controller.hint")))
        \(line("officer", kind: .email, hint: words("setup.field.officer.hint"), need: .may))
        """
    }

    private var languages: HTML {
        let chosen = Set(draft.all(.town, "languages"))
        let all = Language.allCases.map { Choices.Choice(value: $0.rawValue, words: $0.ownName) }
        let pages = Choices(
            name: "languages",
            legend: words("setup.field.languages"),
            hint: words("setup.field.languages.hint"),
            error: frame.errors["languages"],
            choices: all,
            selected: chosen,
            kind: .checkbox
        )
        let office = Field(
            name: "language",
            label: words("setup.field.language"),
            hint: words("setup.field.language.hint"),
            error: frame.errors["language"],
            control: .select(
                Select(
                    options: Language.allCases.map { Select.Option(value: $0.rawValue, words: $0.ownName) },
                    selected: draft[.town, "language"]
                )
            )
        )
        return "\(pages)\(office)"
    }

    /// The words that each language needs; those of a language that the town does not speak may stay empty.
    private func fields(_ language: Language) -> HTML {
        let code = language.rawValue
        let isSpoken = draft.all(.town, "languages").contains(code)
        let fields: HTML = """
            \(line("name-\(code)"))
            \(line("locative-\(code)", hint: words("setup.field.locative.hint"), need: .may))
            \(line("office-\(code)"))
            """
        return Disclosure(
            question: words("setup.language", ["language": .words(language.ownName)]),
            state: isSpoken ? .open : .closed,
            answer: fields
        ).html
    }

    private var country: HTML {
        Field(
            name: "country",
            label: words("setup.field.country"),
            hint: words("setup.field.country.hint"),
            error: frame.errors["country"],
            control: .select(
                Select(
                    options: calendars.map { Select.Option(value: $0, words: words(Text.country($0))) },
                    selected: draft[.town, "country"]
                )
            )
        ).html
    }

    private enum Need { case must, may }

    private func line(
        _ name: String,
        kind: TextLine.Kind = .text,
        hint: String? = nil,
        width: TextLine.Width = .full,
        autocomplete: Autocomplete? = nil,
        need: Need = .must
    ) -> HTML {
        Field(
            name: name,
            label: words(.setupField(name)),
            hint: hint,
            error: frame.errors[name],
            optional: need == .may ? words("form.optional") : nil,
            control: .line(
                TextLine(value: draft[.town, name], kind: kind, width: width, autocomplete: autocomplete)
            )
        ).html
    }
}

extension Text {
    /// The name of a country by its calendar; its code where there is no name.
    static func country(_ calendar: String) -> Text {
        switch calendar {
        case "pl": Text("setup.country.pl")
        case "ua": Text("setup.country.ua")
        default: Text("setup.country.other", ["code": .words(calendar.uppercased())])
        }
    }
}
