import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct TermDaysTests {
    /// A strip of days in one line: number or nothing, and a sign: `*` event, `-` passed over, `=` held, `!` last.
    @Test(
        "The strip shows each day from the event to the end",
        arguments: [
            (Period.workingDays(3), "2025-12-22", "", "22:0* 23:1 24:- 25:- 26:- 27:- 28:- 29:2 30:3!"),
            (.workingDays(1), "2026-06-05", "", "5:0* 6:- 7:- 8:1!"),
            (
                .workingDays(3), "2025-12-17", "2025-12-19..2025-12-22",
                "17:0* 18:1 19:= 20:= 21:= 22:= 23:2 24:- 25:- 26:- 27:- 28:- 29:3!"
            ),
            (.workingDays(3), "2025-12-17", "2025-12-19..", "17:0* 18:1 19:="),
            (.workingDays(3), "2025-12-17", "2025-12-17..", "17:0*"),
            (.days(7), "2025-12-19", "", "19:0* 20:1 21:2 22:3 23:4 24:5 25:6 26:7- 27:- 28:- 29:!"),
            (.days(3), "2025-12-08", "", "8:0* 9:1 10:2 11:3!"),
            (.days(3), "2025-12-08", "2025-12-09..2025-12-11", "8:0* 9:1 10:= 11:= 12:2 13:3- 14:- 15:!"),
            (.days(3), "2025-12-08", "2025-12-09..", "8:0* 9:1"),
            (.days(5), "2025-12-08", "2025-12-15..2025-12-17", "8:0* 9:1 10:2 11:3 12:4 13:5- 14:- 15:- 16:= 17:!"),
        ]
    )
    func strip(period: Period, start: String, wait: String, strip: String) throws {
        let term = Term(period, from: try #require(CivilDate(start)), waits: try waits(wait))
        let days = try term.days(in: .poland())
        #expect(days.map(cell).joined(separator: " ") == strip)
    }

    @Test("A day off says why")
    func reasons() throws {
        let closed = ClosedDay(CivilDate(2025, 12, 29), name: LocalizedText([.polish: "za 1 listopada"]))
        let days = try Term(.workingDays(2), from: CivilDate(2025, 12, 23)).days(in: .poland(closed: [closed]))
        #expect(
            days.map(\.off?.text) == [
                nil, .localized(christmasEve), .localized(christmas), .localized(secondDay), Text("day_off.saturday"),
                Text("day_off.sunday"),
                Text(
                    "day_off.office_closed_for",
                    ["name": .text(.localized(LocalizedText([.polish: "za 1 listopada"])))]
                ),
                nil, nil,
            ]
        )
    }

    private let christmasEve = LocalizedText([
        .polish: "Wigilia Bożego Narodzenia", .ukrainian: "Святвечір", .english: "Christmas Eve",
    ])
    private let christmas = LocalizedText([
        .polish: "pierwszy dzień Bożego Narodzenia", .ukrainian: "перший день Різдва", .english: "Christmas Day",
    ])
    private let secondDay = LocalizedText([
        .polish: "drugi dzień Bożego Narodzenia", .ukrainian: "другий день Різдва", .english: "Second day of Christmas",
    ])

    private func cell(_ day: TermDay) -> String {
        let sign =
            switch day.role {
            case .event: "*"
            case .counted: ""
            case .passedOver: "-"
            case .held: "="
            case .last: "!"
            }
        return "\(day.date.day):\(day.number.map(String.init) ?? "")\(sign)"
    }

    private func waits(_ text: String) throws -> [Wait] {
        guard !text.isEmpty else { return [] }
        let days = text.split(separator: "..", omittingEmptySubsequences: false).map { CivilDate(String($0)) }
        let askedOn = try #require(days[0])
        return [try #require(Wait(askedOn: askedOn, answeredOn: days[1]))]
    }
}
