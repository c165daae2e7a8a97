public import CityKit

/// Under which address residents reach each town.
public struct TownAddresses: Sendable, Equatable {
    /// Scheme, host and port without a slash at the end; towns stand under it by path.
    public let shared: String
    /// Towns with a host of their own.
    let own: [ID<Municipality>: String]

    public init(shared: String, own: [ID<Municipality>: String] = [:]) {
        self.shared = shared.hasSuffix("/") ? String(shared.dropLast()) : shared
        self.own = own.mapValues { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    /// What stands before the paths of the town's pages.
    public func base(of town: ID<Municipality>) -> String { own[town] == nil ? "/\(town)" : "" }

    /// The whole address of a page.
    public func link(to page: String, of town: ID<Municipality>) -> String {
        let root = own[town] ?? "\(shared)/\(town)"
        return page.isEmpty ? root : "\(root)/\(page)"
    }

    /// The town that has `host` for itself.
    public func town(at host: String) -> ID<Municipality>? { own.first { Self.host(of: $0.value) == host }?.key }

    /// The towns that have a host for themselves.
    public var townsWithHost: Set<ID<Municipality>> { Set(own.keys) }

    /// All hosts, with ports where they have them.
    public var hosts: Set<String> { Set(([shared] + own.values).map(Self.host)) }

    /// Whether residents reach the town over TLS.
    public func isSecure(_ town: ID<Municipality>) -> Bool { Self.isSecure(own[town] ?? shared) }

    /// Whether residents reach `host` over TLS; a host that no town has for itself is the shared one.
    public func isSecure(at host: String?) -> Bool {
        Self.isSecure(own.values.first { Self.host(of: $0) == host } ?? shared)
    }

    private static func isSecure(_ address: String) -> Bool { address.hasPrefix("https:") }

    private static func host(of address: String) -> String {
        address.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    }
}
