import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// Rules that are there or are not, switched by a form.
@Suite struct RulesDraftTests {
    private static func decode(_ files: MunicipalityFiles) throws -> Municipality {
        try ProjectTown.decoder().decode(files, revision: 2)
    }

    private static func switching(
        _ name: String,
        _ changes: ProjectTown.Change...,
        by change: (inout ModulesDraft) -> Void
    ) throws -> (files: MunicipalityFiles, town: Municipality, made: Result<MunicipalityFiles, any Error>) {
        let files = try ProjectTown.files(name, changes)
        let town = try decode(files)
        var draft = try ModulesDraft(files, of: town)
        change(&draft)
        return (files, town, Result { try draft.putting(into: files, of: town) })
    }

    private static func failures(_ result: Result<MunicipalityFiles, any Error>) -> [ModuleFailure] {
        guard case .failure(let error) = result else { return [] }
        return (error as? Failures)?.all.compactMap { $0 as? ModuleFailure } ?? []
    }

    @Test(
        "What every town has is switched off by a word in the files, and on by taking it out",
        arguments: [
            (TownModule.supports, "reports.supports"), (.similar, "reports.similar"),
        ]
    )
    func absence(module: TownModule, place: String) throws {
        let (files, _, made) = try Self.switching("demo") { $0.switches[module]?.state = .off }
        // Ideas of the demo town need support.
        let off =
            try module == .supports
            ? made.get().editing(MunicipalityFiles.rules) {
                $0["ideas"] = nil
            }.editing(MunicipalityFiles.clauses) { Self.unbind("ideas", in: &$0) } : made.get()
        let town = try Self.decode(off)
        #expect(!module.isOffered(by: town))
        let paths = MunicipalityDiff(from: files, to: try made.get()).changes.map(\.path)
        #expect(!paths.isEmpty && paths.allSatisfy { $0.hasPrefix(place) })
        #expect(try ModulesDraft(off, of: town).putting(into: off, of: town) == off)
        var back = try ModulesDraft(off, of: town)
        back.switches[module]?.state = .on
        let on = try Self.decode(back.putting(into: off, of: town))
        #expect(module.isOffered(by: on))
        #expect(on.reports.supports == nil && on.reports.similar == nil)
    }

    private static func unbind(_ rule: String, in map: inout JSONTree) {
        let entries = map["clauses"]?.elements ?? []
        map["clauses"] = .list(
            entries.map { entry in
                guard let name = entry["rule"]?.line, name.hasPrefix(rule) else { return entry }
                return .object(["clause": entry["clause"] ?? .null, "legalText": .text("a test")])
            }
        )
    }

    @Test("Supporters that ideas need cannot be switched off")
    func ideas() throws {
        let (_, _, made) = try Self.switching("demo") { $0.switches[.supports]?.state = .off }
        let error = #expect(throws: FileFaults.self) { _ = try Self.decode(made.get()) }
        #expect(error?.all.map(\.path) == ["reports.supports.offered"])
        #expect(error?.all.first?.text == Text("configuration.fault.supportsIdeas"))
    }

    @Test("What does not fit is told at its field")
    func wrong() throws {
        let clauses = [Clause("§5.8")]
        let rows: [(String, @Sendable (inout ModulesDraft) -> Void, String)] = [
            ("demo", { $0.switches[.similar]?.values["resident"] = "1.5" }, "similar-resident"),
            ("demo", { $0.switches[.handOver]?.values["from"] = "" }, "handOver-from"),
            ("demo", { $0.switches[.handOver]?.values["from"] = "new done" }, "handOver-from"),
            ("demo", { $0.switches[.guardian]?.values["under"] = "1" }, "guardian-under"),
            ("siedlce", { $0.switches[.reopening]?.state = .on }, "reopening-clause"),
            ("demo", { $0.switches[.comments]?.values["closes"] = "" }, "comments-closes"),
        ]
        for (name, change, field) in rows {
            let (_, _, made) = try Self.switching(name, by: change)
            #expect(Self.failures(made).map(\.kind) == [.invalid(field: field)], "\(field)")
        }
        let (_, _, made) = try Self.switching("demo") { $0.switches[.comments]?.values["closes"] = "" }
        let closes = try #require(TownModule.comments.settings.last)
        #expect(Self.failures(made) == [.valueObligatory(.comments, closes, clauses)])
    }

    @Test("Accounts go with all that they have, but not where nobody could report without one")
    func accounts() throws {
        let (_, _, made) = try Self.switching("demo") { $0.switches[.accounts]?.state = .off }
        #expect(try Self.decode(made.get()).accounts == nil)
        let closed = ProjectTown.Change(
            "rules.json5",
            #"reporting: { anonymous: "on", clause"#,
            #"reporting: { anonymous: "off", clause"#
        )
        let refused = try Self.switching("demo", closed) { $0.switches[.accounts]?.state = .off }
        #expect(Self.failures(refused.made) == [.accountsNeeded])
        let early = try Self.switching("siedlce") { draft in
            draft.switches[.accounts]?.state = .off
            draft.switches[.blocking]?.state = .on
        }
        if early.town.accounts == nil { #expect(Self.failures(early.made) == [.needsAccountsFirst(.blocking)]) }
    }

    @Test("A form of one page says nothing of the modules of the other", arguments: [TownModule.Shelf.offers, .rules])
    func pages(shelf: TownModule.Shelf) throws {
        let files = try ProjectTown.files("demo")
        let town = try ProjectTown.named("demo")
        var draft = try ModulesDraft(files, of: town)
        draft.reporting = nil
        for module in TownModule.allCases where module.shelf != shelf { draft.switches[module] = nil }
        #expect(try draft.putting(into: files, of: town) == files)
    }

    @Test("A place of the files is found in the module that stands there")
    func places() {
        let rows: [([String], TownModule?, String?)] = [
            (["reports", "comments", "daily"], .comments, "daily"), (["reports", "reopening"], .reopening, nil),
            (["accounts", "guardian", "under"], .guardian, "under"), (["accounts", "registration"], .accounts, nil),
            (["reports", "deadlines", "0"], nil, nil),
        ]
        for (path, module, setting) in rows {
            let found = TownModule.holding(MunicipalityFiles.rules, path)
            #expect(found?.module == module && found?.setting?.id == setting, "\(path)")
        }
    }
}
