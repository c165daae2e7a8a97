public import CityKit

/// Keeps the register of contractors of a town.
///
/// All throw `AccountFailure.rightMissing`, `ContractorFailure`.
public struct KeepContractors: Sendable {
    private let store: any ContractorStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    public init(store: any ContractorStore, vault: any Vault, randomness: any Randomness, audit: RecordAudit) {
        self.store = store
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// Contractors that one town keeps.
    public static let most = 500

    /// What somebody typed.
    public struct Typed: Sendable {
        let name: String
        let email: String
        let company: String
        let language: String
        let units: [String]
        let categories: [String]

        public init(
            name: String,
            email: String,
            company: String,
            language: String,
            units: [String],
            categories: [String]
        ) {
            self.name = name
            self.email = email
            self.company = company
            self.language = language
            self.units = units
            self.categories = categories
        }
    }

    /// In the order of their names; those whose details were erased last. The look is in the audit log first.
    public func all(by caller: Caller, in town: Municipality, at now: Instant) async throws -> [OpenContractor] {
        try await look(.contractors, by: caller, in: town, at: now)
        return try await store.contractors(in: town.id).map { try $0.opened(vault, in: town.id) }.byName
    }

    /// The look is in the audit log first.
    ///
    /// - Throws: `ContractorFailure.unknown`.
    public func one(_ id: ID<Contractor>, by caller: Caller, in town: Municipality, at now: Instant) async throws
        -> OpenContractor
    {
        try await look(.contractor(id), by: caller, in: town, at: now)
        return try await sealed(id, in: town.id).opened(vault, in: town.id)
    }

    /// - Throws: `Failures` with all that is wrong.
    public func add(_ typed: Typed, by caller: Caller, in town: Municipality, at now: Instant) async throws {
        let officer = try caller.using(.manageContractors)
        let details = try typed.details(in: town)
        let id: ID<Contractor> = randomness.id(at: now)
        let slots = ContractorSlots(town: town.id, contractor: id)
        let key = try vault.newKey(in: slots.personKey)
        let contractor = SealedContractor(
            contractor: typed.contractor(id, closedAt: nil, revision: 1),
            details: try key.key.seal(details, in: slots.details),
            key: key.wrapped
        )
        let entry = try entry(.contractorAdded, id, by: officer, in: town, at: now)
        try await store.add(contractor, most: Self.most, noting: entry, in: town.id)
    }

    /// - Parameter seen: the revision that was on the page.
    /// - Throws: `Failures` with all that is wrong.
    public func change(
        _ id: ID<Contractor>,
        seeing seen: Int,
        to typed: Typed,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let officer = try caller.using(.manageContractors)
        let details = try typed.details(in: town)
        let before = try await sealed(id, in: town.id)
        guard let key = before.key else { throw ContractorFailure.unknown }
        let slots = ContractorSlots(town: town.id, contractor: id)
        let after = SealedContractor(
            contractor: typed.contractor(id, closedAt: before.contractor.closedAt, revision: seen + 1),
            details: try vault.key(key, in: slots.personKey).seal(details, in: slots.details),
            key: key
        )
        try await store.change(
            after,
            noting: try entry(.contractorChanged, id, by: officer, in: town, at: now),
            in: town.id
        )
    }

    public enum Access: String, Sendable, CaseIterable {
        /// It gets no new work.
        case closed
        case open
    }

    /// - Parameter seen: the revision that was on the page.
    public func set(
        _ access: Access,
        for id: ID<Contractor>,
        seeing seen: Int,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let officer = try caller.using(.manageContractors)
        let before = try await sealed(id, in: town.id)
        guard before.key != nil else { throw ContractorFailure.unknown }
        let contractor = Contractor(
            id: id,
            units: before.contractor.units,
            categories: before.contractor.categories,
            closedAt: access == .closed ? now : nil,
            revision: seen + 1
        )
        let after = SealedContractor(contractor: contractor, details: before.details, key: before.key)
        let kind: AuditKind = access == .closed ? .contractorClosed : .contractorReopened
        try await store.change(after, noting: try entry(kind, id, by: officer, in: town, at: now), in: town.id)
    }

    /// Destroys name, address and all else that is known of it.
    public func erase(_ id: ID<Contractor>, by caller: Caller, in town: Municipality, at now: Instant) async throws {
        let officer = try caller.using(.manageContractors)
        let entry = try entry(.contractorErased, id, by: officer, in: town, at: now)
        try await store.erase(id, at: now, noting: entry, in: town.id)
    }

    private func sealed(_ id: ID<Contractor>, in town: ID<Municipality>) async throws -> SealedContractor {
        guard let found = try await store.contractor(id, in: town) else { throw ContractorFailure.unknown }
        return found
    }

    private func look(_ object: AuditObject, by caller: Caller, in town: Municipality, at now: Instant) async throws {
        let viewer = try caller.using(.manageContractors)
        try await audit(RecordAudit.Act(.contractorViewed, object), by: viewer, in: town.id, at: now)
    }

    private func entry(
        _ kind: AuditKind,
        _ id: ID<Contractor>,
        by officer: Caller,
        in town: Municipality,
        at now: Instant
    ) throws -> AuditEntry {
        // What is there can be closed and erased where the town gives no more work to anybody.
        let isEnd = kind == .contractorClosed || kind == .contractorErased
        guard isEnd || town.reports.contractors != nil else { throw ContractorFailure.notOffered }
        return try audit.entry(RecordAudit.Act(kind, .contractor(id)), by: officer, in: town.id, at: now)
    }
}

extension [OpenContractor] {
    /// In the order of their names; those without one last.
    var byName: Self {
        sorted { a, b in
            let (first, second) = (a.details?.name ?? "\u{10FFFF}", b.details?.name ?? "\u{10FFFF}")
            return (first, a.contractor.id.rawValue) < (second, b.contractor.id.rawValue)
        }
    }
}

extension KeepContractors.Typed {
    fileprivate func contractor(_ id: ID<Contractor>, closedAt: Instant?, revision: Int) -> Contractor {
        Contractor(
            id: id,
            units: Set(units.map { ID($0) }),
            categories: Set(categories.map { ID($0) }),
            closedAt: closedAt,
            revision: revision
        )
    }

    /// - Throws: `Failures` with all that is wrong.
    fileprivate func details(in town: Municipality) throws -> ContractorDetails {
        let name = name.trimmingSpaces()
        let company = company.trimmingSpaces()
        var failures: [any Failure] = []
        if !(1...ContractorDetails.longestName).contains(name.unicodeScalars.count) {
            failures.append(ContractorFailure.nameMissing)
        }
        let length = company.unicodeScalars.count
        if length > ContractorDetails.longestCompany {
            failures.append(ContractorFailure.companyTooLong(length: length))
        }
        let language = Language(rawValue: language)
        if language == nil { failures.append(ContractorFailure.languageUnknown) }
        if units.contains(where: { town.unit(ID($0)) == nil }) { failures.append(ContractorFailure.unitUnknown) }
        if categories.contains(where: { town.category(ID($0)) == nil }) {
            failures.append(ContractorFailure.categoryUnknown)
        }
        do {
            let email = try EmailAddress(typed: email)
            guard failures.isEmpty, let language else { throw Failures(failures) }
            return ContractorDetails(name: name, email: email, company: company, language: language)
        } catch let failure as EmailAddressFailure {
            throw Failures(failures + [failure])
        }
    }
}
