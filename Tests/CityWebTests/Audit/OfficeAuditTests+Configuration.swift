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
    ]

    static let configurationSteps: [(String, String, [(name: String, value: String)]?)] = [
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
        ),
    ]

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
