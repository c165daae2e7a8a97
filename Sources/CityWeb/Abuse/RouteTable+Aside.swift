import CityDomain

extension RouteTable {
    /// Of moderators.
    static let aside = lines(
        .right(.judgeAside),
        """
        GET office/aside
        GET office/aside/judge
        POST office/aside/judge
        GET office/aside/watch/:number
        POST office/aside/watch/:number
        GET office/watches
        POST office/watches/:watch/end
        """
    )
}
