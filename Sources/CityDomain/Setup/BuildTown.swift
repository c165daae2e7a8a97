import CityKit

/// Makes the files of a new town from those of a profile. What is the other town's own does not come along: its name,
/// addresses, colours, regulation and the points of it that rules cite, its outline and its stories.
struct BuildTown {
    let profile: TownProfile
    let town: NewTown
    let words: SetupWords
    let today: CivilDate

    /// Says of a rule that no point of the new town's regulation holds it.
    static let basis =
        "taken over from a profile when the town was set up; the office's own regulation has yet to say it"

    var files: MunicipalityFiles {
        let rules = NewRules(profile: profile, town: town)
        var contents = town.files
        contents[MunicipalityFiles.categories] = rules.categories.json
        contents[MunicipalityFiles.rules] = rules.rules.json
        contents[MunicipalityFiles.profile] = NewProfile(build: self).tree.json
        if let outline = town.outline {
            let sample = words.say("setup.outline.sample", in: town.languages.first ?? .english)
            contents[MunicipalityFiles.boundary] = outline.geoJSON(sample: sample)
        }
        for name in profile.files.names(below: "texts") where town.speaks(name) {
            contents[name] = profile.files.contents[name]
        }
        let regulation = NeutralRegulation(needs: rules.needs)
        for language in town.languages {
            let template = words.regulation[language] ?? ""
            contents["regulation/\(version(in: language))"] = regulation.text(template, filling: gaps(in: language))
        }
        let built = MunicipalityFiles(town: town.id, contents: contents)
        let clauses = regulation.clauses(citedBy: MunicipalityParts(built).allRules)
        return built.replacing(MunicipalityFiles.clauses, with: clauses)
    }

    /// `2026-11`
    var version: String { String("\(today)".prefix(7)) }

    func version(in language: Language) -> String { "\(language.rawValue)-\(version).md" }

    func locative(in language: Language) -> String {
        town.locative[language]
            ?? words.say("setup.locative", ["name": .words(town.name[language] ?? "")], in: language)
    }

    private func gaps(in language: Language) -> [String: String] {
        [
            "town": town.name[language] ?? "", "locative": locative(in: language),
            "office": town.office[language] ?? "", "address": town.address, "email": town.email,
            "controller": town.controller,
        ]
    }
}

extension NewTown {
    /// Whether a file such as `texts/pl.json` is in a language of the town.
    fileprivate func speaks(_ name: String) -> Bool { languages.contains { name == "texts/\($0.rawValue).json" } }
}

/// `municipality.json5` of a new town.
private struct NewProfile {
    let build: BuildTown

    private var town: NewTown { build.town }

    var tree: JSONTree {
        let source = build.profile.files.contents[MunicipalityFiles.profile] ?? ""
        var tree = (JSONTree(json5: source) ?? .object([:])).without(["about", "operator"])
        tree["name"] = localized(town.name)
        tree["locative"] = localized(
            Dictionary(uniqueKeysWithValues: town.languages.map { ($0, build.locative(in: $0)) })
        )
        tree["country"] = .text(town.country)
        tree["timeZone"] = .text(town.timeZone)
        tree["calendar"] = .text(town.calendar)
        tree["languages"] = .list(town.languages.map { .text($0.rawValue) })
        tree["office"] = office
        tree["controller"] = controller
        tree["closedDays"] = .list([])
        tree["accessibility"] = town.country == "PL" ? accessibility : nil
        tree["brand"] = brand
        tree["regulation"] = .list(town.languages.map(regulation))
        for key in ["noThirdCountry", "openData"] { tree[key] = tree[key]?.founded(on: BuildTown.basis) }
        return tree
    }

    private func localized(_ words: [Language: String]) -> JSONTree {
        .object(Dictionary(uniqueKeysWithValues: words.map { ($0.key.rawValue, .text($0.value)) }))
    }

    private var office: JSONTree {
        var office = JSONTree.object([
            "name": localized(town.office), "address": .text(town.address), "email": .text(town.email),
            "clause": .text(NeutralRegulation.office),
        ])
        if !town.phone.isEmpty { office["phone"] = .text(town.phone) }
        return office
    }

    private var controller: JSONTree {
        var controller = JSONTree.object([
            "name": .text(town.controller), "address": .text(town.address),
            "clause": .text(NeutralRegulation.controller),
        ])
        if !town.officer.isEmpty { controller["dataProtectionOfficer"] = .text(town.officer) }
        return controller
    }

    /// To begin with: the office tests its site and mends it.
    private var accessibility: JSONTree {
        let (words, languages, day) = (build.words, town.languages, JSONTree.text("\(build.today)"))
        let gaps: [JSONTree] = [
            .object([
                "what": words.text("setup.accessibility.photos", in: languages),
                "why": words.text("setup.accessibility.photos.why", in: languages),
            ]),
            .object([
                "what": words.text("setup.accessibility.map", in: languages),
                "why": words.text("setup.accessibility.map.why", in: languages),
            ]),
        ]
        return .object([
            "published": day, "updated": day, "prepared": day, "status": .text("partial"),
            "assessment": .object(["by": .text("office")]), "gaps": .list(gaps),
            "contact": .object([
                "person": words.text("setup.accessibility.person", in: languages), "email": .text(town.email),
                "phone": .text(town.phone),
            ]),
            "architecture": words.text(
                "setup.accessibility.architecture",
                ["address": .words(town.address)],
                in: languages
            ),
            "basis": .text(
                "act of 4 April 2019 on the digital accessibility of websites and mobile applications of public bodies, article 10"
            ),
        ])
    }

    private var brand: JSONTree {
        func palette(_ colours: [String: String]?) -> JSONTree { .object((colours ?? [:]).mapValues(JSONTree.text)) }
        return .object([
            "mark": .text(town.mark), "light": palette(town.colours?.light), "dark": palette(town.colours?.dark),
        ])
    }

    private func regulation(in language: Language) -> JSONTree {
        .object([
            "version": .text(build.version), "effective": .text("\(build.today)"),
            "language": .text(language.rawValue), "file": .text(build.version(in: language)),
        ])
    }
}
