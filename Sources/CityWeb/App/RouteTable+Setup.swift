extension RouteTable {
    /// The wizard that makes a town; it belongs to none.
    static let ofSetup = [
        RouteRow("GET", "/setup/:token", .link),
        RouteRow("GET", "/setup/:token/brand.css", .link),
        RouteRow("GET", "/setup/:token/done", .link),
        RouteRow("GET", "/setup/:token/:step", .link),
        RouteRow("POST", "/setup/:token/:step", .link),
    ]
}
