import CityDomain
import CityKit

/// The editor of the parts of the privacy notice that are the town's own. Its sentences are changed among the town's own words.
struct PrivacyEditor: SettingsEditor {
    static let place = "privacy"
    static let title = Text("configuration.privacy.title")
    static let lead = Text("configuration.privacy.lead")

    func draft(_ form: FormData, _ visit: Visit) -> PrivacyDraft {
        var draft = PrivacyDraft()
        (draft.controller, draft.address) = (form["controller"].trimmingSpaces(), form["address"].trimmingSpaces())
        draft.officer = form["officer"].trimmingSpaces()
        for purpose in ProcessingPurpose.allCases {
            let name = "purpose-\(purpose.rawValue)"
            var typed = PrivacyDraft.Purpose(Set(form.all(name).compactMap(LegalBasis.init)))
            typed.clause = form["\(name)-clause"]
            draft.purposes[purpose] = typed
        }
        return draft
    }

    func field(of place: FaultPlace, _ draft: PrivacyDraft, in town: Municipality) -> String? {
        guard let found = place.element(of: "purposes") else { return nil }
        let known = town.purposes.map(\.purpose).filter { draft.purposes[$0]?.bases.isEmpty == false }
        let new = ProcessingPurpose.allCases.filter { purpose in
            draft.purposes[purpose]?.bases.isEmpty == false && !town.purposes.contains { $0.purpose == purpose }
        }
        let all = known + new
        guard found.index < all.count else { return nil }
        return "purpose-\(all[found.index].rawValue)\(place.isClause ? "-clause" : "")"
    }

    func fields(_ draft: PrivacyDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        let words = form.words
        let notice = Link(words("configuration.privacy.words"), to: visit.path("office/settings/words?find=privacy."))
        return """
            \(form.line("controller", words("configuration.privacy.controller"), draft.controller))
            \(form.line("address", words("contact.address"), draft.address))
            \(form.line(
                "officer", words("configuration.privacy.officer"), draft.officer, optional: words("form.optional"), .email
            ))
            <h2 id="purposes">\(words("configuration.privacy.purposes"))</h2>
            <p class="small">\(words("configuration.privacy.purposes.text"))</p>
            \(ProcessingPurpose.allCases.html { purpose($0, draft.purposes[$0] ?? PrivacyDraft.Purpose(), form, visit) })
            <p class="small">\(words("configuration.privacy.rest")) \(notice)</p>
            """
    }

    private func purpose(
        _ purpose: ProcessingPurpose,
        _ draft: PrivacyDraft.Purpose,
        _ form: EditedForm,
        _ visit: Visit
    ) -> HTML {
        let (words, name) = (form.words, "purpose-\(purpose.rawValue)")
        let rule = visit.town.purposes.first { $0.purpose == purpose }
        let clauses = rule?.clauses.map(\.description).joined(separator: ", ") ?? ""
        let clause: HTML? =
            rule == nil
            ? form.line(
                "\(name)-clause",
                words("configuration.category.clause"),
                draft.clause,
                optional: words("form.optional"),
                width: .half
            ) : nil
        let bases = LegalBasis.allCases.map { basis in
            (
                basis.rawValue,
                words(
                    "legalBasis.point",
                    ["basis": .words(words("legalBasis.\(basis.rawValue)")), "point": .words(basis.point)]
                )
            )
        }
        return """
            \(form.checks(
                name, words("purpose.\(purpose.rawValue)"), Set(draft.bases.map(\.rawValue)), bases,
                hint: clauses.isEmpty ? nil : words("configuration.module.clause", ["clauses": .words(clauses)])
            ))\(clause)
            """
    }

    func preview(_ draft: PrivacyDraft, _ change: PreviewedChange, _ visit: Visit) -> PreviewedPart? {
        PreviewedPart(
            title: visit.words("configuration.preview.title"),
            html: ShownPage(town: change.town, visit: visit) { PrivacyNotice().content($0) }.html
        )
    }
}
