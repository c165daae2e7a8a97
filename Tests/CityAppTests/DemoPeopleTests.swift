import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityApp

@Suite struct DemoPeopleTests {
    @Test("A demonstration settles its people and reports once, and says where to go", arguments: Engine.available)
    func settling(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run(TestInstallation.allTowns) { composition in
                let people = DemoPeople(composition)
                try await people.settle()
                try await people.settle()
                var open: [String: Int] = [:]
                for town in composition.towns.all {
                    open[town.id.rawValue] = try await composition.reportInbox.counts(
                        on: CivilDate(2026, 4, 27),
                        in: town
                    )[.open]
                }
                let expected = [
                    "biale-blota": 0, "demo": 6, "kielce": 6, "kremenchuk": 0, "siedlce": 0, "suprasl": 5,
                ]
                #expect(open == expected)
                try await Self.expectPublished(composition)
                let welcome = people.welcome
                for town in composition.towns.all {
                    #expect(welcome.contains("https://ratusz.example/\(town.id)\n"))
                    let takesReports = town.profile.modules.contains(.reports)
                    #expect(welcome.contains("https://ratusz.example/\(town.id)/office") == takesReports)
                }
                #expect(welcome.contains("https://ratusz.example/_demo/mailbox"))
                try await Self.expectColleagues(composition)
                try await Self.expectSignIn(welcome, composition)
            }
        }
    }

    /// Who reads the welcome can sign in, with the password alone.
    private static func expectSignIn(_ welcome: String, _ composition: Composition) async throws {
        let line = try #require(welcome.firstMatch(of: #/\/kielce\/office  (\S+)  (\S+)/#))
        let town = try composition.town("kielce")
        let now = composition.foundations.clock.now
        let signIn = try Composition(composition.foundations, isDemo: true).signIn
        let (login, password) = (String(line.1), Password(typed: String(line.2)))
        let step = try await signIn(
            login: login,
            password: password,
            network: "n",
            request: "test",
            in: town,
            at: now
        )
        let rights = try await signIn.session(step.session, in: town, at: now).staff.rights
        #expect(rights.have(.viewReports) && rights.have(.manageStaff))
    }

    /// Each of the others has one role, which does not reach beyond it.
    private static func expectColleagues(_ composition: Composition) async throws {
        let town = try composition.town("kielce")
        let now = composition.foundations.clock.now
        let signIn = try Composition(composition.foundations, isDemo: true).signIn
        for colleague in DemoColleague.all.dropFirst() {
            let step = try await signIn(
                login: colleague.address(in: town),
                password: Password(typed: "ratusz-na-probe"),
                network: "n",
                request: "test",
                in: town,
                at: now
            )
            let rights = try await signIn.session(step.session, in: town, at: now).staff.rights
            #expect(rights.grants.map(\.role) == [colleague.role])
            #expect(rights.unit == (colleague.role == .unitHead ? town.units.first?.id : nil))
        }
    }

    /// Lists and maps have something to show.
    private static func expectPublished(_ composition: Composition) async throws {
        let store = SQLPublicReportStore(database: composition.foundations.database)
        for name in ["demo", "kielce", "suprasl"] {
            let published = try await store.entries(PublicQuery(limit: 9), in: ID(name)).elements
            let ideas = name == "suprasl" ? [] : ["accepted"]
            #expect(published.map(\.status.rawValue).sorted() == ideas + ["accepted", "done", "inProgress"])
            #expect(published.allSatisfy { $0.point != nil })
        }
        let town = try composition.town("demo")
        let query = QuestionQuery(limit: 9)
        let answers = try await composition.readQuestions(query, for: .everyone, in: town).elements
        #expect(answers.count == 2)
    }
}
