import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// Terms, days off and hours changed by a form, and what stays of the files.
@Suite struct TermsDraftTests {
    private static func town(_ name: String) throws -> (files: MunicipalityFiles, town: Municipality) {
        (try ProjectTown.files(name), try ProjectTown.named(name))
    }

    private static func decode(_ files: MunicipalityFiles) throws -> Municipality {
        try ProjectTown.decoder().decode(files, revision: 2)
    }

    private static func paths(_ old: MunicipalityFiles, _ new: MunicipalityFiles) -> [String] {
        MunicipalityDiff(from: old, to: new).changes.map(\.path)
    }

    @Test("A form that is sent as it was opened changes no letter of the files", arguments: ModulesDraftTests.towns)
    func unchanged(name: String) throws {
        let (files, town) = try Self.town(name)
        #expect(try TermsDraft(files, of: town).putting(into: files, of: town) == files)
    }

    @Test("Every term of every town is changed alone, with its clause", arguments: ModulesDraftTests.towns)
    func lengths(name: String) throws {
        let (files, town) = try Self.town(name)
        for (index, rule) in town.reports.deadlines.enumerated() {
            var draft = TermsDraft(of: town)
            draft.deadlines[index].within = "77 days"
            let new = try draft.putting(into: files, of: town)
            let changed = try Self.decode(new).reports.deadlines
            #expect(changed[index].within == .days(77) && changed[index].clause == rule.clause)
            #expect(
                changed.enumerated().filter { $0.offset != index }.map(\.element)
                    == town.reports.deadlines.enumerated().filter { $0.offset != index }.map(\.element)
            )
            #expect(Self.paths(files, new).allSatisfy { $0.hasPrefix("reports.deadlines") })
        }
    }

    @Test("A day off comes, changes and goes, and moves the last day of a term in working days")
    func days() throws {
        let (files, town) = try Self.town("kielce")
        var draft = TermsDraft(of: town)
        var day = TermsDraft.ClosedDay()
        day.date = "2026-05-04"
        day.name = [.polish: "Dzień po majówce", .ukrainian: "День після свят", .english: "Day after"]
        draft.closedDays = [day, TermsDraft.ClosedDay()]
        let with = try draft.putting(into: files, of: town)
        let changed = try Self.decode(with)
        #expect(changed.profile.closedDays.map(\.date) == [CivilDate(2026, 5, 4)])
        let rule = try #require(town.reports.deadlines.first { $0.id == .verify })
        let start = CivilDate(2026, 4, 29)
        #expect(rule.within.end(from: start, in: town.calendar) == CivilDate(2026, 5, 5))
        #expect(rule.within.end(from: start, in: changed.calendar) == CivilDate(2026, 5, 6))
        #expect(try TermsDraft(of: changed).putting(into: with, of: changed) == with)
        draft = TermsDraft(of: changed)
        draft.closedDays[0].effect = .counted
        #expect(Self.paths(with, try draft.putting(into: with, of: changed)).count == 1)
        draft.closedDays = []
        #expect(MunicipalityDiff(from: files, to: try draft.putting(into: with, of: changed)).isEmpty)
    }

    @Test("A term is added for one kind, and taken away again")
    func adding() throws {
        let (files, town) = try Self.town("suprasl")
        var draft = TermsDraft(of: town)
        draft.added.name = .verify
        (draft.added.within, draft.added.kind, draft.added.clause) = ("3 working days", .issue, "II b4")
        let with = try draft.putting(into: files, of: town)
        let changed = try Self.decode(with)
        let added = try #require(changed.reports.deadlines.last)
        #expect(added.id == .verify && added.within == .workingDays(3) && added.kinds == [.issue])
        #expect(added.endsAt == [.accepted, .rejected] && added.clause == Clause("II b4"))
        var back = TermsDraft(of: changed)
        back.deadlines[back.deadlines.count - 1].fate = .removed
        #expect(MunicipalityDiff(from: files, to: try back.putting(into: with, of: changed)).isEmpty)
    }

    @Test("A term that the regulation asks for stays", arguments: ["demo", "kielce"])
    func obligatory(name: String) throws {
        let (files, town) = try Self.town(name)
        for (index, rule) in town.reports.deadlines.enumerated() {
            var draft = TermsDraft(of: town)
            draft.deadlines[index].fate = .removed
            let failures = Self.failures { _ = try draft.putting(into: files, of: town) }
            #expect(failures == [.obligatory(field: "deadline-\(index)", [rule.clause])])
        }
    }

    @Test("Other terms and the hours are changed")
    func others() throws {
        let (files, town) = try Self.town("demo")
        var draft = TermsDraft(of: town)
        (draft.question, draft.reopening, draft.reopeningByReporter) = ("9 days", "20 days", "7 days")
        draft.hours = [.polish: "8–16", .ukrainian: "8–16", .english: "8 to 4"]
        let changed = try Self.decode(draft.putting(into: files, of: town))
        #expect(changed.reports.question?.within == .days(9) && changed.reports.reopening?.within == .days(20))
        #expect(changed.reports.reopening?.reporterWithin == .days(7))
        draft.reopeningByReporter = ""
        let told = Self.failures { _ = try draft.putting(into: files, of: town) }
        #expect(told == [.valueObligatory(field: "reopeningByReporter", [Clause("§4.12")])])
        #expect(changed.profile.office.hours?[.english] == "8 to 4")
    }

    @Test("What is missing or cannot be is told at its field")
    func wrong() throws {
        var day = TermsDraft.ClosedDay()
        day.date = "2026-08-14"
        let twice = day
        let rows: [(@Sendable (inout TermsDraft) -> Void, String)] = [
            ({ $0.deadlines[1].within = "0 days" }, "deadline-1"), ({ $0.question = "" }, "question"),
            ({ $0.closedDays[0].date = "tomorrow" }, "day-0-date"), ({ $0.closedDays.append(twice) }, "day-2-date"),
            ({ $0.closedDays[1].name[.ukrainian] = "" }, "day-1-name-uk"),
            ({ $0.hours = [.polish: "8–16"] }, "hours-uk"),
            (
                {
                    $0.added.within = "3 days"
                    $0.added.clause = "§99"
                }, "added-clause"
            ), ({ $0.added.clause = "§4.1" }, "added"),
        ]
        let (files, town) = try Self.town("demo")
        for (change, field) in rows {
            var draft = TermsDraft(of: town)
            change(&draft)
            let failures = Self.failures { _ = try draft.putting(into: files, of: town) }
            #expect(failures.map(\.kind) == [.invalid(field: field)])
        }
    }

    private static func failures(_ body: () throws -> Void) -> [TermsFailure] {
        do {
            try body()
            return []
        } catch {
            return (error as? Failures)?.all.compactMap { $0 as? TermsFailure } ?? []
        }
    }
}
