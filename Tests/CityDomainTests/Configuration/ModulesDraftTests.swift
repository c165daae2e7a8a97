import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// Modules switched on and off by a form, and what stays of the files.
@Suite struct ModulesDraftTests {
    static let towns = ["demo", "kielce", "suprasl", "siedlce", "biale-blota", "kremenchuk"]

    private static func town(_ name: String) throws -> (files: MunicipalityFiles, town: Municipality) {
        (try ProjectTown.files(name), try ProjectTown.named(name))
    }

    private static func decode(_ files: MunicipalityFiles) throws -> Municipality {
        try ProjectTown.decoder().decode(files, revision: 2)
    }

    @Test("A form that is sent as it was opened changes no letter of the files", arguments: towns)
    func unchanged(name: String) throws {
        let (files, town) = try Self.town(name)
        #expect(try ModulesDraft(files, of: town).putting(into: files, of: town) == files)
    }

    @Test(
        "Every module that a town can have is switched on with its usual settings, and off again",
        .clause("kremenchuk/A2.6.2"),
        arguments: towns
    )
    func onAndOff(name: String) throws {
        let (files, town) = try Self.town(name)
        let takesReports = town.profile.modules.contains(.reports)
        for module in TownModule.allCases where !module.isOffered(by: town) {
            // A question needs a category and a move of its own.
            guard takesReports || !module.needsReports, module != .questions else { continue }
            // Where visitors may not report, accounts cannot be switched off again.
            guard module != .accounts || town.reports.reporting.anonymous != .off else { continue }
            // A part goes with its whole, and services are the installation's own.
            guard module.whole?.isOffered(by: town) != false, module != .providers else { continue }
            var draft = try ModulesDraft(files, of: town)
            draft.switches[module]?.state = .on
            if module.source == .clause {
                draft.switches[module]?.clause = try #require(MunicipalityParts(files).clauses?.clauses.first).clause
                    .description
            }
            if module == .guardian {
                guard (town.reports.minimumAge?.years ?? 0) < 18 else { continue }
                draft.switches[module]?.values["under"] = "18"
            }
            if module == .complaints { draft.switches[module]?.values["email"] = "urzad@miasto.example" }
            let on = try draft.putting(into: files, of: town)
            let changed = try Self.decode(on)
            #expect(module.isOffered(by: changed), "\(module)")
            let changes = MunicipalityDiff(from: files, to: on).changes
            let place = module.path.joined(separator: ".")
            #expect(changes.allSatisfy { $0.file == module.file && $0.path.hasPrefix(place) }, "\(module)")
            var back = try ModulesDraft(on, of: changed)
            #expect(try back.putting(into: on, of: changed) == on)
            back.switches[module]?.state = .off
            let off = try back.putting(into: on, of: changed)
            #expect(MunicipalityDiff(from: files, to: off).isEmpty, "\(module)")
        }
    }

    @Test("A module that the regulation asks for stays on, and its points are named", arguments: towns)
    func obligations(name: String) throws {
        let (files, town) = try Self.town(name)
        for module in TownModule.allCases where module.isOffered(by: town) {
            var draft = try ModulesDraft(files, of: town)
            draft.switches[module]?.state = .off
            if let clauses = files.obligations[module] {
                let failures = Self.failures { _ = try draft.putting(into: files, of: town) }
                #expect(failures.first == .obligatory(module, clauses))
            } else if module != .supports || town.ideas?.support == nil {
                #expect(!module.isOffered(by: try Self.decode(draft.putting(into: files, of: town))), "\(module)")
            }
        }
        let bound = Set(files.obligations.keys.map(\.rawValue))
        let wanted: [String: Set<String>] = [
            "kielce": ["hiding", "complaints", "handOver", "accounts", "blocking"],
            "suprasl": ["comments", "complaints", "accounts", "providers", "reacceptance", "blocking"],
            "siedlce": [], "kremenchuk": ["accounts", "blocking", "log", "onePerPerson", "representation"],
            "biale-blota": [
                "comments", "complaints", "questions", "accounts", "providers", "reacceptance", "blocking",
            ],
        ]
        if let wanted = wanted[name] { #expect(bound == wanted) }
    }

    @Test("A setting is changed, an optional one cleared, and a clause given with a new module")
    func settings() throws {
        let (files, town) = try Self.town("demo")
        var draft = try ModulesDraft(files, of: town)
        draft.switches[.comments]?.values["daily"] = "7"
        draft.switches[.digest]?.values["escalate"] = ""
        draft.reporting = .withEmail
        let new = try draft.putting(into: files, of: town)
        let paths = MunicipalityDiff(from: files, to: new).changes.map(\.path)
        #expect(
            Set(paths) == [
                "reports.comments.daily", "reports.digest.escalate", "reports.reporting.anonymous",
            ]
        )
        let changed = try Self.decode(new)
        #expect(changed.reports.comments?.daily == 7 && changed.reports.digest?.escalate == nil)
    }

    @Test("A module that is switched on names the point of the regulation that was given, or none")
    func sources() throws {
        for (clause, basis) in [("III.16", nil), ("", ModulesDraft.basis)] {
            let (files, town) = try Self.town("kielce")
            var draft = try ModulesDraft(files, of: town)
            draft.switches[.openData]?.state = .on
            draft.switches[.openData]?.clause = clause
            let rule = try Self.decode(draft.putting(into: files, of: town)).profile.openData
            #expect(rule?.licence == .zero && rule?.basis == basis)
            #expect(rule?.clause?.description == (clause.isEmpty ? nil : clause))
        }
    }

    @Test("What is missing or cannot be is told at its field")
    func wrong() throws {
        let rows: [(String, @Sendable (inout ModulesDraft) -> Void, String)] = [
            ("demo", { $0.switches[.comments]?.values["daily"] = "0" }, "comments-daily"),
            ("demo", { $0.switches[.comments]?.values["longest"] = "" }, "comments-longest"),
            ("demo", { $0.switches[.satisfaction]?.values["within"] = "soon days" }, "satisfaction-within"),
            ("demo", { $0.switches[.digest]?.values["at"] = "25:00" }, "digest-at"),
            ("siedlce", { $0.switches[.complaints]?.state = .on }, "complaints-email"),
            ("siedlce", { $0.switches[.questions]?.state = .on }, "questions"),
            ("kremenchuk", { $0.switches[.comments]?.state = .on }, "comments"),
        ]
        for (name, change, field) in rows {
            let (files, town) = try Self.town(name)
            var draft = try ModulesDraft(files, of: town)
            change(&draft)
            let failures = Self.failures { _ = try draft.putting(into: files, of: town) }
            #expect(failures.map(\.kind) == [.invalid(field: field)])
        }
    }

    @Test(
        "What waits in a module that would go is told, in one that stays it is not",
        arguments: [("kielce", TownModule.contractors), ("demo", .digest), ("demo", .openData)]
    )
    func waiting(name: String, module: TownModule) throws {
        let (files, town) = try Self.town(name)
        let matters = TownModule.allCases.map { OpenMatters(.module($0), count: 12, names: ["2026/1"]) }
        var draft = try ModulesDraft(files, of: town)
        draft.switches[module]?.state = .off
        let check = CaseCheck(from: town, to: try Self.decode(draft.putting(into: files, of: town)))
        #expect(check.abandoned(matters).map(\.holder) == [.module(module)])
        #expect(check.abandoned([OpenMatters(.module(module), count: 0, names: [])]).isEmpty)
    }

    private static func failures(_ body: () throws -> Void) -> [ModuleFailure] {
        do {
            try body()
            return []
        } catch {
            return (error as? Failures)?.all.compactMap { $0 as? ModuleFailure } ?? []
        }
    }
}
