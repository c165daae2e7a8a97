import CityDomain

extension RouteTable {
    /// Files of the notes on a case.
    static let ofNotes =
        lines(.right(.viewReports), "GET office/reports/:number/files/:file")
        + lines(.right(.noteReports), "POST office/reports/:number/files/:file/remove")
}
