import CityDomain
import CityKit
import Foundation

extension TownAddresses {
    /// Reads `https://host`, and `town=https://host` for towns with a host of their own, with commas between them.
    /// Without a shared address towns stand by path under the first of the others.
    ///
    /// - Throws: `SettingsFault` for what is no address, and for addresses that cannot stand side by side.
    init(setting text: String) throws {
        var shared: [PublicAddress] = []
        var own: [ID<Municipality>: PublicAddress] = [:]
        for part in text.split(separator: ",").map({ $0.trimmingSpaces() }) {
            let halves = part.split(separator: "=", maxSplits: 1).map { $0.trimmingSpaces() }
            guard let address = PublicAddress(halves.last ?? "") else {
                throw Self.fault("“\(part)” is no address; write https://town.example")
            }
            if halves.count == 1 {
                shared.append(address)
            } else if own.updateValue(address, forKey: ID(halves[0])) != nil {
                throw Self.fault("“\(halves[0])” has two addresses; write one")
            }
        }
        guard shared.count < 2 else {
            throw Self.fault(
                "“\(shared[1].text)” is a second shared address; write TOWN=\(shared[1].text), or one only"
            )
        }
        let all = shared + own.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
        try Self.check(all)
        self.init(
            shared: (shared.first?.text ?? own.values.map(\.text).min()) ?? "http://localhost",
            own: own.mapValues(\.text)
        )
    }

    /// A host leads to one town. A browser that has seen a host over TLS goes there and to every name below it over TLS
    /// alone, on every port (RFC 6797, 8.3), and would not reach what is served there without.
    private static func check(_ all: [PublicAddress]) throws {
        for (index, address) in all.enumerated() {
            if all[..<index].contains(where: { $0.host == address.host && $0.port == address.port }) {
                throw fault("“\(address.text)” stands there twice; a host of its own is for one town")
            }
            if !address.isSecure, let secure = all.first(where: { $0.isSecure && $0.covers(address) }) {
                throw fault(
                    "browsers that know “\(secure.text)” do not open “\(address.text)”; write https for both"
                )
            }
        }
    }

    private static func fault(_ problem: String) -> SettingsFault {
        SettingsFault(setting: .publicURL, problem: problem)
    }
}

/// Scheme, host and port, nothing more.
private struct PublicAddress {
    let text: String
    let host: String
    let port: Int?
    let isSecure: Bool

    /// Nil for what is no address of a web server, or more than one.
    init?(_ text: String) {
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme),
            let host = url.host, !host.isEmpty, ["", "/"].contains(url.path),
            url.query == nil, url.fragment == nil, url.user == nil
        else { return nil }
        self.text = text
        self.host = host.lowercased()
        port = url.port
        isSecure = scheme == "https"
    }

    /// Whether `other` is the same host or stands below it.
    func covers(_ other: Self) -> Bool { other.host == host || other.host.hasSuffix(".\(host)") }
}
