import CityDomain
import CityKit
import CityTestSupport

extension OfficeAuditTests {
    /// What the pages of the settings leave. They hold no personal data.
    static let configurationRoutes: [String: [AuditKind]] = [
        "GET /:town/office/settings": [], "GET /:town/office/settings/:revision": [],
        "GET /:town/office/settings/:revision/file": [], "POST /:town/office/settings/import": [],
        "POST /:town/office/settings/import/save": [.townChanged],
        "GET /:town/office/settings/:revision/restore": [],
        "POST /:town/office/settings/:revision/restore": [.townChanged],
        "GET /:town/office/settings/categories": [], "GET /:town/office/settings/categories/new": [],
        "POST /:town/office/settings/categories/new": [.townChanged],
        "GET /:town/office/settings/categories/:category": [],
        "POST /:town/office/settings/categories/:category": [.townChanged],
        "POST /:town/office/settings/categories/:category/move": [.townChanged],
        "POST /:town/office/settings/categories/:category/remove": [.townChanged],
        "GET /:town/office/settings/brand": [], "POST /:town/office/settings/brand": [.townChanged],
        "GET /:town/office/settings/brand/preview.css": [],
        "GET /:town/office/settings/modules": [], "POST /:town/office/settings/modules": [.townChanged],
        "GET /:town/office/settings/terms": [], "POST /:town/office/settings/terms": [.townChanged],
        "GET /:town/office/settings/regulation": [], "POST /:town/office/settings/regulation": [.townChanged],
        "GET /:town/office/settings/units": [], "POST /:town/office/settings/units": [.townChanged],
        "GET /:town/office/settings/rules": [], "POST /:town/office/settings/rules": [.townChanged],
        "GET /:town/office/settings/routing": [], "POST /:town/office/settings/routing": [.townChanged],
        "GET /:town/office/settings/privacy": [], "POST /:town/office/settings/privacy": [.townChanged],
        "GET /:town/office/settings/imprint": [], "POST /:town/office/settings/imprint": [.townChanged],
        "GET /:town/office/settings/accessibility": [], "POST /:town/office/settings/accessibility": [.townChanged],
        "GET /:town/office/settings/words": [], "POST /:town/office/settings/words": [.townChanged],
    ]

    static let configurationSteps: [(String, String, [(name: String, value: String)]?)] =
        [
            ("GET /:town/office/settings", "/settings", nil),
            ("GET /:town/office/settings/:revision", "/settings/1", nil),
            ("GET /:town/office/settings/:revision/file", "/settings/1/file", nil),
            ("POST /:town/office/settings/import", "/settings/import", nil),
            (
                "POST /:town/office/settings/import/save", "/settings/import/save",
                [("seen", "1"), ("file", Base64URL.text(settingsFile.content)), ("reason", "Próba.")]
            ), ("GET /:town/office/settings/:revision/restore", "/settings/1/restore", nil),
            (
                "POST /:town/office/settings/:revision/restore", "/settings/1/restore",
                [("seen", "2"), ("reason", "Pomyłka.")]
            ), ("GET /:town/office/settings/categories", "/settings/categories", nil),
            ("GET /:town/office/settings/categories/new", "/settings/categories/new", nil),
            (
                "POST /:town/office/settings/categories/new", "/settings/categories/new",
                [("seen", "3"), ("reason", "Zima."), ("id", "ice"), ("name-en", "Ice")] + iceOnRoads
            ), ("GET /:town/office/settings/categories/:category", "/settings/categories/ice", nil),
            (
                "POST /:town/office/settings/categories/:category", "/settings/categories/ice",
                [("seen", "4"), ("reason", "Słowa."), ("name-en", "Ice on roads")] + iceOnRoads
            ),
            (
                "POST /:town/office/settings/categories/:category/move", "/settings/categories/ice/move",
                [("seen", "5"), ("step", "up")]
            ),
            (
                "POST /:town/office/settings/categories/:category/remove", "/settings/categories/ice/remove",
                [("seen", "6"), ("reason", "Wiosna.")]
            ), ("GET /:town/office/settings/brand", "/settings/brand", nil),
            ("POST /:town/office/settings/brand", "/settings/brand", [("seen", "7"), ("reason", "Znak.")] + newMark),
            ("GET /:town/office/settings/brand/preview.css", "/settings/brand/preview.css", nil),
            ("GET /:town/office/settings/modules", "/settings/modules", nil),
            (
                "POST /:town/office/settings/modules", "/settings/modules",
                [("seen", "8"), ("reason", "Dane."), ("openData", "on"), ("openData-licence", "CC0-1.0")] + sameModules
            ), ("GET /:town/office/settings/terms", "/settings/terms", nil),
            (
                "POST /:town/office/settings/terms", "/settings/terms",
                [("seen", "9"), ("reason", "Wolne."), ("day-0-date", "2027-05-04")] + sameTerms
            ), ("GET /:town/office/settings/regulation", "/settings/regulation", nil),
            (
                "POST /:town/office/settings/regulation", "/settings/regulation",
                [
                    ("seen", "10"), ("reason", "Nowa."), ("version", "2027-01"), ("effective", "2027-01-01"),
                    ("text-pl", "# Regulamin"),
                ]
            ), ("GET /:town/office/settings/units", "/settings/units", nil),
            (
                "POST /:town/office/settings/units", "/settings/units",
                [("seen", "11"), ("reason", "Adres.")] + newAddress
            ),
        ] + noticeSteps

    /// The units and groups of the town, one of them with an address.
    private static let newAddress: [(name: String, value: String)] = {
        guard let town = try? ProjectTown.named("kielce"), let files = try? ProjectTown.files("kielce") else {
            return []
        }
        let draft = UnitsDraft(files, of: town)
        let units = draft.units.enumerated().flatMap { index, unit in
            [(name: "unit-\(index)-id", value: unit.id)]
                + unit.name.map { (name: "unit-\(index)-name-\($0.key.rawValue)", value: $0.value) }
        }
        let groups = draft.groups.enumerated().flatMap { index, group in
            [(name: "group-\(index)-place", value: group.place)]
                + group.name.map { (name: "group-\(index)-name-\($0.key.rawValue)", value: $0.value) }
        }
        return units + groups + [("unit-0-email", "drogi@miasto.example")]
    }()

    /// The terms of the town.
    private static let sameTerms: [(name: String, value: String)] = {
        guard let town = try? ProjectTown.named("kielce") else { return [] }
        let draft = TermsDraft(of: town)
        let periods =
            draft.deadlines.enumerated().map { ("deadline-\($0.offset)", $0.element.within) }
            + [("question", draft.question ?? "")]
        return periods.flatMap { fields(of: $0.1, $0.0) }
    }()

    /// A period as its two fields.
    private static func fields(of period: String, _ name: String) -> [(name: String, value: String)] {
        let parts = period.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return [(name, period)] }
        return [(name, parts[0]), ("\(name)-unit", parts[1].hasSuffix("s") ? parts[1] : parts[1] + "s")]
    }

    /// The colours of the town with another letter.
    private static let newMark: [(name: String, value: String)] = {
        guard let town = try? ProjectTown.named("kielce"), let files = try? ProjectTown.files("kielce") else {
            return []
        }
        let draft = BrandDraft(files, of: town)
        return BrandColour.all.map { (name: "\($0)", value: draft.colours[$0] ?? "") }
            + town.profile.languages.flatMap { language in
                [("name", draft.name), ("locative", draft.locative)].map {
                    (name: "\($0.0)-\(language.rawValue)", value: $0.1[language] ?? "")
                }
            } + [("mark", "N")]
    }()

    /// The settings of the modules that the town has.
    private static let sameModules: [(name: String, value: String)] = {
        guard let town = try? ProjectTown.named("kielce"), let files = try? ProjectTown.files("kielce"),
            let draft = try? ModulesDraft(files, of: town)
        else { return [] }
        return TownModule.allCases.filter { $0.isOffered(by: town) }.flatMap { module in
            module.settings.flatMap { setting -> [(name: String, value: String)] in
                let name = "\(module.rawValue)-\(setting.id)"
                let value = draft.switches[module]?.values[setting.id] ?? ""
                return setting.kind == .period ? fields(of: value, name) : [(name, value)]
            }
        }
    }()

    /// A category beside the first one of the town.
    private static let iceOnRoads: [(name: String, value: String)] = {
        let first = try? ProjectTown.named("kielce").categories.first
        return [
            ("name-pl", "Lód"), ("name-uk", "Лід"), ("group", first?.group.rawValue ?? ""),
            ("unit", first?.unit.rawValue ?? ""), ("icon", "snow"), ("kind", "issue"),
        ]
    }()

    /// The settings with another emergency number.
    static let settingsFile: (name: String, content: [UInt8]) = {
        let change = ProjectTown.Change("municipality.json5", "emergencyNumber: \"112\"", "emergencyNumber: \"113\"")
        let files = try? ProjectTown.files("kielce", change)
        let file = files.map { ConfigurationFile(files: $0, revision: 1).text } ?? ""
        return ("kielce.json", Array(file.utf8))
    }()
}

extension Browser {
    /// One step of an officer: a page, a form, or the form that takes a file.
    func send(_ route: String, to address: String, _ fields: [(name: String, value: String)]?, seen: Int)
        async throws -> Answer
    {
        guard let fields else {
            return route.hasSuffix("/settings/import")
                ? try await postFiles(address, [], files: [OfficeAuditTests.settingsFile])
                : try await get(address)
        }
        return try await post(address, fields + [(name: "seen", value: "\(seen)")])
    }
}
