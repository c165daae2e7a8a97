import CityDomain
import CityKit

/// The editor of the town's units and of the groups of its categories.
struct UnitsEditor: SettingsEditor {
    static let place = "units"
    static let title = Text("configuration.units.title")
    static let lead = Text("configuration.units.lead")

    func draft(_ form: FormData, _ visit: Visit) -> UnitsDraft {
        let languages = visit.town.profile.languages
        let rows = form.rows("group", by: "id")
        let groups = visit.town.groups.enumerated().map { index, group in
            guard let row = rows[group.id.rawValue] else {
                return UnitsDraft.Group(group.id, name: group.name.words, place: "\(index + 1)")
            }
            return UnitsDraft.Group(
                group.id,
                name: form.words("\(row)-name", languages),
                place: form["\(row)-place"].trimmingSpaces()
            )
        }
        return UnitsDraft(units: form.units(of: visit.town), groups: groups)
    }

    func field(of place: FaultPlace, _ draft: UnitsDraft, in town: Municipality) -> String? {
        if let unit = place.element(of: "units") {
            let kept = draft.units.indices.filter { !draft.units[$0].isBlank && draft.units[$0].fate == .kept }
            guard unit.index < kept.count else { return nil }
            return
                "unit-\(kept[unit.index])-\(unit.rest.first == "name" ? "name-\(town.profile.languages[0].rawValue)" : "id")"
        }
        return place.element(of: "groups").map { "group-\($0.index)-name-\(town.profile.languages[0].rawValue)" }
    }

    func fields(_ draft: UnitsDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        let words = form.words
        let known = visit.town.units.count
        let rows = draft.units + (draft.units.count > known ? [] : [UnitsDraft.Entry()])
        let units = Array(rows.enumerated()).html { index, entry in
            unit(entry, index, isNew: index < known ? .known : .new, form)
        }
        return """
            <h2 id="units">\(words("configuration.units.units"))</h2>
            \(units)
            <h2 id="groups">\(words("configuration.units.groups"))</h2>
            <p class="small">\(words("configuration.units.groups.text"))</p>
            \(Array(draft.groups.enumerated()).html { group($0.element, $0.offset, form) })
            """
    }

    private enum Age { case known, new }

    private func unit(_ entry: UnitsDraft.Entry, _ index: Int, isNew age: Age, _ form: EditedForm) -> HTML {
        let (words, name) = (form.words, "unit-\(index)")
        let title = entry.name[words.language] ?? ""
        let parts = ["id", "email", "fate"] + form.languages.map { "name-\($0.rawValue)" }
        let id: HTML =
            age == .new
            ? form.line("\(name)-id", words("configuration.category.id"), entry.id)
            : "<input type=\"hidden\" name=\"\(name)-id\" value=\"\(entry.id)\">"
        let fates = UnitsDraft.Entry.Fate.allCases.map {
            ($0.rawValue, words("configuration.terms.fate.\($0.rawValue)"))
        }
        let fate: HTML? =
            age == .known
            ? form.select("\(name)-fate", words("configuration.units.fate"), entry.fate.rawValue, fates) : nil
        let email = form.line(
            "\(name)-email",
            words("configuration.units.email"),
            entry.email,
            hint: words("configuration.units.email.hint"),
            optional: words("form.optional"),
            .email
        )
        return Disclosure(
            question: title.isEmpty ? words("configuration.units.new") : title,
            state: form.isFaulty(parts.map { "\(name)-\($0)" }) || (age == .new && !entry.isBlank) ? .open : .closed,
            answer:
                "\(id)\(form.localized("\(name)-name", words("configuration.category.name"), entry.name))\(email)\(fate)"
        ).html
    }

    private func group(_ group: UnitsDraft.Group, _ index: Int, _ form: EditedForm) -> HTML {
        let (words, name) = (form.words, "group-\(index)")
        let title = group.name[words.language] ?? group.id.rawValue
        return Disclosure(
            question: title.isEmpty ? group.id.rawValue : title,
            state: form.isFaulty(["\(name)-place"] + form.languages.map { "\(name)-name-\($0.rawValue)" })
                ? .open : .closed,
            answer: """
                <input type="hidden" name="\(name)-id" value="\(group.id.rawValue)">\
                \(form.localized("\(name)-name", words("configuration.category.name"), group.name))\
                \(form.line("\(name)-place", words("configuration.units.place"), group.place, .number, width: .short))
                """
        ).html
    }
}

extension FormData {
    /// The units of the town, then new ones. A unit of which the form says nothing is as it is.
    fileprivate func units(of town: Municipality) -> [UnitsDraft.Entry] {
        let rows = sequence(first: 0) { $0 + 1 }.lazy.map { "unit-\($0)" }.prefix { names.contains("\($0)-id") }
        var typed = Array(rows).map { name in
            var entry = UnitsDraft.Entry()
            entry.id = self["\(name)-id"].trimmingSpaces()
            entry.name = words("\(name)-name", town.profile.languages)
            entry.email = self["\(name)-email"].trimmingSpaces()
            entry.fate = UnitsDraft.Entry.Fate(rawValue: self["\(name)-fate"]) ?? .kept
            return entry
        }
        let known = town.units.map { unit in
            guard let place = typed.firstIndex(where: { $0.id == unit.id.rawValue }) else {
                return UnitsDraft.Entry(unit)
            }
            return typed.remove(at: place)
        }
        return known + typed
    }
}
