import CityDomain
import CityKit

/// The terms of a report in words: what the town does and by which day, with the counting one step away.
struct ReportTerms {
    let words: Words
    let town: Municipality

    /// The terms still running, and those that begin with the next step as they would be if that step came on its last
    /// day: dates a resident can rely on.
    func coming(_ report: Report) -> [Track.Entry] {
        report.deadlines.filter { $0.isRunning && !$0.isHeld }.sorted { $0.due < $1.due }.map { entry($0, of: report) }
            + later(report)
    }

    private func entry(_ deadline: ReportDeadline, of report: Report) -> Track.Entry {
        Track.Entry(
            mark: .status(deadline.name.look),
            title: words("report.term.\(deadline.name.rawValue).title"),
            when: """
                \(words("report.term.by")) <b>\(words("report.term.date", ["date": .date(deadline.due)]))</b> · \
                \(words(deadline.within.text))
                """,
            body: """
                <p>\(words("report.term.\(deadline.name.rawValue).text"))</p>
                \(counting(deadline, of: report))
                """,
            time: .future
        )
    }

    /// Terms that begin with acceptance, counted from the last day of the verification.
    private func later(_ report: Report) -> [Track.Entry] {
        guard report.status == .new, !report.isWaiting,
            let verify = report.deadlines.first(where: { $0.name == .verify })
        else {
            return []
        }
        return town.reports.deadlines
            .filter { $0.startsAt == .accepted && $0.binds(kind: report.kind, category: report.category) }
            .map { rule in
                let due = rule.within.end(from: verify.due, in: town.calendar)
                let date = words("report.term.date", ["date": .date(due)])
                return Track.Entry(
                    mark: .status(rule.id.look),
                    title: words("report.term.\(rule.id.rawValue).title"),
                    when: """
                        \(words("report.term.latest")) <b>\(date)</b> · \
                        \(words("report.term.fromAcceptance", ["period": .text(rule.within.text)]))
                        """,
                    body: "<p>\(words("report.term.\(rule.id.rawValue).text"))</p>",
                    time: .future
                )
            }
    }

    /// How the date was found: the days in a strip while they are few, and every step in words.
    func counting(_ deadline: ReportDeadline, of report: Report) -> Disclosure {
        let term = deadline.term(waits: report.waits(by: town.clock), handOvers: report.handOvers(by: town.clock))
        let days = term.days(in: town.calendar)
        let strip = days.count <= 10 ? strip(of: days).html : nil
        let clause = words("report.term.clause", ["clause": .words(deadline.clause.description)])
        return Disclosure(
            question: words("report.term.how"),
            answer: """
                \(strip)
                \(term.explanation(in: town.calendar).html { "<p>\(words($0))</p>\n" })
                <p class="muted">\(clause)</p>
                """
        )
    }

    private func strip(of days: [TermDay]) -> DayStrip {
        DayStrip(
            label: words("report.term.days"),
            days: days.map { day in
                let number = day.number.map { "\($0)." } ?? "–"
                return DayStrip.Day(
                    kind: day.role.kind,
                    weekday: day.date.words(in: words.language, style: .weekdayShort),
                    number: day.date.day,
                    caption: number,
                    spoken: words(
                        "report.term.day.\(day.role.kind.rawValue)",
                        ["date": .date(day.date), "number": .number(day.number ?? 0)]
                    )
                )
            }
        )
    }
}

extension TermDay.Role {
    fileprivate var kind: DayStrip.Kind {
        switch self {
        case .event: .event
        case .counted: .counted
        case .passedOver: .off
        case .held: .paused
        case .last: .last
        }
    }
}

extension DeadlineName {
    var look: StatusLook {
        switch self {
        case .verify: .new
        case .start: .working
        case .closeAsNotFeasible: .closed
        case .finish, .reopened: .done
        case .reply: .waiting
        case .support: .accepted
        case .consider: .working
        }
    }
}

extension ReportStatus {
    var look: StatusLook {
        switch self {
        case .new: .new
        case .accepted: .accepted
        case .inProgress: .working
        case .done: .done
        case .closed: .closed
        case .rejected: .rejected
        }
    }
}
