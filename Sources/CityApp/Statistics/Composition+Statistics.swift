import CityDomain
import CityStorage

extension Composition {
    var statistics: SQLStatisticsStore { SQLStatisticsStore(database: foundations.database) }
    var readStatistics: ReadStatistics { ReadStatistics(store: statistics) }
    var publishStatistics: PublishStatistics { PublishStatistics(store: statistics) }
    var keepStatistics: KeepStatistics { KeepStatistics(store: statistics, vault: vault) }
}
