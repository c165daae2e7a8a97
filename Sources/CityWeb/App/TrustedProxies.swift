import Hummingbird

/// Whose forwarded headers count. Anybody can write such a header; only a proxy we know tells the truth.
public struct TrustedProxies: Sendable, Equatable {
    let addresses: Set<String>

    public init(_ addresses: some Sequence<String>) { self.addresses = Set(addresses) }

    /// The address of the browser: what the nearest trusted proxy says, else the other end of the connection.
    func client(of request: Request, peer: String?) -> String {
        guard let peer else { return "unknown" }
        guard addresses.contains(peer), let forwarded = request.headers[.forwardedFor] else { return peer }
        let hops = forwarded.split(separator: ",").map { $0.filter { $0 != " " } }
        return hops.last { !addresses.contains($0) } ?? peer
    }
}

extension Site {
    /// The network an attempt comes from, to count attempts by.
    func network(of request: Request, _ context: CityContext) -> String {
        proxies.client(of: request, peer: context.peer?.ipAddress)
    }
}
