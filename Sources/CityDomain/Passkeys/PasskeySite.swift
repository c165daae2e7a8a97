import CityKit

/// Where the passkeys of a town work. Browsers bind each to the host, and say in each answer which origin asked.
public struct PasskeySite: Sendable, Equatable {
    /// Without a port; "relying party ID" in WebAuthn.
    public let host: String
    /// Scheme, host and port as browsers write them.
    public let origin: String

    /// - Parameter address: scheme, host and port; a port that the scheme has anyway is left out.
    public init(address: String) {
        let parts = address.split(separator: "/", maxSplits: 1)
        let scheme = parts.first.map(String.init)?.lowercased() ?? ""
        let authority = (parts.dropFirst().first ?? "").drop { $0 == "/" }.prefix { $0 != "/" }.lowercased()
        let usual = scheme == "https:" ? ":443" : ":80"
        let place = authority.hasSuffix(usual) ? String(authority.dropLast(usual.count)) : authority
        let isNumber = place.hasPrefix("[")
        let host = isNumber ? place.prefix { $0 != "]" } + "]" : place.prefix { $0 != ":" }
        self.host = String(host)
        origin = "\(scheme)//\(place)"
    }
}

extension TownAddresses {
    func passkeySite(of town: ID<Municipality>) -> PasskeySite { PasskeySite(address: own[town] ?? shared) }
}
