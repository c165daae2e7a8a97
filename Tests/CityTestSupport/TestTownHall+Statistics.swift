public import CityDomain
public import CityStorage

extension TestTownHall {
    public var statistics: SQLStatisticsStore { SQLStatisticsStore(database: database) }
    public var readStatistics: ReadStatistics { ReadStatistics(store: statistics) }
    public var publishStatistics: PublishStatistics { PublishStatistics(store: statistics) }
    public var keepStatistics: KeepStatistics { KeepStatistics(store: statistics, vault: vault) }
}
