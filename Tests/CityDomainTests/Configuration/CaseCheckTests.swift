import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What a change of the settings may not take from open cases.
@Suite struct CaseCheckTests {
    private typealias Change = ProjectTown.Change

    private static func open(
        _ category: String,
        unit: String = "roads",
        _ status: ReportStatus = .new,
        kind: ReportKind = .issue,
        count: Int = 1
    ) -> OpenCases {
        OpenCases(category: ID(category), kind: kind, unit: ID(unit), status: status, count: count)
    }

    private static func broken(_ change: Change, _ open: [OpenCases]) throws -> [BrokenCases.Cause] {
        let old = try ProjectTown.named("demo")
        return CaseCheck(from: old, to: try ProjectTown.named("demo", revision: 2, change)).broken(open).map(\.cause)
    }

    @Test("A text of the regulation that counts keeps its words and its day; one of a later day does not")
    func rewritten() throws {
        let (files, old) = (try ProjectTown.files("demo"), try ProjectTown.named("demo"))
        let text = try #require(old.regulation.last)
        let file = try #require(old.profile.regulation.last).file
        let other = try ProjectTown.decoder().decode(files.replacing("regulation/\(file)", with: "# A"), revision: 2)
        let check = CaseCheck(from: old, to: other)
        #expect(check.rewritten(on: text.effective) == [text])
        #expect(check.rewritten(on: text.effective - 1).isEmpty)
        #expect(CaseCheck(from: old, to: old).rewritten(on: text.effective).isEmpty)
    }

    private static let renamed = Change("categories.json5", "id: \"drain\"", "id: \"gully\"")

    @Test("A category that goes is refused while cases of it are open, and only then")
    func category() throws {
        #expect(try Self.broken(Self.renamed, [Self.open("drain")]) == [.category(ID("drain"))])
        #expect(try Self.broken(Self.renamed, [Self.open("pavement")]).isEmpty)
        #expect(try Self.broken(Self.renamed, []).isEmpty)
    }

    @Test("A category that was gone before is no fault of the change")
    func before() throws {
        #expect(try Self.broken(Self.renamed, [Self.open("of-another-system")]).isEmpty)
    }

    @Test("The town as it is breaks nothing, whatever is open")
    func same() throws {
        let town = try ProjectTown.named("demo")
        let open = town.categories.flatMap { category in
            [ReportStatus.new, .accepted, .inProgress].map { status in
                OpenCases(category: category.id, kind: category.kind, unit: category.unit, status: status, count: 3)
            }
        }
        #expect(CaseCheck(from: town, to: town).broken(open).isEmpty)
    }

    @Test("A unit that leads open cases stays")
    func unit() throws {
        let old = try ProjectTown.named("demo")
        let kept = Municipality(
            id: old.id,
            revision: 2,
            profile: old.profile,
            units: old.units.filter { $0.id != ID("roads") },
            groups: old.groups,
            categories: old.categories,
            reports: old.reports,
            calendar: old.calendar,
            clock: old.clock,
            regulation: old.regulation
        )
        let check = CaseCheck(from: old, to: kept)
        #expect(check.broken([Self.open("drain")]).map(\.cause) == [.unit(ID("roads"))])
        #expect(check.broken([Self.open("drain", unit: "order")]).isEmpty)
    }

    @Test("A category that holds open cases stays what it is")
    func kind() throws {
        let (old, new) = (
            "kind: \"question\",\n      unit: \"residents\"", "kind: \"idea\",\n      unit: \"residents\""
        )
        let change = Change("categories.json5", old, new)
        let question = Self.open("question", unit: "residents", kind: .question)
        #expect(try Self.broken(change, [question]) == [.kind(ID("question"))])
        #expect(try Self.broken(change, [Self.open("question-fees", kind: .question)]).isEmpty)
    }

    @Test("The rule for questions stays while questions are open: they were not asked to be published")
    func questions() throws {
        let old = try ProjectTown.named("demo")
        let new = Municipality(
            id: old.id,
            revision: 2,
            profile: old.profile,
            units: old.units,
            groups: old.groups,
            categories: old.categories,
            reports: old.reports,
            calendar: old.calendar,
            clock: old.clock,
            regulation: old.regulation
        )
        let check = CaseCheck(from: old, to: new)
        #expect(check.broken([Self.open("question", kind: .question)]).map(\.cause) == [.questions])
        #expect(check.broken([Self.open("drain")]).isEmpty)
    }

    @Test("A category that visitors are kept from does not go, open cases or not")
    func exposed() throws {
        let old = try ProjectTown.named("demo")
        let kept = try #require(old.categories.first { $0.listedFor == .registered })
        for (category, told) in [(kept.id, [kept.name]), (ID("drain"), [])] {
            let new = Municipality(
                id: old.id,
                revision: 2,
                profile: old.profile,
                units: old.units,
                groups: old.groups,
                categories: old.categories.filter { $0.id != category },
                reports: old.reports,
                calendar: old.calendar,
                clock: old.clock,
                regulation: old.regulation
            )
            #expect(CaseCheck(from: old, to: new).exposed == told)
        }
    }

    @Test("A move out of a status stays while cases stand in it")
    func move() throws {
        // Two towns whose moves differ: the one allows what the other does not.
        let (kielce, demo) = (try ProjectTown.named("kielce"), try ProjectTown.named("demo"))
        let lost = kielce.reports.transitions.filter { move in
            !demo.reports.transitions.contains { $0.from == move.from && $0.to == move.to }
        }
        let check = CaseCheck(from: kielce, to: demo)
        for status in [ReportStatus.new, .accepted, .inProgress] {
            let moves = check.broken([Self.open("none", unit: "none", status)]).map(\.cause)
            let wanted = lost.filter { $0.from == status && $0.kinds?.contains(.issue) != false }
                .map { BrokenCases.Cause.move(from: $0.from, to: $0.to) }
            #expect(moves == wanted)
        }
    }

    @Test("Up to ten cases are named, and how many more there are")
    func words() throws {
        let texts = try ProjectFiles.texts()
        let broken = BrokenCases(cause: .category(ID("drain")), cases: [Self.open("drain", count: 12)])
        let numbers = (1...10).map { ReportNumber(year: 2026, sequence: $0) }
        let failure = ConfigurationFailure.inUse(broken, what: nil, numbers: numbers)
        let said = texts.say(failure.text, in: .english)
        #expect(said.contains("“drain” cannot go") && said.contains("2026/10 and 2 more"))
    }
}
