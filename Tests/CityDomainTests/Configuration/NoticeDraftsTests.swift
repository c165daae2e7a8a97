import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// The imprint, the privacy notice, the declaration of accessibility and the rules of routing, changed by forms.
@Suite struct NoticeDraftsTests {
    private static func town(_ name: String) throws -> (files: MunicipalityFiles, town: Municipality) {
        (try ProjectTown.files(name), try ProjectTown.named(name))
    }

    private static func decode(_ files: MunicipalityFiles) throws -> Municipality {
        try ProjectTown.decoder().decode(files, revision: 2)
    }

    private static func fields(_ body: () throws -> Void) -> [String?] {
        do {
            try body()
            return []
        } catch {
            return (error as? Failures)?.all.map(\.kind.field) ?? ["\(error)"]
        }
    }

    @Test("Forms that are sent as they were opened change no letter of the files", arguments: ModulesDraftTests.towns)
    func unchanged(name: String) throws {
        let (files, town) = try Self.town(name)
        #expect(try ImprintDraft(files, of: town).putting(into: files, of: town) == files)
        #expect(try PrivacyDraft(files, of: town).putting(into: files, of: town) == files)
        #expect(try AccessibilityDraft(files, of: town).putting(into: files, of: town) == files)
        #expect(try RoutingRulesDraft(files, of: town).putting(into: files, of: town) == files)
        #expect(try WordsDraft(files, of: town).putting(into: files, of: town) == files)
    }

    @Test("The office gets another name, and a company comes and goes", arguments: ["demo", "kielce"])
    func imprint(name: String) throws {
        let (files, town) = try Self.town(name)
        var draft = ImprintDraft(files, of: town)
        let languages = town.profile.languages
        draft.office.name[languages[0]] = "Nowy Urząd"
        draft.runner = .company
        draft.company.name = Dictionary(uniqueKeysWithValues: languages.map { ($0, "Zmyślona Spółka") })
        (draft.company.address, draft.company.email) = ("ul. Zmyślona 1", "pomoc@zmyslona.example")
        let with = try draft.putting(into: files, of: town)
        let changed = try Self.decode(with)
        #expect(changed.profile.office.name.words[languages[0]] == "Nowy Urząd")
        #expect(changed.profile.operator?.support.email == "pomoc@zmyslona.example")
        #expect(changed.profile.office.clauses == town.profile.office.clauses)
        var back = ImprintDraft(with, of: changed)
        (back.runner, back.office) = (.office, ImprintDraft(files, of: town).office)
        if town.profile.operator == nil {
            #expect(MunicipalityDiff(from: files, to: try back.putting(into: with, of: changed)).isEmpty)
        }
    }

    @Test("What is missing of the imprint is told at its field")
    func imprintWrong() throws {
        let (files, town) = try Self.town("demo")
        let rows: [(@Sendable (inout ImprintDraft) -> Void, String)] = [
            ({ $0.office.name[.english] = " " }, "office-name-en"), ({ $0.office.address = "" }, "office-address"),
            ({ $0.office.email = "urzad" }, "office-email"), ({ $0.office.phone = "12" }, "office-phone"),
        ]
        for (change, field) in rows {
            var draft = ImprintDraft(files, of: town)
            change(&draft)
            #expect(Self.fields { _ = try draft.putting(into: files, of: town) } == [field])
        }
    }

    @Test("A purpose comes with its bases in the order of the act and goes without them")
    func privacy() throws {
        let (files, town) = try Self.town("demo")
        var draft = PrivacyDraft(files, of: town)
        draft.purposes[.contracts]?.bases = [.publicTask, .contract]
        draft.purposes[.duties]?.bases = []
        draft.officer = "iod@przykladow.example"
        let changed = try Self.decode(draft.putting(into: files, of: town))
        #expect(changed.purposes.map(\.purpose) == [.communication, .reports, .contracts])
        #expect(changed.purposes.last?.bases == [.contract, .publicTask])
        #expect(changed.profile.controller.dataProtectionOfficer == "iod@przykladow.example")
        draft.controller = " "
        draft.officer = "iod"
        #expect(Self.fields { _ = try draft.putting(into: files, of: town) } == ["controller", "officer"])
    }

    @Test("A purpose that the regulation names stays", arguments: ModulesDraftTests.towns)
    func obligatoryPurpose(name: String) throws {
        let (files, town) = try Self.town(name)
        for rule in town.purposes {
            var draft = PrivacyDraft(files, of: town)
            draft.purposes[rule.purpose]?.bases = []
            let isBound = !files.clauses(of: "purposes.\(rule.purpose.rawValue)").isEmpty
            let told = Self.fields { _ = try draft.putting(into: files, of: town) }
            #expect(told == (isBound ? ["purpose-\(rule.purpose.rawValue)"] : []))
        }
    }

    @Test("Parts of the declaration change, and what the file says besides stays")
    func accessibility() throws {
        let (files, town) = try Self.town("demo")
        var draft = AccessibilityDraft(files, of: town)
        draft.prepared = "2027-03-01"
        draft.gaps.append(AccessibilityDraft.Gap())
        draft.gaps.append(
            AccessibilityDraft.Gap(
                what: [.polish: "Filmy", .ukrainian: "Відео", .english: "Films"],
                why: [.polish: "Bez napisów", .ukrainian: "Без субтитрів", .english: "No captions"]
            )
        )
        (draft.assessor, draft.auditor) = (.auditor, "Zmyślona Fundacja")
        let declared = try #require(try Self.decode(draft.putting(into: files, of: town)).profile.accessibility)
        let before = try #require(town.profile.accessibility)
        #expect(declared.gaps.count == before.gaps.count + 1 && declared.assessment.auditor == "Zmyślona Fundacja")
        #expect(declared.prepared == CivilDate(2027, 3, 1) && declared.basis == before.basis)
        #expect(Array(declared.gaps.prefix(before.gaps.count)) == before.gaps)
    }

    @Test("What the act does not allow is told at its field")
    func accessibilityWrong() throws {
        let (files, town) = try Self.town("demo")
        let rows: [(@Sendable (inout AccessibilityDraft) -> Void, String)] = [
            ({ $0.state = .none }, "state"), ({ $0.published = "kiedyś" }, "published"),
            ({ $0.updated = "2020-01-01" }, "updated"), ({ $0.prepared = "2026-01-01" }, "prepared"),
            ({ $0.status = .full }, "status"), ({ $0.gaps = [] }, "status"), ({ $0.assessor = .auditor }, "auditor"),
            ({ $0.gaps[0].why[.english] = "" }, "gap-0-why-en"), ({ $0.person[.ukrainian] = "" }, "person-uk"),
            ({ $0.email = "x" }, "email"), ({ $0.phone = "12" }, "phone"),
            ({ $0.architecture[.polish] = " " }, "architecture-pl"),
        ]
        for (change, field) in rows {
            var draft = AccessibilityDraft(files, of: town)
            change(&draft)
            #expect(Self.fields { _ = try draft.putting(into: files, of: town) } == [field])
        }
        let (other, elsewhere) = try Self.town("kremenchuk")
        #expect(try AccessibilityDraft(other, of: elsewhere).putting(into: other, of: elsewhere) == other)
    }

    @Test("A rule of routing changes, goes and comes; what no form shows stays")
    func routing() throws {
        let (files, town) = try Self.town("demo")
        var draft = RoutingRulesDraft(files, of: town)
        draft.rules[0].unit = "order"
        draft.rules[1].fate = .removed
        (draft.added.id, draft.added.unit, draft.added.days) = ("free", "residents", .free)
        let told = Self.fields { _ = try draft.putting(into: files, of: town) }
        let bound = files.clauses(of: "reports.routing.bins-on-days-off")
        guard bound.isEmpty else {
            #expect(told == ["rule-1-fate"])
            return
        }
        let rules = try #require(try Self.decode(draft.putting(into: files, of: town)).reports.routing)
        #expect(rules.map(\.id) == [ID("lights-of-zarzecze"), ID("bins-after-hours"), ID("free")])
        #expect(rules[0].unit == ID("order") && rules[0].clauses == town.reports.routing?[0].clauses)
        #expect(rules[1] == town.reports.routing?[2] && rules[2].basis == ModulesDraft.basis)
    }

    @Test("What is wrong with a rule of routing is told at its field")
    func routingWrong() throws {
        let (files, town) = try Self.town("demo")
        let rows: [(@Sendable (inout RoutingRulesDraft) -> Void, String)] = [
            ({ $0.rules[0].unit = "nowhere" }, "rule-0-unit"), ({ $0.rules[2].until = "" }, "rule-2-from"),
            ({ ($0.added.id, $0.added.unit) = ("all", "roads") }, "added-categories"),
            ({ ($0.added.id, $0.added.unit, $0.added.days) = ("Ą", "roads", .free) }, "added-id"),
            ({ ($0.added.id, $0.added.unit, $0.added.days) = ("bins-after-hours", "roads", .free) }, "added-id"),
        ]
        for (change, field) in rows {
            var draft = RoutingRulesDraft(files, of: town)
            change(&draft)
            #expect(Self.fields { _ = try draft.putting(into: files, of: town) } == [field])
        }
    }

    @Test("Of two who change one part, each keeps what the other did not touch")
    func meanwhile() throws {
        let (files, town) = try Self.town("demo")
        let base = (
            imprint: ImprintDraft(files, of: town), privacy: PrivacyDraft(files, of: town),
            declared: AccessibilityDraft(files, of: town), routing: RoutingRulesDraft(files, of: town)
        )
        var (mine, theirs) = (base, base)
        (mine.imprint.office.phone, theirs.imprint.office.address) = ("+48 22 222 22 22", "Nowy Rynek 2")
        let imprint = mine.imprint.over(theirs.imprint, since: base.imprint)
        #expect(imprint.office.phone == "+48 22 222 22 22" && imprint.office.address == "Nowy Rynek 2")
        mine.privacy.officer = "iod@x.example"
        theirs.privacy.purposes[.duties] = PrivacyDraft.Purpose()
        let privacy = mine.privacy.over(theirs.privacy, since: base.privacy)
        #expect(privacy.officer == "iod@x.example" && privacy.purposes[.duties]?.bases.isEmpty == true)
        (mine.declared.phone, theirs.declared.gaps) = ("+48 33 333 33 33", [])
        let declared = mine.declared.over(theirs.declared, since: base.declared)
        #expect(declared.phone == "+48 33 333 33 33" && declared.gaps.isEmpty)
        (mine.routing.rules[0].unit, theirs.routing.rules[0].days) = ("order", .working)
        let routing = mine.routing.over(theirs.routing, since: base.routing)
        #expect(routing.rules[0].unit == "order" && routing.rules[0].days == .working)
    }
}
