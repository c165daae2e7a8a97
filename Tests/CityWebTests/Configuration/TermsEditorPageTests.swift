import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityDomain
@testable import CityWeb

/// Terms and days off as an administrator changes them.
@Suite struct TermsEditorPageTests {
    private static let path = "/demo/office/settings/terms"

    private static func with(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            try await site.hall.seedSettings(of: "demo")
            try await body(site, try await site.administrator())
        }
    }

    /// The form as it is opened, with some answers changed.
    private static func fields(_ changes: KeyValuePairs<String, String>) throws -> [(name: String, value: String)] {
        let town = try ProjectTown.named("demo")
        let draft = TermsDraft(of: town)
        var fields: [String: String] = ["seen": "1", "reason": "Próba.", "example": "2026-08-13"]
        func put(_ name: String, _ period: String) throws {
            let period = try Period(period)
            fields[name] = "\(period.count)"
            fields["\(name)-unit"] = PeriodField.Unit(period).rawValue
        }
        for (index, term) in draft.deadlines.enumerated() {
            fields["deadline-\(index)-term"] = term.term
            try put("deadline-\(index)", term.within)
            fields["deadline-\(index)-startsAt"] = term.startsAt.rawValue
        }
        try put("question", draft.question ?? "")
        try put("reopening", draft.reopening ?? "")
        try put("reopeningByReporter", draft.reopeningByReporter)
        for (index, day) in draft.closedDays.enumerated() {
            fields["day-\(index)-date"] = day.date
            fields["day-\(index)-effect"] = day.effect.rawValue
            for (language, name) in day.name { fields["day-\(index)-name-\(language.rawValue)"] = name }
        }
        for (language, hours) in draft.hours { fields["hours-\(language.rawValue)"] = hours }
        for (key, value) in changes { fields[key] = value }
        return fields.map { (name: $0.key, value: $0.value) }
    }

    @Test("A term is looked at with its last day before and after, and saved")
    func wayThrough() async throws {
        try await Self.with { _, browser in
            let form = try await browser.get(Self.path).page
            #expect(form.value("deadline-0") == "3" && form.value("day-0-date") == "2026-08-14")
            let changes: KeyValuePairs = ["deadline-0": "1"]
            let preview = try await browser.post(Self.path, try Self.fields(changes) + [("preview", "1")])
            #expect(preview.status == 200 && preview.page.value("deadline-0") == "1")
            // Friday 14 August is a day off of this office.
            #expect(preview.page.text.contains("17 sierpnia 2026") && preview.page.text.contains("19 sierpnia 2026"))
            #expect(try await browser.post(Self.path, try Self.fields(changes)).location == "/demo/office/settings/2")
        }
    }

    @Test("A day off names the open cases whose terms it moves")
    func moved() async throws {
        try await Self.with { site, browser in
            let number = try await site.hall.submit(in: site.town).number
            let tomorrow = site.town.clock.date(of: site.hall.now) + 1
            let changes: KeyValuePairs = ["day-2-date": "\(tomorrow)", "preview": "1"]
            let preview = try await browser.post(Self.path, try Self.fields(changes))
            #expect(preview.status == 200 && preview.page.text.contains("\(number)"))
            let other = try await browser.post(Self.path, try Self.fields(["deadline-0": "9", "preview": "1"]))
            #expect(other.status == 200 && !other.page.text.contains("\(number)"))
        }
    }

    @Test("What is wrong is told at its field, and what was typed stays")
    func wrong() async throws {
        try await Self.with { _, browser in
            let changes: KeyValuePairs = [
                "deadline-0": "soon", "day-2-date": "2026-08-14", "deadline-1-fate": "removed",
            ]
            let answer = try await browser.post(Self.path, try Self.fields(changes))
            #expect(answer.status == 422)
            #expect(answer.page.faults.map(\.field) == ["deadline-0", "deadline-1", "day-2-date"])
            #expect(answer.page.value("deadline-0") == "soon" && answer.page.value("day-2-date") == "2026-08-14")
        }
    }

    @Test("The page looks like this", arguments: Language.allCases)
    func snapshots(language: Language) async throws {
        try await Self.with { _, browser in
            let form = try await browser.get(Self.path, [.acceptLanguage: language.rawValue])
            try expectSnapshot(HTML(trusted: form.page.markup), named: "page-settings-terms-\(language.rawValue)")
        }
    }
}
