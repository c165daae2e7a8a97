public import CityKit

/// Says who stands in for whom while somebody is away (I-03): everybody for themselves, whoever has the right to for others.
///
/// All throw `AccountFailure.rightMissing` for whoever sees no reports, and `CaseworkFailure.personsOnly` for a program.
public struct ArrangeSubstitution: Sendable {
    private let substitutions: any SubstitutionStore
    private let colleagues: Colleagues
    private let staff: any StaffStore
    private let randomness: any Randomness
    private let audit: RecordAudit

    public init(
        substitutions: any SubstitutionStore,
        staff: any StaffStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.substitutions = substitutions
        colleagues = Colleagues(staff: staff, vault: vault)
        self.staff = staff
        self.randomness = randomness
        self.audit = audit
    }

    /// Who is away, for somebody of the office. Lives as long as one request.
    public struct Overview: Personal {
        /// Those that are not over, the first to begin first.
        public let lines: [Line]
        /// Those for whom the reader may say who stands in.
        public let absent: [Colleague]
        /// Those who may stand in.
        public let substitutes: [Colleague]

        public struct Line: Personal {
            public let substitution: Substitution
            public let absent: PersonName?
            public let substitute: PersonName?
            /// Whether the reader may end it.
            public let mayEnd: Bool
        }
    }

    public func overview(by caller: Caller, in town: Municipality, at now: Instant) async throws -> Overview {
        let person = try person(caller)
        let found = try await substitutions.substitutions(endingFrom: town.clock.date(of: now), in: town.id)
        let names = try await colleagues.names(of: Set(found.flatMap { [$0.absent, $0.substitute] }), in: town.id)
        let records = try await staff.people(in: town.id).filter { $0.standing != .closed }
        let led = Set(records.filter { $0.staff.id == person || caller.arranges(for: $0.staff) }.map(\.staff.id))
        let people = try colleagues.named(records.filter(\.handlesReports), in: town.id)
        return Overview(
            lines: found.map { one in
                Overview.Line(
                    substitution: one,
                    absent: names[one.absent],
                    substitute: names[one.substitute],
                    mayEnd: led.contains(one.absent)
                )
            },
            absent: people.filter { led.contains($0.id) },
            substitutes: people
        )
    }

    /// What was asked for; a day that is missing was not typed, or is none.
    public struct Order: Sendable {
        let absent: ID<Staff>
        let substitute: ID<Staff>
        let firstDay: CivilDate?
        let lastDay: CivilDate?

        public init(absent: ID<Staff>, substitute: ID<Staff>, firstDay: CivilDate?, lastDay: CivilDate?) {
            self.absent = absent
            self.substitute = substitute
            self.firstDay = firstDay
            self.lastDay = lastDay
        }

        fileprivate func days(from today: CivilDate) throws(SubstitutionFailure) -> (first: CivilDate, last: CivilDate)
        {
            guard let firstDay else { throw .dayMissing(field: "first") }
            guard let lastDay else { throw .dayMissing(field: "last") }
            guard firstDay <= lastDay else { throw .lastDayBeforeFirst }
            guard lastDay >= today else { throw .over }
            guard lastDay - firstDay < Substitution.longest else { throw .tooLong(days: Substitution.longest) }
            return (firstDay, lastDay)
        }
    }

    /// - Throws: `SubstitutionFailure`.
    public func arrange(_ order: Order, by caller: Caller, in town: Municipality, at now: Instant) async throws {
        let absent = try await handler(order.absent, field: "absent", in: town)
        let substitute = try await handler(order.substitute, field: "substitute", in: town)
        try await admit(caller, to: order.absent, in: town)
        guard order.absent != order.substitute else { throw SubstitutionFailure.samePerson }
        guard substitute.scope(of: .decideReports).covers(absent.scope(of: .decideReports)) else {
            throw SubstitutionFailure.otherReach
        }
        let days = try order.days(from: town.clock.date(of: now))
        let substitution = Substitution(
            id: randomness.id(at: now),
            absent: order.absent,
            substitute: order.substitute,
            firstDay: days.first,
            lastDay: days.last
        )
        let entry = try entry(.substitutionArranged, substitution, by: caller, in: town, at: now)
        try await substitutions.add(substitution, noting: entry, in: town.id)
    }

    /// Ends it at once, or takes it back before it begins. Nothing happens where it is over.
    ///
    /// - Throws: `SubstitutionFailure.onlyForOneself`.
    public func end(_ id: ID<Substitution>, by caller: Caller, in town: Municipality, at now: Instant) async throws {
        _ = try person(caller)
        let open = try await substitutions.substitutions(endingFrom: town.clock.date(of: now), in: town.id)
        guard let substitution = open.first(where: { $0.id == id }) else { return }
        try await admit(caller, to: substitution.absent, in: town)
        let entry = try entry(.substitutionEnded, substitution, by: caller, in: town, at: now)
        try await substitutions.remove(id, noting: entry, in: town.id)
    }

    private func handler(_ id: ID<Staff>, field: String, in town: Municipality) async throws -> StaffRights {
        guard let person = try await staff.person(id, in: town.id), person.handlesReports else {
            throw SubstitutionFailure.personUnknown(field: field)
        }
        return person.staff.rights
    }

    private func person(_ caller: Caller) throws -> ID<Staff> {
        _ = try caller.using(.viewReports)
        guard case .staff(let id) = caller.officer else { throw CaseworkFailure.personsOnly }
        return id
    }

    private func admit(_ caller: Caller, to absent: ID<Staff>, in town: Municipality) async throws {
        if try person(caller) == absent { return }
        guard let other = try await staff.person(absent, in: town.id), caller.arranges(for: other.staff) else {
            throw SubstitutionFailure.onlyForOneself
        }
    }

    private func entry(
        _ kind: AuditKind,
        _ substitution: Substitution,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) throws -> AuditEntry {
        let object = AuditObject.staff(substitution.absent, part: substitution.substitute.rawValue)
        return try audit.entry(
            RecordAudit.Act(kind, object),
            by: try caller.using(.viewReports),
            in: town.id,
            at: now
        )
    }
}

extension Caller {
    /// Whether the caller says who stands in for somebody of this unit.
    fileprivate func arranges(for staff: Staff) -> Bool {
        scope(of: .arrangeSubstitutions).parts.contains { part in
            part.isEverything || part.unit != nil && part.unit == staff.rights.homeUnit
        }
    }
}

extension StaffRecord {
    /// Whether the person has been here and may decide about reports.
    var handlesReports: Bool { isAtWork && staff.rights.have(.decideReports) }

    /// Whether the person has been here, and the account is open.
    var isAtWork: Bool { standing == .active || standing == .withoutFactor }
}
