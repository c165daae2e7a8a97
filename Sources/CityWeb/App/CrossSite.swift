import CityKit
import HTTPTypes
import Hummingbird

/// Refuses forms that another site made the browser send.
///
/// Browsers name the relation in `Sec-Fetch-Site`; those that do not send `Origin`. A form with neither comes from no
/// browser a cookie could be stolen from, yet is refused as well.
struct CrossSite: Sendable {
    /// Hosts under which this server's own pages stand, port included where there is one.
    let ownHosts: @Sendable (Request) -> Set<String>

    /// - Throws: `RequestFailure.crossSite`.
    func check(_ request: Request) throws(RequestFailure) {
        if let relation = request.headers[.secFetchSite] {
            guard relation == "same-origin" || relation == "none" else { throw .crossSite }
            return
        }
        guard let origin = request.headers[.origin], let host = origin.split(separator: "/").last,
            ownHosts(request).contains(String(host))
        else { throw .crossSite }
    }
}
