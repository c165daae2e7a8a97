extension MunicipalityFaultTests {
    static let profileSlips: [Slip] = [
        Slip(
            "municipality.json5",
            "country: ",
            "contry: ",
            "town/municipality.json5: country: is missing; “contry” is there: is it misspelt?"
        ),
        Slip(
            "municipality.json5",
            "\"PL\"",
            "\"Pl\"",
            "town/municipality.json5: country: “Pl” is no ISO 3166 code; write for example PL"
        ),
        Slip(
            "municipality.json5",
            "Europe/Warsaw",
            "Europe/Warsav",
            "town/municipality.json5: timeZone: “Europe/Warsav” is no IANA time zone; did you mean “Europe/Warsaw”?"
        ),
        Slip(
            "municipality.json5",
            "Europe/Warsaw",
            "here",
            "town/municipality.json5: timeZone: “here” is no IANA time zone; write for example Europe/Warsaw"
        ),
        Slip(
            "municipality.json5",
            "calendar: \"pl\"",
            "calendar: \"fr\"",
            "town/municipality.json5: calendar: Calendars/fr.json5 is not there; there are: pl"
        ),
        Slip(
            "municipality.json5",
            "languages: [\"en\"]",
            "languages: []",
            "town/municipality.json5: languages: needs at least one language"
        ),
        Slip(
            "municipality.json5",
            "languages: [\"en\"]",
            "languages: [\"en\", \"en\"]",
            "town/municipality.json5: languages[1]: “en” is there twice"
        ),
        Slip(
            "municipality.json5",
            "languages: [\"en\"]",
            "languages: [\"de\"]",
            "town/municipality.json5: languages[0]: must be one of “pl”, “uk”, “en”"
        ),
        Slip(
            "municipality.json5",
            "name: { en: \"Town\" }",
            "name: { en: \" \" }",
            "town/municipality.json5: name: has no words in “en”, a language of the town"
        ),
        Slip(
            "municipality.json5",
            "modules: [\"reports\"]",
            "modules: []",
            "town/rules.json5: reports: is a module that municipality.json5 does not list"
        ),
        Slip(
            "municipality.json5",
            "office@town.example",
            "office",
            "town/municipality.json5: office.email: “office” is no e-mail address"
        ),
        Slip(
            "municipality.json5",
            "\"112\"",
            "\"call\"",
            "town/municipality.json5: emergencyNumber: “call” must be digits; write for example 112"
        ),
        Slip(
            "municipality.json5",
            "mark: \"T\"",
            "mark: \"To\"",
            "town/municipality.json5: brand.mark: “To” must be one letter"
        ),
        Slip(
            "municipality.json5",
            "light: { brand: \"#0B5D4B\"",
            "light: { brand: \"#0B5D4\"",
            "town/municipality.json5: brand.light.brand: “#0B5D4” is no colour; write # and six hexadecimal digits"
        ),
        Slip(
            "municipality.json5",
            "[{ date: \"2026-05-04\" }]",
            "[{ date: \"2026-05-04\" }, { date: \"2026-05-04\" }]",
            "town/municipality.json5: closedDays[1].date: 2026-05-04 is there twice"
        ),
        Slip(
            "municipality.json5",
            "effective: \"2026-01-01\"",
            "effective: \"2026-02-30\"",
            "town/municipality.json5: regulation[0].effective: “2026-02-30” is not a date; write it as 2025-12-30"
        ),
        Slip(
            "municipality.json5",
            "language: \"en\", file",
            "language: \"pl\", file",
            "town/municipality.json5: regulation: needs a version in “en”, the language of the office"
        ),
        Slip(
            "municipality.json5",
            "file: \"en-1.md\" }",
            "file: \"en-1.md\" }, { version: \"0\", effective: \"2026-01-02\", language: \"en\", file: \"en-1.md\" }",
            "town/municipality.json5: regulation[1].effective: 2026-01-02 is later than 2026-01-01 above it; "
                + "put the newest version first"
        ),
        Slip(
            "municipality.json5",
            "file: \"en-1.md\" }",
            "file: \"en-1.md\" }, { version: \"1\", effective: \"2025-01-01\", language: \"en\", file: \"en-1.md\" }",
            "town/municipality.json5: regulation[1]: version 1 en is there twice"
        ),
        Slip(
            "municipality.json5",
            "file: \"en-1.md\"",
            "file: \"en-9.md\"",
            "town/municipality.json5: regulation[0].file: regulation/en-9.md is not there",
            "town/regulation/en-1.md: is named by no version in municipality.json5"
        ),
    ]

    static let categorySlips: [Slip] = [
        Slip(
            "categories.json5",
            "id: \"idea\"",
            "id: \"lamp\"",
            "town/categories.json5: categories[1].id: “lamp” is there twice"
        ),
        Slip(
            "categories.json5",
            "id: \"idea\"",
            "id: \"An idea\"",
            "town/categories.json5: categories[1].id: “An idea” must be small letters a–z, digits and hyphens"
        ),
        Slip(
            "categories.json5",
            "[{ id: \"works\", name: { en: \"Works\" } }]",
            "[{ id: \"works\", name: { en: \"Works\" } }, { id: \"works\", name: { en: \"More\" } }]",
            "town/categories.json5: units[1].id: “works” is there twice"
        ),
        Slip(
            "categories.json5",
            "unit: \"works\", icon: \"lamp\"",
            "unit: \"worsk\", icon: \"lamp\"",
            "town/categories.json5: categories[0].unit: “worsk” is no unit; did you mean “works”?"
        ),
        Slip(
            "categories.json5",
            "unit: \"works\", icon: \"lamp\"",
            "unit: \"roads\", icon: \"lamp\"",
            "town/categories.json5: categories[0].unit: “roads” is no unit; units are: works"
        ),
        Slip(
            "categories.json5",
            "name: { en: \"Light\" }",
            "name: { pl: \"Światło\" }",
            "town/categories.json5: groups[0].name: has no words in “en”, a language of the town"
        ),
        Slip(
            "categories.json5",
            "group: \"light\"",
            "group: \"lihgt\"",
            "town/categories.json5: categories[0].group: “lihgt” is no group; did you mean “light”?",
            "town/categories.json5: groups[0].id: no category stands in the group “light”"
        ),
        Slip(
            "categories.json5",
            "id: \"pole\"",
            "id: \"state\"",
            "town/categories.json5: categories[0].fields[1].id: “state” is there twice"
        ),
        Slip(
            "categories.json5",
            "kind: \"choice\"",
            "kind: \"number\"",
            "town/categories.json5: categories[0].fields[1].options: a field of the kind “number” has no options"
        ),
        Slip(
            "categories.json5",
            ", { id: \"bent\", label: { en: \"Bent\" } }",
            "",
            "town/categories.json5: categories[0].fields[1].options: a choice needs at least two options"
        ),
        Slip(
            "categories.json5",
            "label: { en: \"Bent\" }",
            "label: { pl: \"Krzywa\" }",
            "town/categories.json5: categories[0].fields[1].options[1].label: has no words in “en”, a language of the town"
        ),
        Slip(
            "categories.json5",
            "kind: \"text\", most: 20",
            "kind: \"text\", most: 20, least: 30, days: \"past\"",
            "town/categories.json5: categories[0].fields[0].days: is for dates only",
            "town/categories.json5: categories[0].fields[0].most: is less than “least”"
        ),
        Slip(
            "categories.json5",
            "from: \"2026-01-01\"",
            "from: \"2026-01-01\", until: \"2025-01-01\"",
            "town/categories.json5: categories[0].offered.until: must not be before “from”"
        ),
        Slip(
            "categories.json5",
            "kind: \"idea\"",
            "kind: \"wish\"",
            "town/categories.json5: categories[1].kind: must be one of “issue”, “idea”, “question”"
        ),
        Slip(
            "categories.json5",
            "kind: \"idea\"",
            "kind: \"idea\", listedFor: \"residents\"",
            "town/categories.json5: categories[1].listedFor: must be one of “everyone”, “registered”"
        ),
        Slip(
            "categories.json5",
            "kind: \"idea\"",
            "kind: \"idea\", listedFor: \"registered\"",
            "town/categories.json5: categories[1].listedFor: keeps reports from visitors and names no clause; add `clause`"
        ),
        Slip(
            "categories.json5",
            "kind: \"idea\"",
            "kind: \"idea\", listedfor: \"everyone\"",
            "town/categories.json5: categories[1].listedfor: unknown key; did you mean “listedFor”?"
        ),
    ]

    static let clauseSlips: [Slip] = [
        Slip(
            "clauses.json5",
            "\"III.3\"",
            "\"III.2\"",
            "town/clauses.json5: clauses[7]: “III.2” is there twice"
        ),
        Slip(
            "clauses.json5",
            "\"reports.terms\"",
            "\"reports.term\"",
            "town/clauses.json5: clauses[1]: “I.2” points to the rule “reports.term”, which is not there; "
                + "did you mean “reports.terms”?"
        ),
        Slip(
            "clauses.json5",
            "\"reports.terms\"",
            "\"reports.reporting\"",
            "town/clauses.json5: clauses[1]: “I.2” points to the rule “reports.reporting”, which does not name it; "
                + "add it at reports.reporting in rules.json5"
        ),
        Slip(
            "clauses.json5",
            "{ clause: \"II.2\", rule: \"reports.transitions.accepted-done\" },",
            "",
            "town/rules.json5: reports.transitions[2]: clause “II.2” is not in clauses.json5"
        ),
        Slip(
            "clauses.json5",
            "\"a definition\"",
            "\"\"",
            "town/clauses.json5: clauses[6]: “III.2” says nothing; write a reason"
        ),
        Slip(
            "clauses.json5",
            "builtIn: \"freeOfCharge\"",
            "builtIn: \"freeOfCharge\", planned: \"more\"",
            "town/clauses.json5: clauses[5]: needs exactly one of rule, builtIn, legalText, planned; has 2"
        ),
        Slip(
            "clauses.json5",
            ", planned: \"a map\"",
            "",
            "town/clauses.json5: clauses[7]: needs exactly one of rule, builtIn, legalText, planned; has 0"
        ),
    ]

    static let storySlips: [Slip] = [
        Slip(
            "scenarios/story.json5",
            "2026-04-28 10:00",
            "2026-04-26 10:00",
            "town/scenarios/story.json5: steps[1].at: is before the step above it"
        ),
        Slip(
            "scenarios/story.json5",
            "2026-04-28 10:00",
            "28 April",
            "town/scenarios/story.json5: steps[1].at: “28 April” is not a day and a time; write it as 2026-04-27 10:15"
        ),
        Slip(
            "scenarios/story.json5",
            "submit: { category: \"lamp\", by: \"visitor\" }",
            "wait: {}",
            "town/scenarios/story.json5: steps: must begin with `submit` or `complain`"
        ),
        Slip(
            "scenarios/story.json5",
            "category: \"lamp\"",
            "category: \"lamb\"",
            "town/scenarios/story.json5: steps[0].submit.category: “lamb” is no category; did you mean “lamp”?"
        ),
        Slip(
            "scenarios/story.json5",
            "[\"II.3\"]",
            "[\"II.9\"]",
            "town/scenarios/story.json5: steps[0].clauses: “II.9” is not in clauses.json5"
        ),
        Slip(
            "scenarios/story.json5",
            "[\"II.3\"]",
            "[]",
            "town/scenarios/story.json5: steps: prove no clause"
        ),
        Slip(
            "scenarios/story.json5",
            "accept: {}",
            "accept: {}, wait: {}",
            "town/scenarios/story.json5: steps[1]: needs exactly one action, such as submit, accept, move or wait; has 2"
        ),
    ]

    static let boundarySlips: [Slip] = [
        Slip(
            "boundary.geojson",
            "\"Feature\"",
            "\"FeatureCollection\"",
            "town/boundary.geojson: type: must be one of “Feature”"
        ),
        Slip(
            "boundary.geojson",
            "\"Polygon\"",
            "\"Point\"",
            "town/boundary.geojson: geometry.type: must be one of “Polygon”, “MultiPolygon”"
        ),
        Slip(
            "boundary.geojson",
            ", [20, 50]]]",
            "]]",
            "town/boundary.geojson: geometry.coordinates[0]: a ring must end at its first position; repeat it at the end"
        ),
        Slip(
            "boundary.geojson",
            ", [22, 52], [20, 52]",
            "",
            "town/boundary.geojson: geometry.coordinates[0]: a ring needs at least four positions"
        ),
        Slip(
            "boundary.geojson",
            "[22, 52]",
            "[22, 92]",
            "town/boundary.geojson: geometry.coordinates[0]: each position must be [longitude, latitude] in degrees"
        ),
        Slip(
            "boundary.geojson",
            "[22, 52], [20, 52]",
            "[22, 50], [20, 50]",
            "town/boundary.geojson: geometry.coordinates[0]: a ring must enclose an area"
        ),
    ]

    static let textSlips: [Slip] = [
        Slip(
            "texts/en.json",
            "report.status.new",
            "report.status.mew",
            "town/texts/en.json: report.status.mew: is no text of the program; did you mean “report.status.new”?"
        )
    ]
}
