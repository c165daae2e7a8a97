import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct DuplicateProbeTests {
    private static let now = Instant.monday
    private static let north = 1 / 111_195.0

    private static func probe(
        address: String? = nil,
        hasPoint: Bool = true,
        description: String = "Latarnia przy przejściu nie świeci"
    ) -> DuplicateProbe {
        DuplicateProbe(
            category: ID("lamp"),
            relatives: [ID("sign")],
            place: Place(address: address, point: hasPoint ? point(0) : nil, hint: nil),
            description: description,
            at: now
        )
    }

    /// So many metres to the north of the probe.
    private static func point(_ meters: Double) -> Coordinate? {
        Coordinate(latitude: 50 + meters * north, longitude: 20)
    }

    private static func report(
        _ sequence: Int,
        _ category: String = "lamp",
        meters: Double? = 0,
        days: Int64 = 0,
        address: String? = nil
    ) -> EarlierReport {
        EarlierReport(
            number: ReportNumber(year: 2026, sequence: sequence),
            category: ID(category),
            receivedAt: now - .days(days),
            place: Place(address: address, point: meters.flatMap(point), hint: nil)
        )
    }

    private static func order(_ ranked: [DuplicateProbe.Ranked]) -> [Int] { ranked.map(\.report.number.sequence) }

    @Test("The nearest and the newest stand first; at one place and time the higher number")
    func order() {
        let reports = [
            Self.report(1, meters: 200), Self.report(2, meters: 0, days: 300), Self.report(3, meters: 0),
            Self.report(4, meters: 0), Self.report(5, "sign", meters: 0), Self.report(6, meters: 20, days: 1),
        ]
        #expect(Self.order(Self.probe().ranked(reports)) == [4, 3, 6, 2, 1, 5])
        #expect(Self.order(Self.probe().ranked(reports.reversed())) == [4, 3, 6, 2, 1, 5])
    }

    @Test(
        "Only what can be the same thing is ranked",
        arguments: [
            (report(1, meters: 249), true), (report(1, meters: 251), false),
            (report(1, "sign", meters: 49), true), (report(1, "sign", meters: 51), false),
            (report(1, "bench", meters: 0), false),
            (report(1, days: 365), true), (report(1, days: 366), false), (report(1, days: -1), false),
            (report(1, meters: nil), false), (report(1, meters: nil, address: "ul. Zmyślona 21"), false),
        ]
    )
    func limits(report: EarlierReport, isRanked: Bool) {
        #expect(Self.probe().ranked([report]).isEmpty != isRanked)
    }

    @Test("Where many stand, each of them says less; those farther away are no crowd")
    func crowd() {
        let alone = Self.probe().ranked([Self.report(1, meters: 10)])
        let far = Self.probe().ranked([Self.report(1, meters: 10)] + (2..<9).map { Self.report($0, meters: 60) })
        let others = Self.probe().ranked(
            [Self.report(1, meters: 10)] + (2..<9).map { Self.report($0, "sign", meters: 9) }
        )
        let crowded = Self.probe().ranked([Self.report(1, meters: 10)] + (2..<9).map { Self.report($0, meters: 40) })
        #expect(far[0] == alone[0] && others[0] == alone[0])
        #expect(crowded[0].report == alone[0].report && crowded[0].evidence.crowd == 8)
        #expect(crowded[0].score < alone[0].score)
    }

    @Test(
        "Without a point the same house is the same place, and a street is none",
        arguments: [
            ("ul. Zmyślona 21", "Zmyślona 21", true), ("ulica Żółwia 4", "ZOLWIA 4", false),
            ("Żółwia 4", "ul. ZOLWIA 4", true), ("ul. Zmyślona 21", "ul. Zmyślona 12", false),
            ("ul. Zmyślona", "ul. Zmyślona", false), ("21", "21", false), ("ul. Zmyślona 21", nil, false),
        ] as [(String, String?, Bool)]
    )
    func addresses(typed: String, known: String?, isSame: Bool) {
        let ranked = Self.probe(address: typed, hasPoint: false).ranked([Self.report(1, meters: 0, address: known)])
        #expect(ranked.map(\.evidence.meters) == (isSame ? [0] : []))
    }

    @Test("Words can put a report before another one and lift none that says something else")
    func words() {
        let probe = Self.probe()
        let ranked = probe.ranked([Self.report(1, meters: 60), Self.report(2, meters: 30), Self.report(3, meters: 90)])
        let words = [
            ReportNumber(year: 2026, sequence: 1): "Przy przejściu latarnia nie świeci",
            ReportNumber(year: 2026, sequence: 2): "Słup ogłoszeniowy zalany farbą",
        ]
        let again = probe.ranked(ranked, words: words)
        #expect(Self.order(ranked) == [2, 1, 3])
        #expect(Self.order(again) == [1, 2, 3])
        #expect(again[1] == ranked[0] && again[2] == ranked[2])
    }

    @Test("Another category of the group is shown to the office when it says the same, and to nobody when it does not")
    func relatives() {
        let probe = Self.probe()
        let ranked = probe.ranked([Self.report(1, "sign", meters: 5)])
        let same = probe.ranked(ranked, words: [ranked[0].report.number: "Latarnia przy przejściu nie świeci"])
        #expect(ranked[0].score < SimilarRules.standard.office)
        #expect(same[0].score > SimilarRules.standard.office)
        #expect(same[0].score < SimilarRules.standard.resident)
    }

    @Test(
        "Other categories are left out where no words could bring them above the threshold",
        arguments: [(0.0, true), (0.3, true), (0.32, false), (0.45, false), (1.0, false)]
    )
    func narrowed(threshold: Double, keepsRelatives: Bool) {
        let narrow = Self.probe().narrowed(to: threshold)
        #expect(narrow.relatives == (keepsRelatives ? Self.probe().relatives : []))
        #expect(narrow.category == Self.probe().category && narrow.place == Self.probe().place)
    }
}
