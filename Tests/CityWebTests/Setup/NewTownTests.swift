import CityKit
import CityTestSupport
import Testing

@testable import CityDomain
@testable import CityWeb

/// A town made after each pattern is a town of its own.
@Suite struct NewTownTests {
    static let profiles = FakeProfileShelf().profiles

    private static func build(_ profile: TownProfile, taking category: String? = nil) throws -> MunicipalityFiles {
        let draft = SetupDraft.sample(after: profile, taking: category)
        let check = SetupCheck(draft, profile: profile, calendars: ["pl", "ua"])
        try #require(check.unfinished == nil)
        let words = FakeProfileShelf().words
        return BuildTown(profile: profile, town: check.town, words: words, today: CivilDate(2026, 4, 27)).files
    }

    @Test("Every pattern is described in every language", arguments: profiles.map(\.id))
    func described(id: String) throws {
        let profile = try #require(Self.profiles.first { $0.id == id })
        let about = try #require(profile.town.profile.about)
        for language in Language.allCases { #expect(!(about.words[language] ?? "").isEmpty) }
    }

    @Test("A new town passes the check, colours included, and takes a report", arguments: profiles.map(\.id))
    func works(id: String) async throws {
        let profile = try #require(Self.profiles.first { $0.id == id })
        let files = try Self.build(profile)
        #expect(try ProjectTown.decoder().faults(in: files).map(\.description) == [])
        let town = try ProjectTown.decoder().decode(files, revision: 1)
        #expect(try #require(Brand(town.profile.brand)).unreadable == [])
        try await TestSite.with([town]) { site in
            #expect(try await site.get("/nowa-wiezyca").status == 200)
            #expect(try await site.get("/nowa-wiezyca/regulation").page.text.contains("Urząd Nowej Wieżycy"))
            guard town.profile.modules.contains(.reports) else { return }
            // Where only people with an account report, a program of the office does.
            let origin: NewReport.Origin = town.reports.reporting.admitsVisitors ? .page : .api(ID("program"))
            let receipt = try await site.hall.submit(origin: origin, in: town)
            #expect(receipt.number.sequence == 1)
        }
    }

    @Test("A new town may take one category alone, whichever it is", arguments: profiles.map(\.id))
    func small(id: String) throws {
        let profile = try #require(Self.profiles.first { $0.id == id })
        for category in profile.town.categories {
            let files = try Self.build(profile, taking: category.id.rawValue)
            #expect(try ProjectTown.decoder().faults(in: files).map(\.description) == [], "\(category.id)")
        }
    }

    @Test("Nothing of the pattern's own is left in a new town", arguments: profiles.map(\.id))
    func nothingLeft(id: String) throws {
        let profile = try #require(Self.profiles.first { $0.id == id })
        let text = try Self.build(profile).canonical.lowercased()
        for own in try Self.own(of: profile) {
            #expect(!text.contains(own.lowercased()), "\(own)")
        }
    }

    /// Words by which somebody would know the town of the pattern.
    private static func own(of profile: TownProfile) throws -> [String] {
        let its = profile.town.profile
        let names =
            Array(its.name.words.values) + Array(its.locative.words.values) + Array(its.office.name.words.values)
        let people = [
            its.office.address, its.office.email, its.controller.name, its.controller.address,
            its.controller.dataProtectionOfficer, its.office.email.split(separator: "@").last.map(String.init),
        ].compactMap(\.self)
        let colours = (its.brand.light.named + its.brand.dark.named).map(\.colour).filter { $0 != "#FFFFFF" }
        let regulation = profile.town.regulation.flatMap { $0.text.split(separator: "\n") }.map(String.init)
            .filter { $0.count > 40 }
        let clauses = MunicipalityParts(profile.files).clauses?.clauses.map { "\"\($0.clause)\"" } ?? []
        return names + people + colours + regulation + clauses
    }

    @Test("The rules of a new town cite its own points alone, and its regulation has a heading for each")
    func citations() throws {
        for profile in Self.profiles {
            let files = try Self.build(profile)
            let parts = MunicipalityParts(files)
            let regulation = try #require(files.contents["regulation/pl-2026-04.md"])
            for entry in try #require(parts.clauses).clauses {
                #expect(regulation.contains("\n### \(entry.clause) "), "\(profile.id) \(entry.clause)")
            }
            let headings = regulation.split(separator: "\n").filter { $0.hasPrefix("### ") }.count
            #expect(headings == parts.clauses?.clauses.count)
            #expect(!regulation.contains("{"), "\(profile.id)")
        }
    }
}
