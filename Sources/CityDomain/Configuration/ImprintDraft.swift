public import CityKit

/// Who offers the service and who runs it, as somebody typed it: the imprint and the page of contacts.
public struct ImprintDraft: SettingsDraft {
    public var office = Body()
    public var runner = Runner.office
    /// Who runs the program where that is not the office.
    public var company = Body()
    /// When the company answers, in words; blank for not told.
    public var hours: [Language: String] = [:]

    /// Who runs the program.
    public enum Runner: String, Sendable, CaseIterable { case office, company }

    public struct Body: Sendable, Equatable {
        public var name: [Language: String] = [:]
        public var address = ""
        public var email = ""
        /// Blank for none.
        public var phone = ""

        public init() {}
    }

    public init() {}

    public init(_ files: MunicipalityFiles, of town: Municipality) {
        let profile = town.profile
        office.name = profile.office.name.words
        (office.address, office.email) = (profile.office.address, profile.office.email)
        office.phone = profile.office.phone ?? ""
        guard let named = profile.operator else { return }
        runner = .company
        company.name = named.name.words
        (company.address, company.email) = (named.address, named.support.email)
        company.phone = named.support.phone ?? ""
        hours = named.support.hours?.words ?? [:]
    }

    public func putting(into files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles {
        let languages = town.profile.languages
        let failures = failures(languages, files)
        guard failures.isEmpty else { throw Failures(failures) }
        return try files.editing(MunicipalityFiles.profile) { tree in
            var own = tree["office"] ?? .object([:])
            office.put(into: &own, contact: [], languages)
            tree["office"] = own
            guard runner == .company else {
                tree["operator"] = nil
                return
            }
            var named = tree["operator"] ?? .object(["basis": .text(Self.basis)])
            company.put(into: &named, contact: ["support"], languages)
            if hours.missing(of: languages) == languages {
                named[path: ["support", "hours"]] = nil
            } else {
                hours.put(into: &named, at: ["support", "hours"], of: languages)
            }
            tree["operator"] = named
        }
    }

    /// Of an operator that no point of the regulation names.
    static let basis = "the regulation is silent; the office says who runs the program"

    public func over(_ newest: Self, since base: Self) -> Self {
        let merge = MeanwhileMerge(base: base, typed: self, newest: newest)
        var draft = self
        (draft.runner, draft.hours) = (merge.one(\.runner), merge.each(\.hours))
        draft.office = office.over(newest.office, since: base.office)
        draft.company = company.over(newest.company, since: base.company)
        return draft
    }

    private func failures(_ languages: [Language], _ files: MunicipalityFiles) -> [ImprintFailure] {
        let own = office.failures("office", languages)
        guard runner == .company else { return own + bound(files) }
        let missing = hours.missing(of: languages)
        let halves = missing == languages ? [] : Array(missing.prefix(1))
        return own + company.failures("company", languages)
            + halves.map { ImprintFailure.wordsMissing(field: "hours", in: $0) }
    }

    /// The points of the regulation that name who runs the program.
    private func bound(_ files: MunicipalityFiles) -> [ImprintFailure] {
        let clauses = files.clauses(of: "municipality.operator")
        return clauses.isEmpty ? [] : [ImprintFailure.obligatory(clauses)]
    }
}

extension ImprintDraft.Body {
    /// - Parameter contact: where e-mail and telephone stand.
    fileprivate func put(into tree: inout JSONTree, contact: [String], _ languages: [Language]) {
        name.put(into: &tree, at: ["name"], of: languages)
        tree["address"] = .text(address.trimmingSpaces())
        tree[path: contact + ["email"]] = .text(email.trimmingSpaces())
        let number = phone.trimmingSpaces()
        tree[path: contact + ["phone"]] = number.isEmpty ? nil : .text(number)
    }

    fileprivate func over(_ newest: Self, since base: Self) -> Self {
        let merge = MeanwhileMerge(base: base, typed: self, newest: newest)
        var body = self
        (body.name, body.address) = (merge.each(\.name), merge.text(\.address))
        (body.email, body.phone) = (merge.text(\.email), merge.text(\.phone))
        return body
    }

    /// - Parameter field: with which the names of its fields begin.
    fileprivate func failures(_ field: String, _ languages: [Language]) -> [ImprintFailure] {
        let number = phone.trimmingSpaces()
        let email = (try? EmailAddress(typed: email.trimmingSpaces())) == nil
        return name.missing(of: languages).prefix(1).map {
            ImprintFailure.wordsMissing(field: "\(field)-name", in: $0)
        }
            + (address.trimmingSpaces().isEmpty ? [ImprintFailure.addressMissing(field: "\(field)-address")] : [])
            + (email ? [ImprintFailure.emailMalformed(field: "\(field)-email")] : [])
            + (number.isEmpty || number.filter(\.isNumber).count >= 5
                ? [] : [ImprintFailure.phoneMalformed(field: "\(field)-phone")])
    }
}

extension MunicipalityFiles {
    /// The points of the regulation that ask for a rule, by what `clauses.json5` says.
    func clauses(of rule: String) -> [Clause] {
        guard let map = try? file(MunicipalityFiles.clauses)?.decode(ClauseMap.self) else { return [] }
        return map.clauses.filter { $0.treatment == .rule(rule) }.map(\.clause)
    }
}

public enum ImprintFailure: Failure, Equatable {
    case wordsMissing(field: String, in: Language)
    case addressMissing(field: String)
    case emailMalformed(field: String)
    case phoneMalformed(field: String)
    /// The regulation says who runs the program.
    case obligatory([Clause])

    public var kind: FailureKind {
        switch self {
        case .wordsMissing(let field, let language): .invalid(field: "\(field)-\(language.rawValue)")
        case .addressMissing(let field), .emailMalformed(let field), .phoneMalformed(let field): .invalid(field: field)
        case .obligatory: .invalid(field: "runner")
        }
    }

    public var text: Text {
        switch self {
        case .wordsMissing: Text("configuration.failure.wordsMissing")
        case .addressMissing: Text("configuration.failure.address")
        case .emailMalformed: Text("configuration.failure.email")
        case .phoneMalformed: Text("configuration.failure.phone")
        case .obligatory(let clauses):
            Text(
                "configuration.failure.ruleObligatory",
                ["clauses": .words(clauses.map(\.description).joined(separator: ", "))]
            )
        }
    }
}
