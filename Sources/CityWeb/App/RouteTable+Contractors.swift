import CityDomain

extension RouteTable {
    /// The register of contractors, the work that they are given, and what they find behind the link in a letter.
    static let ofContractors =
        lines(
            .link,
            """
            GET commission/:commission/:token
            POST commission/:commission/:token
            POST commission/:commission/:token/accept
            POST commission/:commission/:token/decline
            POST commission/:commission/:token/done
            POST commission/:commission/:token/ask
            GET commission/:commission/:token/photos/:photo/:size
            """
        )
        + lines(
            .right(.manageContractors),
            """
            GET office/contractors
            GET office/contractors/new
            POST office/contractors/new
            GET office/contractors/:contractor
            POST office/contractors/:contractor
            POST office/contractors/:contractor/close
            POST office/contractors/:contractor/reopen
            POST office/contractors/:contractor/erase
            """
        )
        + lines(
            .right(.commissionWork),
            """
            GET office/reports/:number/commissions/new
            POST office/reports/:number/commissions/new
            POST office/reports/:number/commissions/:commission/reply
            POST office/reports/:number/commissions/:commission/sendBack
            POST office/reports/:number/commissions/:commission/withdraw
            POST office/reports/:number/commissions/:commission/see
            """
        )
        + lines(.right(.viewReports), "GET office/reports/:number/commissions/:commission/photos/:photo/:size")
}
