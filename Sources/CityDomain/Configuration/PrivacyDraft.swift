public import CityKit

/// Who answers for personal data and what they are used for, as somebody typed it: the parts of the privacy notice that are the
/// town's own. How long what is kept stands in the rules of retention; the sentences between are texts of the program.
public struct PrivacyDraft: SettingsDraft {
    public var controller = ""
    public var address = ""
    /// The mailbox of the data protection officer; blank for none.
    public var officer = ""
    /// By purpose; without a legal basis the town does not have the purpose.
    public var purposes: [ProcessingPurpose: Purpose] = [:]

    public struct Purpose: Sendable, Equatable {
        public var bases: Set<LegalBasis>
        /// The point of the regulation that says it, where the purpose is new; blank for none.
        public var clause = ""

        public init(_ bases: Set<LegalBasis> = []) { self.bases = bases }
    }

    public init() {}

    public init(_ files: MunicipalityFiles, of town: Municipality) {
        let named = town.profile.controller
        (controller, address, officer) = (named.name, named.address, named.dataProtectionOfficer ?? "")
        for purpose in ProcessingPurpose.allCases {
            purposes[purpose] = Purpose(Set(town.purposes.first { $0.purpose == purpose }?.bases ?? []))
        }
    }

    public func putting(into files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles {
        let failures = failures(files, of: town)
        guard failures.isEmpty else { throw Failures(failures) }
        let profile = try files.editing(MunicipalityFiles.profile) { tree in
            var named = tree["controller"] ?? .object([:])
            (named["name"], named["address"]) = (.text(controller.trimmingSpaces()), .text(address.trimmingSpaces()))
            let mailbox = officer.trimmingSpaces()
            named["dataProtectionOfficer"] = mailbox.isEmpty ? nil : .text(mailbox)
            tree["controller"] = named
        }
        return try profile.editing(MunicipalityFiles.rules) { tree in
            let old = tree["purposes"]?.elements ?? []
            let all = old.compactMap(kept) + ProcessingPurpose.allCases.compactMap { added($0, to: old) }
            tree["purposes"] = all.isEmpty && tree["purposes"] == nil ? nil : .list(all)
        }
    }

    /// An element of the file with the bases that were chosen; nil where there are none any more.
    private func kept(_ element: JSONTree) -> JSONTree? {
        guard let purpose = element["purpose"]?.line.flatMap(ProcessingPurpose.init), let typed = purposes[purpose]
        else {
            return element
        }
        guard !typed.bases.isEmpty else { return nil }
        var element = element
        element["bases"] = typed.listed
        return element
    }

    private func added(_ purpose: ProcessingPurpose, to old: [JSONTree]) -> JSONTree? {
        guard let typed = purposes[purpose], !typed.bases.isEmpty,
            !old.contains(where: { $0["purpose"] == .text(purpose.rawValue) })
        else { return nil }
        let clause = typed.clause.trimmingSpaces()
        return .object([
            "purpose": .text(purpose.rawValue), "bases": typed.listed,
            clause.isEmpty ? "basis" : "clause": .text(clause.isEmpty ? Self.basis : clause),
        ])
    }

    /// Of a purpose that the regulation does not name.
    static let basis = "the regulation is silent; the office says so"

    public func over(_ newest: Self, since base: Self) -> Self {
        let merge = MeanwhileMerge(base: base, typed: self, newest: newest)
        var draft = self
        (draft.controller, draft.address) = (merge.text(\.controller), merge.text(\.address))
        draft.officer = merge.text(\.officer)
        for purpose in ProcessingPurpose.allCases where purposes[purpose]?.bases == base.purposes[purpose]?.bases {
            draft.purposes[purpose]?.bases = newest.purposes[purpose]?.bases ?? []
        }
        return draft
    }

    private func failures(_ files: MunicipalityFiles, of town: Municipality) -> [PrivacyFailure] {
        let mailbox = officer.trimmingSpaces()
        let lost = ProcessingPurpose.allCases.compactMap { purpose -> PrivacyFailure? in
            guard purposes[purpose]?.bases.isEmpty == true, town.purposes.contains(where: { $0.purpose == purpose })
            else {
                return nil
            }
            let clauses = files.clauses(of: "purposes.\(purpose.rawValue)")
            return clauses.isEmpty ? nil : PrivacyFailure.obligatory(purpose, clauses)
        }
        return (controller.trimmingSpaces().isEmpty ? [PrivacyFailure.nameMissing] : [])
            + (address.trimmingSpaces().isEmpty ? [PrivacyFailure.addressMissing] : [])
            + (mailbox.isEmpty || (try? EmailAddress(typed: mailbox)) != nil ? [] : [PrivacyFailure.officerMalformed])
            + lost
    }
}

extension PrivacyDraft.Purpose {
    /// In the order of article 6(1).
    fileprivate var listed: JSONTree {
        .list(LegalBasis.allCases.filter(bases.contains).map { .text($0.rawValue) })
    }
}

public enum PrivacyFailure: Failure, Equatable {
    case nameMissing
    case addressMissing
    case officerMalformed
    /// The regulation names the purpose.
    case obligatory(ProcessingPurpose, [Clause])

    public var kind: FailureKind {
        switch self {
        case .nameMissing: .invalid(field: "controller")
        case .addressMissing: .invalid(field: "address")
        case .officerMalformed: .invalid(field: "officer")
        case .obligatory(let purpose, _): .invalid(field: "purpose-\(purpose.rawValue)")
        }
    }

    public var text: Text {
        switch self {
        case .nameMissing: Text("configuration.privacy.failure.nameMissing")
        case .addressMissing: Text("configuration.failure.address")
        case .officerMalformed: Text("configuration.failure.email")
        case .obligatory(_, let clauses):
            Text(
                "configuration.failure.ruleObligatory",
                ["clauses": .words(clauses.map(\.description).joined(separator: ", "))]
            )
        }
    }
}
