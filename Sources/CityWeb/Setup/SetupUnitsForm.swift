import CityDomain
import CityKit

/// The fifth step: which categories of the profile the town takes, and how its units are reached.
struct SetupUnitsForm {
    /// Nil as long as no profile was chosen.
    let profile: Municipality?
    let draft: SetupDraft
    let frame: SetupFrame

    private var words: Words { frame.words }

    var html: HTML {
        guard let profile, !profile.categories.isEmpty else {
            return Notice(
                kind: .information,
                title: words("setup.units.none"),
                text: "\(words("setup.units.none.text"))"
            )
            .html
        }
        return """
            \(categories(of: profile))
            <h2>\(words("setup.units"))</h2>
            <p class="muted">\(words("setup.units.text"))</p>
            \(profile.units.html(mailbox))
            """
    }

    private func categories(of profile: Municipality) -> HTML {
        let chosen = Set(draft.all(.units, "category"))
        let groups = profile.groups.html { group in
            let its = profile.categories.filter { $0.group == group.id }
            let boxes = its.html { category in
                let id = category.id.rawValue
                let isFirst = category.id == profile.categories.first?.id
                let checked = HTML.attribute("checked", chosen.contains(id) ? "" : nil)
                return """
                    <label class="choice"><input type="checkbox" id="\(isFirst ? "category" : "category-\(id)")" \
                    name="category" value="\(id)"\(checked)><span>\(words(category.name))\(hint(of: category, profile))\
                    </span></label>

                    """
            }
            return
                "<fieldset class=\"field\"><legend>\(words(group.name))</legend>\n<div class=\"choices two\">\n\(boxes)</div></fieldset>\n"
        }
        return """
            <h2>\(words("setup.categories"))</h2>
            \(FieldError(frame.errors["category"], of: "category"))\(groups)
            """
    }

    private func hint(of category: CityDomain.Category, _ profile: Municipality) -> HTML? {
        profile.unit(category.unit).map { " <small>\(words($0.name))</small>" }
    }

    private func mailbox(_ unit: CityDomain.Unit) -> HTML {
        let name = "unit-\(unit.id)"
        return Field(
            name: name,
            label: words(unit.name),
            error: frame.errors[name],
            optional: words("form.optional"),
            control: .line(TextLine(value: draft[.units, name], kind: .email))
        ).html
    }
}

/// The sixth step: who administers the town first.
struct SetupAdministratorForm {
    let draft: SetupDraft
    let frame: SetupFrame

    var html: HTML {
        let words = frame.words
        let name = Field(
            name: "name",
            label: words("setup.field.administrator"),
            error: frame.errors["name"],
            control: .line(TextLine(value: draft[.administrator, "name"], autocomplete: .name))
        )
        let login = Field(
            name: "login",
            label: words("setup.field.login"),
            hint: words("setup.field.login.hint"),
            error: frame.errors["login"],
            control: .line(TextLine(value: draft[.administrator, "login"], kind: .email, autocomplete: .email))
        )
        return "\(name)\(login)"
    }
}
