import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What a rule about abuse says of a report, and what such a rule may say.
@Suite struct AbuseRuleTests {
    private static func rules(_ name: String = "suprasl") throws -> AbuseRules {
        try #require(try ProjectTown.named(name).reports.abuse)
    }

    @Test(
        "A report waits from the first that is more than the rule allows",
        arguments: [
            (.network, 19, nil), (.network, 20, AsideReason(rule: .network, found: 21, allowed: 20)),
            (.device, 7, nil), (.device, 8, AsideReason(rule: .device, found: 9, allowed: 8)),
            (.alike, 4, nil), (.alike, 5, AsideReason(rule: .alike, found: 6, allowed: 5)),
            (.words, 0, nil), (.words, 2, AsideReason(rule: .words, found: 2, allowed: 0)),
            (.refusals, 1, nil), (.refusals, 2, AsideReason(rule: .refusals, found: 2, allowed: 1)),
            (.watch, 0, nil), (.watch, 1, AsideReason(rule: .watch, found: 1, allowed: 0)),
        ] as [(AbuseRule, Int, AsideReason?)]
    )
    func limits(rule: AbuseRule, count: Int, reason: AsideReason?) throws {
        var evidence = AbuseEvidence()
        switch rule {
        case .network: evidence.fromNetwork = count
        case .device: evidence.fromDevice = count
        case .alike: evidence.alike = count
        case .words: evidence.words = count
        case .refusals: evidence.refusals = count
        case .watch: evidence.watches = count
        }
        #expect(try Self.rules().reasons(evidence) == [reason].compactMap(\.self))
    }

    @Test("All rules that a report meets are named, and one that the town has not is none")
    func several() throws {
        var evidence = AbuseEvidence()
        (evidence.fromNetwork, evidence.words, evidence.watches) = (500, 1, 1)
        #expect(try Self.rules().reasons(evidence).map(\.rule) == [.network, .words, .watch])
        let none = ProjectTown.Change("rules.json5", "      watch: { days: 30 },\n", "")
        let town = try ProjectTown.named("suprasl", none)
        #expect(town.reports.abuse?.reasons(evidence).map(\.rule) == [.network, .words])
    }

    @Test(
        "A report goes on by itself after the hours of the rule, but before the last day of a term of the office",
        arguments: [(nil, 24), ("2026-04-30", 24), ("2026-04-28", 14), ("2026-04-27", 0)] as [(String?, Int64)]
    )
    func until(due: String?, hours: Int64) throws {
        let town = try ProjectTown.named("demo")
        let now = town.clock.instant(of: CivilDate(2026, 4, 27), at: try #require(TimeOfDay("10:00")))
        let terms = try due.map { day in
            ReportDeadline(
                name: .verify,
                startedOn: CivilDate(2026, 4, 20),
                within: try Period("3 working days"),
                due: try #require(CivilDate(day)),
                revision: 1,
                endsAt: [.accepted],
                clause: Clause("§4.1")
            )
        }
        let aside = Aside(try Self.rules("demo"), terms.map { [$0] } ?? [], from: now, by: town.clock)
        #expect(aside.until == now + .hours(hours))
    }

    @Test(
        "Addresses of one network are one network, whatever way they are written",
        arguments: [
            ("203.0.113.7", "203.0.113.250", true), ("203.0.113.7", "203.0.112.7", false),
            ("::ffff:203.0.113.7", "203.0.113.9", true), ("2001:db8:1::1", "2001:db8:1:ffff::2", true),
            ("2001:db8:1::1", "2001:db8:2::1", false), ("2001:0DB8:0001:0:0:0:0:1", "2001:db8:1::9", true),
            ("fe80::1%eth0", "fe80::2", true), ("203.0.113.7", "2001:db8::1", false),
        ]
    )
    func networks(one: String, other: String, isSame: Bool) throws {
        let networks = try [one, other].map { try #require(NetworkAddress($0)).network(ipv4: 24, ipv6: 48) }
        #expect((networks[0] == networks[1]) == isSame)
    }

    @Test("What is no address is no network", arguments: ["unknown", "", "1.2.3", "1.2.3.256", "1::2::3", "12345::"])
    func noNetwork(text: String) { #expect(NetworkAddress(text) == nil) }

    @Test("A network is as wide as the town says")
    func width() throws {
        let (one, other) = (try #require(NetworkAddress("10.0.1.0")), try #require(NetworkAddress("10.0.0.255")))
        #expect(one.network(ipv4: 24, ipv6: 48) != other.network(ipv4: 24, ipv6: 48))
        #expect(one.network(ipv4: 23, ipv6: 48) == other.network(ipv4: 23, ipv6: 48))
        #expect(one.network(ipv4: 32, ipv6: 48) != one.network(ipv4: 24, ipv6: 48))
    }

    @Test(
        "A word of the list is found whatever its case and accents, and not as a part of another",
        arguments: [
            (["żółw"], "Widziałem ZÓŁWIA.", 0), (["żółw*"], "Widziałem ZÓŁWIA.", 1), (["zolw"], "Oto żółw!", 1),
            (["kasyno.example"], "Wejdź na https://KASYNO.example/gra", 1),
            (["kasyno.example"], "mojekasyno.example", 0), (["szybka pożyczka"], "Szybka pozyczka i kasyno", 1),
            (["казино*"], "Найкраще КАЗИНОм", 1), (["a*b"], "a b", 0), ([], "cokolwiek", 0),
        ] as [([String], String, Int)]
    )
    func words(list: [String], text: String, count: Int) { #expect(ForbiddenWords(list).count(in: text) == count) }

    private static let story = """
        Od trzech tygodni na rogu ulicy Zmyślonej i placu Wymyślonego leży sterta gruzu po remoncie, przez którą nie da się \
        przejechać wózkiem, a wieczorem nikt jej nie widzi, bo latarnia obok też nie świeci.
        """

    @Test("The same text a little changed is nearly the same, another one is not")
    func sketches() throws {
        func sketch(_ text: String, key: UInt64 = 7) throws -> TextSketch {
            try #require(TextSketch(TextLikeness(text), key: key))
        }
        let one = try sketch(Self.story)
        #expect(try one.similarity(to: sketch(Self.story.uppercased() + " !!!")) == 1)
        #expect(try one.similarity(to: sketch(Self.story.replacing("trzech", with: "czterech"))) > 0.85)
        let other = """
            W parku przy stawie ktoś połamał ławki i wyrwał tablicę z planem ścieżek; dzieci bawią się obok odłamków, \
            więc prosimy o szybkie sprzątnięcie i nowe siedziska.
            """
        #expect(try one.similarity(to: sketch(other)) < 0.2)
        #expect(try one.similarity(to: sketch(Self.story, key: 8)) < 0.1)
        #expect(try one.bytes.count <= 256 && sketch(other).bytes.count == 256)
    }

    @Test("Few words say nothing: many people write the same about the same lamp")
    func shortText() { #expect(TextSketch(TextLikeness("Nie świeci latarnia."), key: 7) == nil) }

    @Test(
        "A rule that cannot be kept is refused",
        arguments: [
            ("network: { most: 20,", "network: { most: 0,", "network.most"),
            ("hours: 24, ipv4: 24", "hours: 73, ipv4: 24", "network.hours"), ("ipv4: 24", "ipv4: 7", "network.ipv4"),
            ("ipv6: 48", "ipv6: 65", "network.ipv6"), ("most: 8, hours: 24", "most: 8, hours: 0", "device.hours"),
            ("similarity: 0.9", "similarity: 0.4", "alike.similarity"), ("\"viagra\"", "\"v*\"", "words[2]"),
            ("refusals: { from: 2", "refusals: { from: 0", "refusals.from"),
            ("watch: { days: 30", "watch: { days: 0", "watch.days"),
            ("judge: { hours: 48", "judge: { hours: 80", "judge.hours"),
            ("refusals:", "never: [\"street-lamp\"], refusals:", "never"),
        ]
    )
    func faults(old: String, new: String, path: String) throws {
        let change = ProjectTown.Change("rules.json5", old, new)
        #expect(throws: FileFaults.self) { try ProjectTown.named("suprasl", change) }
        do { _ = try ProjectTown.named("suprasl", change) } catch let faults as FileFaults {
            #expect("\(faults)".contains("reports.abuse.\(path)"))
        }
    }

    @Test("The grounds of a refusal are the kinds that the regulation names, or that it is against the law")
    func grounds() throws {
        let six: [RejectionReason] = [.offensive, .hateful, .pornographic, .totalitarian, .violent, .spam]
        #expect(try ProjectTown.named("suprasl").abuseGrounds == six)
        #expect(try ProjectTown.named("demo").abuseGrounds == [.unlawful])
    }

    @Test("Nobody but moderators looks at a report that waits, and they only look and judge")
    func rights() throws {
        let town = try ProjectTown.named("demo")
        let category = try #require(town.categories.first)
        let number = ReportNumber(year: 2026, sequence: 1)
        var report = Report(receiving: ID("r1"), number: number, in: category, of: nil, at: .monday, by: town)
        report.aside = Aside(until: .monday + .hours(1))
        func caller(_ role: StaffRole) -> Caller {
            Caller(.officer, StaffRights([StaffGrant(role)]), request: nil)
        }
        let waiting = report
        for right in OfficeRight.allCases {
            #expect(!caller(.operator).may(right, on: waiting))
            #expect(caller(.moderator).may(right, on: waiting) == [.viewReports, .judgeAside].contains(right))
            #expect(caller(.unitHead).may(right, on: waiting) == [.viewReports, .judgeAside].contains(right))
        }
        #expect(throws: AccountFailure.putAside) { try caller(.operator).using(.viewReports, on: waiting) }
        #expect(throws: AccountFailure.putAside) { try caller(.moderator).using(.noteReports, on: waiting) }
        #expect(throws: AccountFailure.putAside) { try caller(.unitHead).using(.decideReports, on: waiting) }
        try report.release()
        #expect(caller(.operator).may(.viewReports, on: report))
        #expect(throws: AbuseFailure.judged(number, .new)) { try report.release() }
    }
}
