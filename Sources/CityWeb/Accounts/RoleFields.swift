import CityDomain
import CityKit

/// Where somebody works.
struct UnitField: Component {
    let selected: String
    let visit: Visit

    var html: HTML {
        let words = visit.words
        let units = visit.town.units.map { Select.Option(value: $0.id.rawValue, words: words($0.name)) }
        return Field(
            name: "unit",
            label: words("staff.field.unit"),
            hint: words("staff.field.unit.hint"),
            control: .select(
                Select(options: [Select.Option(value: "", words: words("staff.office"))] + units, selected: selected)
            )
        ).html
    }
}

/// A role, and what it is limited to.
struct RoleFields: Component {
    let form: StaffForm
    let signed: SignIn.Signed
    let visit: Visit

    var html: HTML { "\(role)\(reach)\(categories)" }

    private var role: Field {
        let words = visit.words
        let appointsOwners = signed.staff.rights.have(.appointOwners)
        let roles = StaffRole.allCases.filter { $0 != .platformOwner || appointsOwners }
        return Field(
            name: "role",
            label: words("staff.field.role"),
            error: form.errors["role"],
            control: .select(
                Select(
                    options: [Select.Option(value: "", words: words("staff.field.role.choose"))]
                        + roles.map { Select.Option(value: $0.rawValue, words: words($0.text)) },
                    selected: form["role"]
                )
            )
        )
    }

    private var reach: Field {
        let words = visit.words
        let units = visit.town.units.map { Select.Option(value: $0.id.rawValue, words: words($0.name)) }
        return Field(
            name: "reach",
            label: words("staff.field.reach"),
            hint: words("staff.field.reach.hint"),
            error: form.errors["reach"],
            control: .select(
                Select(
                    options: [Select.Option(value: "", words: words("staff.everyUnit"))] + units,
                    selected: form["reach"]
                )
            )
        )
    }

    private var categories: Disclosure {
        let words = visit.words
        let groups = visit.town.groups.map { group in
            let choices = visit.town.categories.filter { $0.group == group.id }.map {
                Choices.Choice(value: $0.id.rawValue, words: words($0.name))
            }
            return Choices.Group(title: words(group.name), choices: choices)
        }
        let choices = Choices(
            name: "category",
            legend: words("staff.field.category"),
            error: form.errors["category"],
            groups: groups.filter { !$0.choices.isEmpty },
            selected: form.categories,
            kind: .checkbox
        )
        let isOpen = !form.categories.isEmpty || form.errors["category"] != nil
        return Disclosure(
            question: words("staff.field.category.open"),
            state: isOpen ? .open : .closed,
            answer: choices.html
        )
    }
}
