import CityKit
import Testing

@Suite struct TimePatternTests {
    @Test(
        "A moment is read as the pattern has it",
        arguments: [
            (nil, "2011-07-01 01:32:33", "2011-07-01 5553 -"),
            (nil, "2011-07-01T01:32:33.250Z", "2011-07-01 5553 0"),
            (nil, "2011-07-01T01:32:33+02:00", "2011-07-01 5553 7200"),
            (nil, "2011-07-01 01:32:33-0430", "2011-07-01 5553 -16200"),
            (nil, "2011-07-01", "2011-07-01 0 -"),
            ("dd.MM.yyyy HH:mm", "01.07.2011 23:59", "2011-07-01 86340 -"),
            ("dd.MM.yyyy HH:mm", "01.07.2011", "2011-07-01 0 -"),
            ("d/M/yyyy H:mm", "1/12/2011 9:05", "2011-12-01 32700 -"),
            ("yyyyMMdd", "20110701", "2011-07-01 0 -"),
            ("yyyy-MM-dd 'o' HH", "2011-07-01 'o' 10", "2011-07-01 36000 -"),
            (nil, "2011-02-29", nil), (nil, "2011-07-01 24:00:00", nil), (nil, "2011-07-01 01:60:00", nil),
            (nil, "2011-07-01 01:32:33 x", nil), (nil, "11-07-01", nil), (nil, "", nil), (nil, "2011-07", nil),
            (nil, "2011-07-01 01:32:33+25:00", nil), ("dd.MM.yyyy", "1.7.2011", nil), ("dd.MM.yyyy", "2011-07-01", nil),
        ] as [(String?, String, String?)]
    )
    func reading(format: String?, text: String, expected: String?) throws {
        let pattern = try format.map { try #require(TimePattern($0)) } ?? .standard
        let reading = pattern.reading(text)
        #expect(reading.map { "\($0.date) \($0.secondOfDay) \($0.offset.map(String.init) ?? "-")" } == expected)
    }

    @Test(
        "A pattern names year, month and day once each",
        arguments: [
            ("yyyy-MM-dd", true), ("dd.MM.yyyy HH:mm", true), ("yyyy-MM", false), ("yyyy-MM-dd d", false), ("", false),
        ]
    )
    func patterns(text: String, isGood: Bool) { #expect((TimePattern(text) != nil) == isGood) }

    @Test(
        "A moment without a distance from UTC is one of the clock",
        arguments: [
            ("2014-03-12 23:15:10", "2014-03-12T22:15:10Z"), ("2014-07-12 23:15:10", "2014-07-12T21:15:10Z"),
            ("2014-03-12 23:15:10Z", "2014-03-12T23:15:10Z"), ("2014-03-13 00:15:10+0300", "2014-03-12T21:15:10Z"),
        ]
    )
    func clock(text: String, utc: String) throws {
        let clock = try #require(LocalClock(zone: "Europe/Warsaw"))
        let reading = try #require(TimePattern.standard.reading(text))
        #expect(clock.instant(of: reading).rfc3339 == utc)
    }
}
