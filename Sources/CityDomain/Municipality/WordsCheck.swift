import CityKit

/// Checks that every text of a town has words in every language of its pages.
struct WordsCheck {
    let languages: [Language]
    let town: ID<Municipality>

    func faults(_ profile: Profile, _ list: CategoryList?) -> [FileFault] {
        faults(MunicipalityFiles.profile, texts(of: profile))
            + (list.map { faults(MunicipalityFiles.categories, texts(of: $0)) } ?? [])
    }

    private func texts(of profile: Profile) -> [(String, LocalizedText?)] {
        [
            ("name", profile.name), ("locative", profile.locative), ("about", profile.about),
            ("office.name", profile.office.name),
            ("office.hours", profile.office.hours), ("operator.name", profile.operator?.name),
            ("operator.support.hours", profile.operator?.support.hours),
        ] + texts(of: profile.accessibility)
            + profile.closedDays.enumerated().map { ("closedDays[\($0)].name", $1.name) }
    }

    private func texts(of declared: Profile.Accessibility?) -> [(String, LocalizedText?)] {
        guard let declared else { return [] }
        let gaps = declared.gaps.enumerated().flatMap { index, gap in
            [
                ("accessibility.gaps[\(index)].what", gap.what as LocalizedText?),
                ("accessibility.gaps[\(index)].why", gap.why),
            ]
        }
        return [
            ("accessibility.contact.person", declared.contact.person),
            ("accessibility.architecture", declared.architecture),
        ] + gaps
    }

    private func texts(of list: CategoryList) -> [(String, LocalizedText?)] {
        list.units.enumerated().map { ("units[\($0)].name", $1.name) }
            + list.groups.enumerated().map { ("groups[\($0)].name", $1.name) }
            + list.categories.enumerated().flatMap { texts(of: $1, "categories[\($0)]") }
    }

    private func texts(of category: Category, _ path: String) -> [(String, LocalizedText?)] {
        [
            ("\(path).name", category.name), ("\(path).hint", category.hint), ("\(path).warning", category.warning),
        ]
            + (category.fields ?? []).enumerated().flatMap { index, field in
                [
                    ("\(path).fields[\(index)].label", field.label as LocalizedText?),
                    ("\(path).fields[\(index)].hint", field.hint),
                ]
                    + (field.options ?? []).enumerated().map {
                        ("\(path).fields[\(index)].options[\($0)].label", $1.label)
                    }
            }
    }

    private func faults(_ file: String, _ texts: [(path: String, text: LocalizedText?)]) -> [FileFault] {
        texts.flatMap { path, text in
            text.map { text in
                languages.filter { (text.words[$0] ?? "").trimmingSpaces().isEmpty }.map {
                    .at(
                        town,
                        file,
                        path,
                        "has no words in “\($0.rawValue)”, a language of the town",
                        Text("configuration.fault.wordsMissing", ["language": .words($0.rawValue)])
                    )
                }
            } ?? []
        }
    }
}
