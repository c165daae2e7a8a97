import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct StaffRightsTests {
    @Test("Every role has its row in the table, and every right of the office somebody who has it")
    func table() {
        #expect(Set(StaffRole.table.keys) == Set(StaffRole.allCases))
        let given = StaffRole.table.values.reduce(into: Set<OfficeRight>()) { $0.formUnion($1) }
        // Programs alone manage webhooks.
        #expect(given == Set(OfficeRight.allCases).subtracting([.manageWebhooks]))
    }

    @Test(
        "Those who read change nothing, but for a data protection officer, who answers requests about data",
        .clause("siedlce/§2.4"),
        arguments: [StaffRole.auditor, .dataProtectionOfficer]
    )
    func readers(role: StaffRole) {
        let besides: Set<OfficeRight> = role == .auditor ? [] : [.handleRights]
        #expect(
            role.rights.subtracting([.viewReports, .viewContacts, .viewStatistics, .viewQueue, .viewAudit]) == besides
        )
    }

    @Test("Managing people is the business of administrators and platform owners alone", .clause("siedlce/§2.5"))
    func administrators() {
        #expect(StaffRole.allCases.filter { $0.rights.contains(.manageStaff) } == [.administrator, .platformOwner])
    }

    @Test("The same role for the same unit is one, with the categories given last")
    func adding() {
        let roads = ID<Unit>("roads")
        let rights = StaffRights([
            StaffGrant(.moderator), StaffGrant(.operator, unit: roads, categories: [ID("lamp")]),
            StaffGrant(.operator), StaffGrant(.operator, unit: roads, categories: [ID("hole")]),
        ])
        #expect(
            rights.grants == [
                StaffGrant(.operator), StaffGrant(.operator, unit: roads, categories: [ID("hole")]),
                StaffGrant(.moderator),
            ]
        )
    }

    @Test(
        "A role that is limited gives rights about reports and no other",
        arguments: [(OfficeRight.viewReports, true), (.viewQueue, false)]
    )
    func limited(right: OfficeRight, isGiven: Bool) {
        #expect(StaffRights([StaffGrant(.auditor, unit: ID("roads"))]).have(right) == isGiven)
        #expect(StaffRights([StaffGrant(.auditor)]).have(right))
    }

    @Test(
        "A post is read as it was written; words of another program are none",
        arguments: [
            ("operator", StaffPost(role: .operator)), ("unitHead/roads", StaffPost(role: .unitHead, unit: ID("roads"))),
            ("mayor", nil), ("", nil),
        ] as [(String, StaffPost?)]
    )
    func posts(text: String, post: StaffPost?) {
        #expect(StaffPost(text: text) == post)
    }
}
