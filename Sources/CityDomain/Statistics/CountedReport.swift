public import CityKit

/// What the statistics know of a report. It has no room for anything that its reporter wrote or is.
public struct CountedReport: Sendable, Equatable {
    public let category: ID<Category>
    public let unit: ID<Unit>
    public let kind: ReportKind
    public let status: ReportStatus
    public let receivedOn: CivilDate
    /// When its handling ended; nil while it is open.
    public let endedOn: CivilDate?
    public let ground: StatisticGround?
    /// Where it is, once everybody may read it.
    public let area: MapCell?
    /// The part of the town that the place is in; nil until it was sorted, and where the town has no districts.
    public let district: CountedDistrict?
    public let deadlines: [ReportDeadline]
    /// What the reporter said of its last ending; nil while nothing was said.
    public let satisfaction: Satisfaction?

    public init(
        category: ID<Category>,
        unit: ID<Unit>,
        kind: ReportKind,
        status: ReportStatus,
        receivedOn: CivilDate,
        endedOn: CivilDate?,
        ground: StatisticGround?,
        area: MapCell?,
        district: CountedDistrict? = nil,
        deadlines: [ReportDeadline],
        satisfaction: Satisfaction? = nil
    ) {
        self.category = category
        self.unit = unit
        self.kind = kind
        self.status = status
        self.receivedOn = receivedOn
        self.endedOn = endedOn
        self.ground = ground
        self.area = area
        self.district = district
        self.deadlines = deadlines
        self.satisfaction = satisfaction
    }

    /// The report as it stands.
    ///
    /// - Parameters:
    ///   - place: where its public text says it is; nil while nothing is public.
    ///   - district: as the place was sorted.
    public init(
        _ report: Report,
        at place: Coordinate?,
        in district: CountedDistrict? = nil,
        by clock: LocalClock,
        _ satisfaction: Satisfaction? = nil
    ) {
        self.init(
            category: report.category,
            unit: report.unit,
            kind: report.kind,
            status: report.status,
            receivedOn: clock.date(of: report.receivedAt),
            endedOn: report.endedAt.map(clock.date),
            ground: report.ground,
            area: place.map(StatisticArea.square),
            district: district,
            deadlines: report.deadlines,
            satisfaction: satisfaction
        )
    }

    /// A report on its way into the store.
    public init(_ report: NewReport) {
        self.init(
            category: report.category,
            unit: report.unit,
            kind: report.kind,
            status: .new,
            receivedOn: report.receivedOn,
            endedOn: nil,
            ground: nil,
            area: nil,
            deadlines: report.deadlines
        )
    }

    /// Everything that is counted of it, each once.
    public var facts: [StatisticFact] {
        let received = CivilMonth(of: receivedOn)
        var facts = [fact(received, .received(status, ground: ground))]
        if let endedOn {
            facts.append(fact(CivilMonth(of: endedOn), .handled(days: max(0, endedOn - receivedOn))))
            if let satisfaction { facts.append(fact(CivilMonth(of: endedOn), .satisfaction(satisfaction))) }
        }
        if let area { facts.append(fact(received, .area(area))) }
        if let district { facts.append(fact(received, .district(district))) }
        // The others are not the office's.
        return facts
            + deadlines.filter(\.name.isOfOffice).map {
                fact(CivilMonth(of: $0.startedOn), .term($0.name, $0.statisticState))
            }
    }

    private func fact(_ month: CivilMonth, _ what: StatisticFact.What) -> StatisticFact {
        StatisticFact(month: month, category: category, unit: unit, kind: kind, what: what)
    }
}

extension ReportDeadline {
    fileprivate var statisticState: StatisticFact.TermState {
        if isHeld { return .held }
        guard let endedOn else { return .running(due: due) }
        return endedOn > due ? .late : .inTime
    }
}

extension Report {
    /// Why it was rejected or closed; nil for a report in another status.
    public var ground: StatisticGround? {
        let line = history.last { $0.status == status && $0.ground != nil }
        return status == .rejected || status == .closed ? line?.ground : nil
    }
}

extension ReportEvent {
    fileprivate var ground: StatisticGround? {
        switch act {
        case .rejected(let reason, _): .rejected(reason)
        case .closed(let reason): .closed(reason)
        default: nil
        }
    }
}
