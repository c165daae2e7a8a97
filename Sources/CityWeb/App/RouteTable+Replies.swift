import CityDomain

extension RouteTable {
    /// The private thread of a report: what its reporter writes, and what the office does with it.
    static let ofThreads =
        lines(.link, "POST z/:number/:secret/message")
        + lines(
            .right(.askReporters),
            """
            POST office/reports/:number/thread
            POST office/reports/:number/thread/see
            """
        )
        + lines(.right(.viewContacts), "GET office/reports/:number/thread/:message/mail")
        + lines(.right(.viewReports), "GET office/reports/:number/thread/:message/photos/:photo/:size")
}
