import CityDomain

extension RouteTable {
    /// The register of addresses, and the question which of them a reporter means.
    static let ofAddresses: [RouteRow] =
        (AddressSearchRoutes.paths + RenamedStreetRoutes.paths).map { RouteRow("GET", "/:town/\($0)", .everybody) }
        + lines(
            .everybody,
            """
            GET report/address
            POST report/address
            """
        )
        + lines(
            .resident,
            """
            GET account/addresses
            GET account/addresses/new
            POST account/addresses/new
            GET account/addresses/:address
            POST account/addresses/:address
            GET account/addresses/:address/remove
            POST account/addresses/:address/remove
            """
        )
}
