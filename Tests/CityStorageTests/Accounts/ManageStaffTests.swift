import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct ManageStaffTests {
    /// A town hall with two administrators and an operator.
    private struct Office {
        let hall: TestTownHall
        let town: Municipality
        let ida: ID<Staff>
        let jan: ID<Staff>
        let ola: ID<Staff>

        func authority(of id: ID<Staff>) throws -> StaffAuthority {
            try StaffAuthority(Caller(id, StaffRights([StaffGrant(.administrator)]), request: "test"))
        }

        func rights(of id: ID<Staff>) async throws -> StaffRights? {
            try await hall.staff.person(id, in: town.id)?.staff.rights
        }

        func signIn(_ login: String) async throws -> Token {
            try await hall.signIn(
                login: login,
                password: .ofStaff,
                network: "192.0.2.1",
                request: "test",
                in: town,
                at: hall.now
            ).session
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Office) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(office(database)) }
    }

    private static func office(_ database: any Database) async throws -> Office {
        let town = try ProjectTown.named("demo")
        let hall = try TestTownHall(database, town)
        return Office(
            hall: hall,
            town: town,
            ida: try await hall.hire("ida@urzad.example", [StaffGrant(.administrator)], in: town),
            jan: try await hall.hire("jan@urzad.example", [StaffGrant(.administrator)], in: town),
            ola: try await hall.hire("ola@urzad.example", [StaffGrant(.operator)], unit: ID("roads"), in: town)
        )
    }

    @Test("A role that is given or taken holds in a session that is open already", arguments: Engine.available)
    func atOnce(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            let session = try await office.signIn("ola@urzad.example")
            let ida = try office.authority(of: office.ida)
            let may = { try await hall.signIn.session(session, in: town, at: hall.now).staff.rights.have(.viewQueue) }
            #expect(try await !may())
            try await hall.manageStaff.grant(StaffGrant(.auditor), to: office.ola, by: ida, in: town, at: hall.now)
            #expect(try await may())
            try await hall.manageStaff.revoke(StaffGrant(.auditor), of: office.ola, by: ida, in: town, at: hall.now)
            #expect(try await !may())
        }
    }

    private typealias Act = @Sendable (ManageStaff, ID<Staff>, StaffAuthority, Office) async throws -> Void

    /// Everything that can be done to somebody, with what the audit log tells of it.
    private static let acts: [(AuditKind, Act)] = [
        (.roleGranted, { try await $0.grant(StaffGrant(.auditor), to: $1, by: $2, in: $3.town, at: $3.hall.now) }),
        (.roleRevoked, { try await $0.revoke(StaffGrant(.auditor), of: $1, by: $2, in: $3.town, at: $3.hall.now) }),
        (.staffMoved, { try await $0.move($1, to: ID("lighting"), by: $2, in: $3.town, at: $3.hall.now) }),
        (.staffInvited, { _ = try await $0.inviteAgain($1, by: $2, in: $3.town, at: $3.hall.now) }),
        (.staffUninvited, { try await $0.withdrawInvitation(of: $1, by: $2, in: $3.town, at: $3.hall.now) }),
        (.staffClosed, { try await $0.close($1, by: $2, in: $3.town, at: $3.hall.now) }),
        (.staffReopened, { try await $0.reopen($1, by: $2, in: $3.town, at: $3.hall.now) }),
    ]

    /// The same entry as that of a link that is handed over.
    private static let sendInvitation: Act = {
        try await $0.sendInvitation(to: $1, language: .polish, by: $2, in: $3.town, at: $3.hall.now)
    }

    @Test("Nobody changes their own roles or account, an administrator neither", arguments: Engine.available)
    func own(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let ida = try office.authority(of: office.ida)
            for (kind, act) in Self.acts + [(.factorReset, Self.resetFactor), (.staffInvited, Self.sendInvitation)] {
                await #expect(throws: StaffFailure.ownRights, "\(kind)") {
                    try await act(office.hall.manageStaff, office.ida, ida, office)
                }
            }
            #expect(try await office.rights(of: office.ida) == StaffRights([StaffGrant(.administrator)]))
        }
    }

    private static let resetFactor: Act = { try await $0.resetFactor($1, by: $2, in: $3.town, at: $3.hall.now) }

    @Test("Every change has its entry, and one that changes nothing has none", arguments: Engine.available)
    func audited(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let ida = try office.authority(of: office.ida)
            for (kind, act) in Self.acts {
                try await act(office.hall.manageStaff, office.ola, ida, office)
                let count = try await Self.count(kind, office)
                #expect(count == 1, "\(kind)")
                guard kind != .staffInvited else { continue }
                try await act(office.hall.manageStaff, office.ola, ida, office)
                #expect(try await Self.count(kind, office) == 1, "\(kind) again")
            }
            // There was no factor to forget.
            try await Self.resetFactor(office.hall.manageStaff, office.ola, ida, office)
            #expect(try await Self.count(.factorReset, office) == 0)
            let granted = try await office.hall.auditStore.queue(limit: 99).waiting.first { $0.kind == "role.granted" }
            #expect(
                [granted?.actor, granted?.role, granted?.object, granted?.part] == [
                    "staff/\(office.ida)", "administrator", "staff/\(office.ola)", "auditor",
                ]
            )
        }
    }

    private static func count(_ kind: AuditKind, _ office: Office) async throws -> Int {
        try await office.hall.auditStore.queue(limit: 99).waiting.count { $0.kind == kind.rawValue }
    }

    @Test("A town keeps its last administrator", arguments: Engine.available)
    func lastAdministrator(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (manage, town, now) = (office.hall.manageStaff, office.town, office.hall.now)
            let command = StaffAuthority(command: "ratusz staff")
            let new = NewStaff(
                name: try PersonName(typed: "Ela Próbna"),
                login: try EmailAddress(typed: "ela@urzad.example"),
                rights: StaffRights([StaffGrant(.administrator)])
            )
            // Somebody who cannot sign in yet does not count.
            _ = try await manage.invite(new, by: command, in: town, at: now)
            try await manage.close(office.jan, by: command, in: town, at: now)
            await #expect(throws: StaffFailure.lastAdministrator) {
                try await manage.close(office.ida, by: command, in: town, at: now)
            }
            await #expect(throws: StaffFailure.lastAdministrator) {
                try await manage.revoke(StaffGrant(.administrator), of: office.ida, by: command, in: town, at: now)
            }
            try await manage.reopen(office.jan, by: command, in: town, at: now)
            try await manage.close(office.ida, by: command, in: town, at: now)
        }
    }

    @Test("Of two administrators who dismiss each other at once, one stays", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let (one, two) = (try await place.open(), try await place.open())
            let office = try await Self.office(one)
            let other = try TestTownHall(two, office.town)
            let duels = [(office.hall, office.ida, office.jan), (other, office.jan, office.ida)]
            let failures = await withTaskGroup(of: Bool.self) { group in
                for (hall, judge, judged) in duels {
                    group.addTask {
                        do {
                            let authority = try office.authority(of: judge)
                            try await hall.manageStaff.close(
                                judged,
                                by: authority,
                                in: office.town,
                                at: office.hall.now
                            )
                            return false
                        } catch {
                            return true
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(failures == 1)
            let people = try await office.hall.staff.people(in: office.town.id)
            #expect(people.count { $0.standing == .closed } == 1)
            await two.close()
        }
    }

    @Test("A closed account loses its sessions at once and lets nobody in", arguments: Engine.available)
    func closing(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            let session = try await office.signIn("ola@urzad.example")
            let ida = try office.authority(of: office.ida)
            try await hall.manageStaff.close(office.ola, by: ida, in: town, at: hall.now)
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signIn.session(session, in: town, at: hall.now)
            }
            await #expect(throws: AccountFailure.wrongLoginOrPassword) { try await office.signIn("ola@urzad.example") }
            await #expect(throws: StaffFailure.notFound) {
                try await hall.manageStaff.inviteAgain(office.ola, by: ida, in: town, at: hall.now)
            }
            try await hall.manageStaff.reopen(office.ola, by: ida, in: town, at: hall.now)
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signIn.session(session, in: town, at: hall.now)
            }
            _ = try await office.signIn("ola@urzad.example")
        }
    }

    @Test("A link sets a password once, for three days, and a newer one takes its place", arguments: Engine.available)
    func joining(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            let ida = try office.authority(of: office.ida)
            let new = NewStaff(
                name: try PersonName(typed: "Ela Próbna"),
                login: try EmailAddress(typed: "ela@urzad.example"),
                rights: StaffRights([StaffGrant(.moderator)])
            )
            let (id, lost) = try await hall.manageStaff.invite(new, by: ida, in: town, at: hall.now)
            await #expect(throws: AccountFailure.wrongLoginOrPassword) { try await office.signIn("ela@urzad.example") }
            let link = try await hall.manageStaff.inviteAgain(id, by: ida, in: town, at: hall.now)
            await Self.expectUseless(lost, office)
            await #expect(throws: PasswordFailure.tooShort) {
                try await hall.joinOffice(link, password: Password(typed: "x"), request: "r", in: town, at: hall.now)
            }
            hall.clock.advance(.hours(72) - .milliseconds(1))
            #expect(try await hall.joinOffice.login(link, in: town, at: hall.now).text == "ela@urzad.example")
            let step = try await hall.joinOffice(link, password: .ofStaff, request: "r", in: town, at: hall.now)
            let signed = try await hall.signIn.session(step.session, in: town, at: hall.now)
            #expect(signed.staff.rights == new.rights)
            await Self.expectUseless(link, office)
            let late = try await hall.manageStaff.inviteAgain(id, by: ida, in: town, at: hall.now)
            hall.clock.advance(.hours(72))
            await Self.expectUseless(late, office)
        }
    }

    private static func expectUseless(_ link: Token, _ office: Office) async {
        let (hall, town) = (office.hall, office.town)
        await #expect(throws: AccountFailure.wrongLink) {
            try await hall.joinOffice(link, password: .ofStaff, request: "r", in: town, at: hall.now)
        }
    }

    @Test("A new password ends the sessions that were open", arguments: Engine.available)
    func newPassword(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            let session = try await office.signIn("ola@urzad.example")
            let link = try await hall.manageStaff.inviteAgain(
                office.ola,
                by: try office.authority(of: office.ida),
                in: town,
                at: hall.now
            )
            _ = try await hall.joinOffice(link, password: .ofStaff, request: "r", in: town, at: hall.now)
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signIn.session(session, in: town, at: hall.now)
            }
        }
    }

    @Test(
        "What a town does not have, and limits that limit nothing, are refused in words",
        arguments: Engine.available,
        [
            (StaffGrant(.operator, unit: ID("nowhere")), StaffFailure.unitUnknown),
            (StaffGrant(.operator, categories: [ID("nothing")]), .categoryUnknown),
            (StaffGrant(.administrator, unit: ID("roads")), .notLimitable), (StaffGrant(.platformOwner), .ownersOnly),
        ]
    )
    func refused(_ engine: Engine, row: (StaffGrant, StaffFailure)) async throws {
        try await Self.with(engine) { office in
            await #expect(throws: row.1) {
                try await office.hall.manageStaff.grant(
                    row.0,
                    to: office.ola,
                    by: try office.authority(of: office.ida),
                    in: office.town,
                    at: office.hall.now
                )
            }
        }
    }

    @Test("An administrator has no hand in the account of a platform owner", arguments: Engine.available)
    func owners(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (manage, town, now) = (office.hall.manageStaff, office.town, office.hall.now)
            let command = StaffAuthority(command: "ratusz staff grant")
            try await manage.grant(StaffGrant(.platformOwner), to: office.jan, by: command, in: town, at: now)
            let ida = try office.authority(of: office.ida)
            for (kind, act) in Self.acts + [(.staffInvited, Self.sendInvitation)] {
                await #expect(throws: StaffFailure.ownersOnly, "\(kind)") {
                    try await act(manage, office.jan, ida, office)
                }
            }
            let rights = StaffRights([StaffGrant(.platformOwner)])
            let jan = try StaffAuthority(Caller(office.jan, rights, request: "test"))
            try await manage.grant(StaffGrant(.platformOwner), to: office.ola, by: jan, in: town, at: now)
        }
    }

    @Test("Without the right to it nobody gets as far as that", arguments: StaffRole.allCases)
    func authority(role: StaffRole) {
        let caller = Caller(ID("x"), StaffRights([StaffGrant(role)]), request: nil)
        let isAllowed = (try? StaffAuthority(caller)) != nil
        #expect(isAllowed == [.administrator, .platformOwner].contains(role))
    }
}
