import CityDomain
import CityKit
import CityTestSupport

/// The smallest town that is right in every way. Tests spoil one thing and look at what is said about it.
enum SampleTown {
    static let files = MunicipalityFiles(
        town: ID("town"),
        contents: [
            "municipality.json5": municipality, "categories.json5": categories, "rules.json5": rules,
            "clauses.json5": clauses, "scenarios/story.json5": story, "boundary.geojson": boundary,
            "regulation/en-1.md": "# Rules", "texts/en.json": #"{ "report.status.new": "Fresh" }"#,
        ]
    )

    static func decoder() throws -> MunicipalityDecoder {
        MunicipalityDecoder(
            calendars: ["pl": try ProjectFiles.holidays("pl")],
            texts: ["report.status.new": TextGaps(needed: [])]
        )
    }

    private static let municipality = """
        {
          name: { en: "Town" },
          locative: { en: "in Town" },
          country: "PL",
          timeZone: "Europe/Warsaw",
          calendar: "pl",
          languages: ["en"],
          modules: ["reports"],
          office: { name: { en: "Town Hall" }, address: "1 Square", email: "office@town.example" },
          controller: { name: "The mayor", address: "1 Square" },
          accessibility: {
            published: "2026-01-01", updated: "2026-02-01", prepared: "2026-03-01", status: "partial",
            assessment: { by: "office" }, gaps: [{ what: { en: "Photos" }, why: { en: "Not ours" } }],
            contact: { person: { en: "Clerk" }, email: "access@town.example", phone: "+48 00 000 00 00" },
            architecture: { en: "A ramp." }, basis: "law",
          },
          emergencyNumber: "112",
          brand: {
            mark: "T",
            light: \(palette),
            dark: \(palette),
          },
          closedDays: [{ date: "2026-05-04" }],
          regulation: [{ version: "1", effective: "2026-01-01", language: "en", file: "en-1.md" }],
        }
        """

    private static let palette = """
        { brand: "#0B5D4B", brandHigh: "#084536", onBrand: "#FFFFFF", brandSoft: "#DCEBE3", brandTint: "#EEF5F0", \
        seal: "#0B5D4B" }
        """

    private static let categories = """
        {
          units: [{ id: "works", name: { en: "Works" } }],
          groups: [{ id: "light", name: { en: "Light" } }, { id: "ideas", name: { en: "Ideas" } }],
          categories: [
            { id: "lamp", name: { en: "Lamp" }, group: "light", kind: "issue", unit: "works", icon: "lamp",
              offered: { from: "2026-01-01" },
              fields: [
                { id: "pole", label: { en: "Pole" }, kind: "text", most: 20 },
                { id: "state", label: { en: "State" }, kind: "choice",
                  options: [{ id: "dark", label: { en: "Dark" } }, { id: "bent", label: { en: "Bent" } }] },
              ] },
            { id: "idea", name: { en: "Idea" }, group: "ideas", kind: "idea", unit: "works", icon: "plus" },
          ],
        }
        """

    private static let rules = """
        {
          reports: {
            reporting: { anonymous: "on", clause: "I.1" },
            minimumAge: { years: 13, clause: "I.1" },
            notices: [{ about: "emergency", basis: "good sense" }],
            terms: { acceptance: "ticked", clause: "I.2" },
            publication: { when: "onAcceptance", clause: "I.2" },
            rejection: { reasons: [{ id: "duplicate", clause: "II.1" }] },
            transitions: [
              { from: "new", to: "accepted", clause: "II.1" },
              { from: "new", to: "rejected", clause: "II.1" },
              { from: "accepted", to: "done", clause: "II.2" },
            ],
            handOver: { from: ["new"], clause: "II.1" },
            question: { from: ["new", "accepted"], within: "7 days", clause: "II.3" },
            hiding: { after: "3 months", basis: "the wish of the office" },
            deadlines: [
              { id: "verify", startsAt: "new", endsAt: ["accepted", "rejected"], within: "3 working days", clause: "II.3" },
            ],
          },
        }
        """

    private static let clauses = """
        {
          clauses: [
            { clause: "I.1", rule: "reports.reporting" },
            { clause: "I.2", rule: "reports.terms" },
            { clause: "II.1", rule: "reports.transitions.new-accepted" },
            { clause: "II.2", rule: "reports.transitions.accepted-done" },
            { clause: "II.3", rule: "reports.deadlines.verify" },
            { clause: "III.1", builtIn: "freeOfCharge" },
            { clause: "III.2", legalText: "a definition" },
            { clause: "III.3", planned: "a map" },
          ],
        }
        """

    private static let story = """
        {
          name: "A lamp",
          steps: [
            {
              at: "2026-04-27 10:00",
              tells: "A report comes in.",
              submit: { category: "lamp", by: "visitor" },
              expect: { status: "new" },
              clauses: ["II.3"],
            },
            { at: "2026-04-28 10:00", tells: "It is accepted.", accept: {}, expect: { status: "accepted" } },
          ],
        }
        """

    private static let boundary = """
        {
          "type": "Feature",
          "properties": { "name": "Town" },
          "geometry": { "type": "Polygon", "coordinates": [[[20, 50], [22, 50], [22, 52], [20, 52], [20, 50]]] }
        }
        """
}

extension MunicipalityFiles {
    /// The same files with one text put in the place of another, which must be there exactly once.
    func replacing(_ old: String, with new: String, in file: String) throws -> MunicipalityFiles {
        let text = contents[file] ?? ""
        guard text.ranges(of: old).count == 1 else { throw NotThereOnce(text: old, file: file) }
        return setting(file, to: text.replacing(old, with: new))
    }

    /// The same files with another text in one of them; nil takes the file away.
    func setting(_ file: String, to text: String?) -> MunicipalityFiles {
        var contents = contents
        contents[file] = text
        return MunicipalityFiles(town: town, contents: contents)
    }

    struct NotThereOnce: Error {
        let text: String
        let file: String
    }
}
