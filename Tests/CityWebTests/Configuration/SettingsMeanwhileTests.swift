import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityDomain
@testable import CityWeb

/// Two administrators with the same form open: what the first one saved stays, whatever the second one presses.
@Suite struct SettingsMeanwhileTests {
    private typealias Fields = [(name: String, value: String)]

    private static func with(
        _ place: String,
        _ body: @Sendable (TestSite, Browser, String) async throws -> Void
    ) async throws {
        try await TestSite.with("demo") { site in
            try await site.hall.seedSettings(of: "demo")
            try await body(site, try await site.administrator(), "/demo/office/settings/\(place)")
        }
    }

    /// What the page would send, with other answers.
    private static func fields(of page: PageReader, _ changes: [String: String] = [:]) -> Fields {
        var fields = page.formFields.filter { changes[$0.name] == nil && $0.name != "reason" }
        for (name, value) in changes { fields.append((name, value)) }
        return fields + [("reason", "Próba.")]
    }

    @Test(
        "What each of two changed is there afterwards",
        arguments: [
            ("brand", ["mark": "N", "locative-en": "Sunny Vale"], ["light-seal": "#123456"]),
            ("modules", ["comments-daily": "7"], ["satisfaction-within": "20"]),
            ("terms", ["deadline-0": "1", "hours-en": "8 to 4"], ["deadline-1": "9", "day-2-date": "2026-12-24"]),
            (
                "units", ["unit-0-email": "a@miasto.example"],
                ["unit-1-email": "b@miasto.example", "group-1-name-en": "B"]
            ),
            ("imprint", ["office-phone": "+48 22 222 22 22"], ["office-address": "Nowy Rynek 2"]),
            ("privacy", ["officer": "dane@przykladow.example"], ["address": "Nowy Rynek 2"]),
            ("accessibility", ["phone": "+48 22 222 22 22"], ["email": "dostep@przykladow.example"]),
            ("rules", ["guardian-under": "17"], ["similar-office": "0.3"]),
            ("routing", ["rule-2-from": "17:00"], ["rule-2-until": "07:00"]),
        ] as [(String, [String: String], [String: String])]
    )
    func both(place: String, first: [String: String], second: [String: String]) async throws {
        try await Self.with(place) { _, browser, path in
            let opened = try await browser.get(path).page
            for name in Array(first.keys) + second.keys { #expect(opened.value(name) != nil, "\(name)") }
            let one = try await browser.post(path, Self.fields(of: opened, first))
            #expect(one.location == "/demo/office/settings/2")
            let late = try await browser.post(path, Self.fields(of: opened, second))
            #expect(late.status == 409)
            for (name, value) in first.merging(second, uniquingKeysWith: { $1 }) {
                #expect(late.page.value(name) == value, "\(name)")
            }
            let again = try await browser.post(path, Self.fields(of: late.page))
            #expect(again.location == "/demo/office/settings/3")
            let anew = try await browser.get(path).page
            for (name, value) in first.merging(second, uniquingKeysWith: { $1 }) {
                #expect(anew.value(name) == value, "\(name)")
            }
        }
    }

    @Test("A preview on an old form shows what both changed, and no other difference")
    func preview() async throws {
        try await Self.with("brand") { _, browser, path in
            let opened = try await browser.get(path).page
            _ = try await browser.post(path, Self.fields(of: opened, ["mark": "N"]))
            let late = Self.fields(of: opened, ["light-seal": "#123456", "preview": "1"])
            let preview = try await browser.post(path, late)
            #expect(preview.status == 200 && preview.page.value("mark") == "N")
            let saved = try await browser.post(path, Self.fields(of: preview.page))
            #expect(saved.location == "/demo/office/settings/3")
            #expect(try await browser.get(path).page.value("mark") == "N")
        }
    }

    @Test("A name typed for a group goes to that group, whatever place it has now")
    func places() async throws {
        try await Self.with("units") { site, browser, path in
            let opened = try await browser.get(path).page
            let moved = try await browser.post(
                path,
                Self.fields(of: opened, ["group-2-place": "1", "group-0-place": "2"])
            )
            #expect(moved.status == 303)
            let late = try await browser.post(path, Self.fields(of: opened, ["group-0-name-en": "Renamed"]))
            #expect(late.status == 409)
            #expect(try await browser.post(path, Self.fields(of: late.page)).status == 303)
            let anew = try await browser.get(path).page
            let groups = site.town.groups.map(\.id.rawValue)
            #expect(anew.value("group-0-id") == groups[2] && anew.value("group-1-id") == groups[0])
            #expect(anew.value("group-0-name-en") == site.town.groups[2].name[.english])
            #expect(anew.value("group-1-name-en") == "Renamed")
        }
    }

    @Test("Rows that come in another order are read by what they are")
    func rows() async throws {
        try await Self.with("units") { site, browser, path in
            let opened = try await browser.get(path).page
            let ids = site.town.units.prefix(2).map(\.id.rawValue)
            // The first two rows, one in the place of the other.
            let swapped = opened.formFields.map { field in
                var name = field.name
                if name.hasPrefix("unit-0-") {
                    name = "unit-1-\(name.dropFirst(7))"
                } else if name.hasPrefix("unit-1-") {
                    name = "unit-0-\(name.dropFirst(7))"
                }
                return (name: name, value: name == "unit-0-email" ? "b@miasto.example" : field.value)
            }
            let saved = try await browser.post(path, swapped.filter { $0.name != "reason" } + [("reason", "Próba.")])
            #expect(saved.status == 303)
            let anew = try await browser.get(path).page
            #expect((0...1).map { anew.value("unit-\($0)-id") } == ids)
            #expect(anew.value("unit-1-email") == "b@miasto.example")
            #expect(anew.value("unit-0-email") == opened.value("unit-0-email"))
        }
    }

    @Test("Two new versions of the regulation stand beside each other; a name taken meanwhile is asked for again")
    func regulation() async throws {
        try await Self.with("regulation") { site, browser, path in
            let opened = try await browser.get(path).page
            func version(_ name: String, _ text: String) -> Fields {
                Self.fields(of: opened, ["version": name, "effective": "\(name)-01", "text-pl": text])
            }
            #expect(try await browser.post(path, version("2027-01", "# Pierwszy")).status == 303)
            let taken = try await browser.post(path, version("2027-01", "# Drugi"))
            #expect(taken.status == 422 && taken.page.faults.map(\.field) == ["version"])
            #expect(taken.page.value("text-pl") == "# Drugi")
            let late = try await browser.post(path, version("2027-02", "# Drugi"))
            #expect(late.status == 409)
            #expect(try await browser.post(path, Self.fields(of: late.page)).status == 303)
            let anew = try await browser.get(path).page.text
            #expect(anew.contains("2027-01") && anew.contains("2027-02"))
            let saved = try #require(try await site.hall.configurations.revision(nil, in: site.town.id)).files
            #expect(saved.contents["regulation/pl-2027-01.md"]?.contains("Pierwszy") == true)
        }
    }

    @Test("A form without days off and hours leaves them, and terms that it does not name")
    func absent() async throws {
        try await Self.with("terms") { _, browser, path in
            let opened = try await browser.get(path).page
            let short = Self.fields(of: opened, ["deadline-0": "1"]).filter {
                !$0.name.hasPrefix("day-") && !$0.name.hasPrefix("hours-") && !$0.name.hasPrefix("deadline-1")
                    && !$0.name.hasPrefix("reopeningByReporter")
            }
            #expect(try await browser.post(path, short).location == "/demo/office/settings/2")
            let anew = try await browser.get(path).page
            #expect(anew.value("deadline-0") == "1")
            for name in ["day-0-date", "hours-en", "deadline-1", "reopeningByReporter"] {
                #expect(anew.value(name) == opened.value(name) && anew.value(name)?.isEmpty == false, "\(name)")
            }
        }
    }

    @Test("A town with forty more units keeps every one of them")
    func many() async throws {
        try await Self.with("units") { site, browser, path in
            let opened = try await browser.get(path).page
            let next = site.town.units.count
            var new: [String: String] = [:]
            for index in next..<(next + 40) {
                new["unit-\(index)-id"] = "unit-\(index)"
                for language in ["pl", "uk", "en"] { new["unit-\(index)-name-\(language)"] = "Nr \(index)" }
            }
            #expect(try await browser.post(path, Self.fields(of: opened, new)).status == 303)
            let page = try await browser.get(path).page
            let last = next + 39
            let fields = Self.fields(of: page, ["unit-\(last)-email": "z@miasto.example"])
            #expect(fields.count > FormData.mostFields)
            #expect(try await browser.post(path, fields).location == "/demo/office/settings/3")
            let anew = try await browser.get(path).page
            #expect(anew.value("unit-\(last)-email") == "z@miasto.example")
            #expect(anew.value("unit-\(last)-name-uk") == "Nr \(last)")
        }
    }
}

extension PageReader {
    /// What the form of the page sends as it is.
    var formFields: [(name: String, value: String)] {
        guard let start = markup.firstRange(of: "name=\"seen\"") else { return [] }
        let opening = markup[..<start.lowerBound].lastIndex(of: "<") ?? start.lowerBound
        let form = markup[opening...].prefix(
            upTo: markup[opening...].firstRange(of: "</form>")?.lowerBound ?? markup.endIndex
        )
        return form.matches(of: #/<(?:input|textarea|select) [^>]*>/#).map { String($0.0) }.compactMap { tag in
            guard let name = tag.firstMatch(of: #/ name="([^"]*)"/#).map({ String($0.1) }) else { return nil }
            // Of several answers each stands for itself.
            guard tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"") else {
                return (name, chosen(name) ?? value(name) ?? "")
            }
            guard tag.contains(" checked") else { return nil }
            return (name, tag.firstMatch(of: #/ value="([^"]*)"/#).map { String($0.1) } ?? "on")
        }
    }

    /// The selected answer of a list or of radio buttons.
    private func chosen(_ name: String) -> String? {
        if let ticked = ticked(name).first { return ticked }
        guard
            let select = markup.matches(of: #/<select [^>]*>(.*?)</select>/#.dotMatchesNewlines())
                .first(where: { $0.0.prefix { $0 != ">" }.contains("name=\"\(name)\"") })
        else { return nil }
        return select.1.matches(of: #/<option value="([^"]*)"( selected)?/#).first { $0.2 != nil }.map { String($0.1) }
    }
}
