import CityDomain
import CityKit
import CityTestSupport

extension OfficeAuditTests {
    /// The editors of rules, routing, the privacy notice, the imprint, the declaration and the town's own words.
    static let noticeSteps: [(String, String, [(name: String, value: String)]?)] = [
        ("rules", sameRules + [("similar", "off")]), ("routing", newRoute),
        ("privacy", samePrivacy + [("officer", "iod@miasto.example")]),
        ("imprint", sameImprint + [("office-phone", "+48 22 222 22 22")]),
        ("accessibility", sameDeclaration + [("phone", "+48 22 222 22 22")]),
        ("words", [("own-contact.title-pl", "Napisz do nas")]),
    ].enumerated().flatMap { index, part in
        let seen = [(name: "seen", value: "\(12 + index)"), (name: "reason", value: "Próba.")]
        return [
            ("GET /:town/office/settings/\(part.0)", "/settings/\(part.0)", nil),
            ("POST /:town/office/settings/\(part.0)", "/settings/\(part.0)", seen + part.1),
        ]
    }

    private static func draft<Draft: SettingsDraft>(_: Draft.Type) -> Draft? {
        guard let town = try? ProjectTown.named("kielce"), let files = try? ProjectTown.files("kielce") else {
            return nil
        }
        return try? Draft(files, of: town)
    }

    private static func words(_ name: String, _ words: [Language: String]?) -> [(name: String, value: String)] {
        (words ?? [:]).map { (name: "\(name)-\($0.key.rawValue)", value: $0.value) }
    }

    /// The values of the rules that the town has.
    private static let sameRules: [(name: String, value: String)] = {
        guard let draft = draft(ModulesDraft.self) else { return [] }
        return TownModule.allCases.filter { $0.shelf == .rules }.flatMap { module in
            module.settings.flatMap { setting -> [(name: String, value: String)] in
                let name = "\(module.rawValue)-\(setting.id)"
                let value = draft.switches[module]?.values[setting.id] ?? ""
                guard setting.kind == .period, let space = value.firstIndex(of: " ") else { return [(name, value)] }
                let unit = value[space...].dropFirst()
                return [
                    (name, String(value[..<space])), ("\(name)-unit", unit.hasSuffix("s") ? "\(unit)" : "\(unit)s"),
                ]
            }
        }
    }()

    /// A rule for days off.
    private static let newRoute: [(name: String, value: String)] = {
        let unit = (try? ProjectTown.named("kielce"))?.units.first?.id.rawValue ?? ""
        return [("added-id", "free"), ("added-unit", unit), ("added-days", "free")]
    }()

    private static let samePrivacy: [(name: String, value: String)] = {
        guard let draft = draft(PrivacyDraft.self) else { return [] }
        let bases = draft.purposes.flatMap { purpose, typed in
            typed.bases.map { (name: "purpose-\(purpose.rawValue)", value: $0.rawValue) }
        }
        return [("controller", draft.controller), ("address", draft.address)] + bases
    }()

    private static let sameImprint: [(name: String, value: String)] = {
        guard let draft = draft(ImprintDraft.self) else { return [] }
        return [("office-address", draft.office.address), ("office-email", draft.office.email), ("runner", "office")]
            + words("office-name", draft.office.name)
    }()

    private static let sameDeclaration: [(name: String, value: String)] = {
        guard let draft = draft(AccessibilityDraft.self) else { return [] }
        let gaps = draft.gaps.enumerated().flatMap { index, gap in
            words("gap-\(index)-what", gap.what) + words("gap-\(index)-why", gap.why)
        }
        return [
            ("state", "declared"), ("published", draft.published), ("updated", draft.updated),
            ("prepared", draft.prepared), ("status", draft.status.rawValue), ("assessor", draft.assessor.rawValue),
            ("auditor", draft.auditor), ("email", draft.email),
        ] + gaps + words("person", draft.person) + words("architecture", draft.architecture)
    }()
}
