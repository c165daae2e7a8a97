import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Words that the office says often: who keeps them, where they are offered, what fills their gaps.
@Suite struct KeepTemplatesTests {
    private struct Office {
        let hall: TestTownHall
        let town: Municipality
        let units: [ID<Unit>]

        init(_ database: any Database) async throws {
            town = try ProjectTown.named("demo")
            hall = try TestTownHall(database, town)
            units = town.units.map(\.id)
        }

        func caller(_ grants: StaffGrant...) -> Caller { Caller(ID("ida"), StaffRights(grants), request: "test") }

        func typed(
            _ name: String = "Lampa",
            _ words: String = "Naprawimy.",
            for use: TemplateUse? = nil,
            unit: String = "",
            category: String = ""
        ) -> KeepTemplates.Typed {
            KeepTemplates.Typed(name: name, words: words, use: use, unit: unit, category: category)
        }

        func add(_ typed: KeepTemplates.Typed, by caller: Caller? = nil) async throws {
            let caller = caller ?? self.caller(StaffGrant(.operator))
            try await hall.keepTemplates.add(typed, by: caller, in: town, at: hall.now)
        }

        func change(_ id: ID<AnswerTemplate>, _ seen: Int, _ typed: KeepTemplates.Typed, by caller: Caller? = nil)
            async throws
        {
            let caller = caller ?? self.caller(StaffGrant(.operator))
            try await hall.keepTemplates.change(id, seeing: seen, to: typed, by: caller, in: town, at: hall.now)
        }

        var all: [KeepTemplates.Line] {
            get async throws { try await hall.keepTemplates.all(by: caller(StaffGrant(.operator)), in: town) }
        }

        /// A new report about a hole, opened.
        func report(_ change: (inout Submission) -> Void = { _ in }) async throws -> OpenReport {
            var submission = Submission.sample(in: town)
            submission.category = "pothole"
            change(&submission)
            let number = try await hall.submit(submission, in: town).number
            return try await hall.readReport.unseen(number, in: town)
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Office) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(Office(database)) }
    }

    @Test("A template is kept, changed and removed, each with its entry", arguments: Engine.available)
    func keeping(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.add(office.typed(" Żarówka ", " Wymienimy do {due}. ", for: .inProgress))
            try await office.add(office.typed())
            let lines = try await office.all
            #expect(Set(lines.map(\.template.draft.name)) == ["Lampa", "Żarówka"])
            let one = try #require(lines.map(\.template).first { $0.draft.use == .inProgress })
            #expect(one.draft.words == "Wymienimy do {due}.")
            try await office.change(one.id, 1, office.typed("Żarówka", "Wymienimy.", unit: office.units[0].rawValue))
            let changed = try await office.hall.keepTemplates.one(
                one.id,
                by: office.caller(StaffGrant(.operator)),
                in: office.town
            ).template
            #expect(changed.revision == 2)
            #expect(changed.draft.words == "Wymienimy." && changed.draft.unit == office.units[0])
            for _ in 1...2 {
                try? await office.hall.keepTemplates.remove(
                    one.id,
                    seeing: 2,
                    by: office.caller(StaffGrant(.operator)),
                    in: office.town,
                    at: office.hall.now
                )
            }
            #expect(try await office.all.map(\.template.draft.name) == ["Lampa"])
            let kinds = try await office.hall.auditStore.queue(limit: 100).waiting.map(\.kind).filter {
                $0.hasPrefix("template")
            }
            #expect(kinds.sorted() == ["template.added", "template.added", "template.changed", "template.removed"])
        }
    }

    @Test("Who saw an older state changes and removes nothing", arguments: Engine.available)
    func outdated(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.add(office.typed())
            let id = try #require(try await office.all.first).template.id
            let ends = await withTaskGroup(of: Bool.self) { group in
                for words in ["Jedno.", "Drugie.", "Trzecie."] {
                    group.addTask { (try? await office.change(id, 1, office.typed("Lampa", words))) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(ends == 1)
            await #expect(throws: TemplateFailure.changedMeanwhile) { try await office.change(id, 1, office.typed()) }
            await #expect(throws: TemplateFailure.changedMeanwhile) {
                try await office.hall.keepTemplates.remove(
                    id,
                    seeing: 1,
                    by: office.caller(StaffGrant(.operator)),
                    in: office.town,
                    at: office.hall.now
                )
            }
            await #expect(throws: TemplateFailure.gone) { try await office.change(ID("none"), 1, office.typed()) }
        }
    }

    @Test("What is wrong is told all at once", arguments: Engine.available)
    func wrong(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let long = String(repeating: "a", count: 4_001)
            let rows: [(KeepTemplates.Typed, [TemplateFailure])] = [
                (office.typed(" ", " "), [.nameMissing, .wordsMissing]),
                (
                    office.typed(String(long.prefix(81)), long),
                    [.nameTooLong(length: 81), .wordsTooLong(length: 4_001)]
                ),
                (office.typed("a", "{numer} {due}"), [.gapUnknown("numer")]),
                (office.typed(unit: "nowhere", category: "nothing"), [.unitUnknown, .categoryUnknown]),
            ]
            for (typed, failures) in rows {
                let error = await #expect(throws: Failures.self) { try await office.add(typed) }
                #expect(error?.all.compactMap { $0 as? TemplateFailure } == failures)
            }
            let kept = try await office.all
            #expect(kept.isEmpty)
        }
    }

    @Test("Each keeps those of the own unit or categories", arguments: Engine.available)
    func reach(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (own, other) = (office.units[0].rawValue, office.units[1].rawValue)
            let ofUnit = office.caller(StaffGrant(.operator, unit: office.units[0]))
            let ofCategory = office.caller(StaffGrant(.operator, categories: [ID("pothole")]))
            let rows: [(Caller, String, String, Bool)] = [
                (ofUnit, own, "", true), (ofUnit, own, "pothole", true), (ofUnit, other, "", false),
                (ofUnit, "", "", false),
                (ofCategory, "", "pothole", true), (ofCategory, own, "pothole", true), (ofCategory, "", "", false),
                (ofCategory, own, "", false),
            ]
            for (caller, unit, category, isKept) in rows {
                let typed = office.typed(unit: unit, category: category)
                if isKept {
                    try await office.add(typed, by: caller)
                } else {
                    let error = await #expect(throws: Failures.self) { try await office.add(typed, by: caller) }
                    #expect(error?.all.first as? TemplateFailure == .outOfReach)
                }
            }
            await #expect(throws: AccountFailure.rightMissing(.keepTemplates)) {
                try await office.add(office.typed(), by: office.caller(StaffGrant(.moderator)))
            }
        }
    }

    @Test("A case is offered what fits its unit and category, with the gaps filled", arguments: Engine.available)
    func offered(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let open = try await office.report { $0.address = "ul. Zmyślona 21" }
            let unit = open.report.unit.rawValue
            let other = try #require(office.units.map(\.rawValue).first { $0 != unit })
            let all = TemplateGap.allCases.map(\.token).joined(separator: "|")
            try await office.add(office.typed("1", all, unit: unit, category: "pothole"))
            try await office.add(office.typed("2", "x", unit: other))
            try await office.add(office.typed("3", "x"))
            let offered = try await office.hall.keepTemplates.offered(on: open.report, in: office.town)
            #expect(offered.map(\.draft.name) == ["1", "3"])
            let filled = offered[0].filled(for: open, in: office.town, language: .polish)
            let parts = filled.split(separator: "|").map(String.init)
            #expect(parts.count == TemplateGap.allCases.count)
            #expect(TemplateGap.left(in: filled) == nil)
            #expect(parts.first == open.report.number.description)
            #expect(parts.contains("ul. Zmyślona 21"))
            // A case without an address keeps the gap, and it cannot be sent.
            let placed = try await office.report {
                $0.address = ""
                $0.latitude = office.town.somewhere.map { "\($0.latitude)" } ?? ""
                $0.longitude = office.town.somewhere.map { "\($0.longitude)" } ?? ""
            }
            let left = offered[0].filled(for: placed, in: office.town, language: .polish)
            #expect(TemplateGap.left(in: left) == .address)
        }
    }

    @Test("There is room for so many and no more", arguments: Engine.available)
    func room(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.hall.template("1", "x", in: office.town)
            let draft = TemplateDraft(name: "2", words: "x", use: nil, unit: nil, category: nil)
            let next = AnswerTemplate(id: ID("2"), draft: draft, revision: 1)
            await #expect(throws: TemplateFailure.tooMany(1)) {
                try await office.hall.templates.add(
                    next,
                    most: 1,
                    noting: .sample(in: office.town.id),
                    in: office.town.id
                )
            }
            #expect(try await office.all.count == 1)
        }
    }
}
