public import CityKit

/// What the office declares about the accessibility of the site, part by part, as somebody typed it. The page around the parts,
/// with the ids that the law names, is the program's own.
public struct AccessibilityDraft: SettingsDraft {
    public enum State: String, Sendable, CaseIterable { case declared, none }

    public var state = State.none
    /// Days as they were typed.
    public var published = ""
    public var updated = ""
    public var prepared = ""
    public var status = Profile.Accessibility.Status.partial
    public var assessor = Profile.Accessibility.Assessment.Assessor.office
    public var auditor = ""
    /// In the order of the page; those without words are none.
    public var gaps: [Gap] = []
    public var person: [Language: String] = [:]
    public var email = ""
    public var phone = ""
    public var architecture: [Language: String] = [:]

    public struct Gap: Sendable, Equatable {
        public var what: [Language: String]
        public var why: [Language: String]

        public init(what: [Language: String] = [:], why: [Language: String] = [:]) {
            self.what = what
            self.why = why
        }

        public var isBlank: Bool { [what, why].allSatisfy { $0.values.allSatisfy { $0.trimmingSpaces().isEmpty } } }
    }

    public init() {}

    public init(_ files: MunicipalityFiles, of town: Municipality) {
        guard let declared = town.profile.accessibility else { return }
        state = .declared
        (published, updated) = (declared.published.description, declared.updated.description)
        (prepared, status) = (declared.prepared.description, declared.status)
        (assessor, auditor) = (declared.assessment.by, declared.assessment.auditor ?? "")
        gaps = declared.gaps.map { Gap(what: $0.what.words, why: $0.why.words) }
        (person, architecture) = (declared.contact.person.words, declared.architecture.words)
        (email, phone) = (declared.contact.email, declared.contact.phone)
    }

    /// Countries whose law asks every public body for the declaration.
    public static func isNeeded(in town: Municipality) -> Bool { AccessibilityCheck.isNeeded(in: town.profile.country) }

    public func putting(into files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles {
        let failures = AccessibilityDraftCheck(draft: self, town: town).failures
        guard failures.isEmpty else { throw Failures(failures) }
        return try files.editing(MunicipalityFiles.profile) { tree in
            guard state == .declared else {
                tree["accessibility"] = nil
                return
            }
            var declared = tree["accessibility"] ?? .object(["basis": .text(Self.basis)])
            put(into: &declared, town.profile.languages)
            tree["accessibility"] = declared
        }
    }

    /// Of a declaration that no law asks for.
    static let basis = "no point of the regulation says it; the office declares it"

    private func put(into declared: inout JSONTree, _ languages: [Language]) {
        for (key, day) in [("published", published), ("updated", updated), ("prepared", prepared)] {
            declared[key] = .text(day.trimmingSpaces())
        }
        declared["status"] = .text(status.rawValue)
        declared[path: ["assessment", "by"]] = .text(assessor.rawValue)
        declared[path: ["assessment", "auditor"]] = assessor == .auditor ? .text(auditor.trimmingSpaces()) : nil
        let old = declared["gaps"]?.elements ?? []
        declared["gaps"] = .list(
            gaps.filter { !$0.isBlank }.enumerated().map { index, gap in
                var element = index < old.count ? old[index] : .object([:])
                gap.what.put(into: &element, at: ["what"], of: languages)
                gap.why.put(into: &element, at: ["why"], of: languages)
                return element
            }
        )
        person.put(into: &declared, at: ["contact", "person"], of: languages)
        declared[path: ["contact", "email"]] = .text(email.trimmingSpaces())
        declared[path: ["contact", "phone"]] = .text(phone.trimmingSpaces())
        architecture.put(into: &declared, at: ["architecture"], of: languages)
    }

    /// Gaps are taken as a whole from whoever changed them.
    public func over(_ newest: Self, since base: Self) -> Self {
        let merge = MeanwhileMerge(base: base, typed: self, newest: newest)
        var draft = self
        (draft.state, draft.status) = (merge.one(\.state), merge.one(\.status))
        (draft.published, draft.updated) = (merge.text(\.published), merge.text(\.updated))
        (draft.prepared, draft.auditor) = (merge.text(\.prepared), merge.text(\.auditor))
        (draft.assessor, draft.gaps) = (merge.one(\.assessor), merge.one(\.gaps))
        (draft.person, draft.architecture) = (merge.each(\.person), merge.each(\.architecture))
        (draft.email, draft.phone) = (merge.text(\.email), merge.text(\.phone))
        return draft
    }
}

/// Says what is missing of a declaration that somebody typed.
struct AccessibilityDraftCheck {
    let draft: AccessibilityDraft
    let town: Municipality

    var failures: [AccessibilityFailure] {
        guard draft.state == .declared else {
            return AccessibilityDraft.isNeeded(in: town) ? [AccessibilityFailure.needed] : []
        }
        return days + assessment + gaps + contact
    }

    private var days: [AccessibilityFailure] {
        let typed = [("published", draft.published), ("updated", draft.updated), ("prepared", draft.prepared)]
        let wrong = typed.filter { CivilDate($0.1.trimmingSpaces()) == nil }.map { field, _ in
            AccessibilityFailure.dayMalformed(field: field)
        }
        let days = typed.compactMap { CivilDate($0.1.trimmingSpaces()) }
        guard days.count == typed.count else { return wrong }
        return (days[1] < days[0] ? [AccessibilityFailure.updatedEarly] : [])
            + (days[2] < days[1] ? [AccessibilityFailure.preparedEarly] : [])
    }

    private var assessment: [AccessibilityFailure] {
        draft.assessor == .auditor && draft.auditor.trimmingSpaces().isEmpty
            ? [AccessibilityFailure.auditorMissing] : []
    }

    private var gaps: [AccessibilityFailure] {
        let named = draft.gaps.enumerated().filter { !$0.element.isBlank }
        if draft.status == .full, !named.isEmpty { return [AccessibilityFailure.gapsOfFull] }
        if draft.status != .full, named.isEmpty { return [AccessibilityFailure.gapsMissing] }
        return named.flatMap { index, gap in
            missing(gap.what, "gap-\(index)-what") + missing(gap.why, "gap-\(index)-why")
        }
    }

    private var contact: [AccessibilityFailure] {
        let email = (try? EmailAddress(typed: draft.email.trimmingSpaces())) == nil
        return missing(draft.person, "person")
            + (email ? [AccessibilityFailure.emailMalformed] : [])
            + (draft.phone.filter(\.isNumber).count < 5 ? [AccessibilityFailure.phoneMalformed] : [])
            + missing(draft.architecture, "architecture")
    }

    private func missing(_ words: [Language: String], _ field: String) -> [AccessibilityFailure] {
        words.missing(of: town.profile.languages).prefix(1).map {
            AccessibilityFailure.wordsMissing(field: field, in: $0)
        }
    }
}

public enum AccessibilityFailure: Failure, Equatable {
    /// The law of the country asks for the declaration.
    case needed
    case dayMalformed(field: String)
    /// The last change is before the publication.
    case updatedEarly
    /// The declaration is older than the last change.
    case preparedEarly
    case auditorMissing
    /// A site that is accessible to everybody has no gaps.
    case gapsOfFull
    case gapsMissing
    case wordsMissing(field: String, in: Language)
    case emailMalformed
    case phoneMalformed

    public var kind: FailureKind {
        switch self {
        case .needed: .invalid(field: "state")
        case .dayMalformed(let field): .invalid(field: field)
        case .updatedEarly: .invalid(field: "updated")
        case .preparedEarly: .invalid(field: "prepared")
        case .auditorMissing: .invalid(field: "auditor")
        case .gapsOfFull, .gapsMissing: .invalid(field: "status")
        case .wordsMissing(let field, let language): .invalid(field: "\(field)-\(language.rawValue)")
        case .emailMalformed: .invalid(field: "email")
        case .phoneMalformed: .invalid(field: "phone")
        }
    }

    public var text: Text {
        switch self {
        case .needed: Text("configuration.accessibility.failure.needed")
        case .dayMalformed: Text("configuration.terms.failure.dayMalformed")
        case .updatedEarly: Text("configuration.accessibility.failure.updatedEarly")
        case .preparedEarly: Text("configuration.accessibility.failure.preparedEarly")
        case .auditorMissing: Text("configuration.accessibility.failure.auditorMissing")
        case .gapsOfFull: Text("configuration.accessibility.failure.gapsOfFull")
        case .gapsMissing: Text("configuration.accessibility.failure.gapsMissing")
        case .wordsMissing: Text("configuration.failure.wordsMissing")
        case .emailMalformed: Text("configuration.failure.email")
        case .phoneMalformed: Text("configuration.failure.phone")
        }
    }
}
