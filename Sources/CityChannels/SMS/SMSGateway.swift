import CityHTTP
import Foundation

/// The address of a gateway for short messages.
struct SMSGateway: Hashable, Sendable {
    /// Without a slash at the end.
    let url: String
    let reach: HTTPReach

    /// - Parameter path: where the address names none.
    init(url: String, path: String = "") throws(SMSSettingsError) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased() else { throw .noURL }
        guard scheme == "http" || scheme == "https" else { throw .wrongScheme }
        guard let host = parts.host, !host.isEmpty else { throw .noHost }
        guard parts.user == nil, parts.password == nil else { throw .secretInURL }
        guard parts.query == nil, parts.fragment == nil else { throw .moreThanURL }
        let isNear = Self.isNear(host)
        guard scheme == "https" || isNear else { throw .inTheClear }
        let given = parts.path.split(separator: "/").joined(separator: "/")
        let port = parts.port.map { ":\($0)" } ?? ""
        self.url = "\(scheme)://\(host)\(port)" + (given.isEmpty ? path : "/" + given)
        reach = isNear ? .inside : .outside
    }

    /// Whether a host is this machine, has an address of a private network (RFC 1918), or a name without dots, as
    /// machines have on a network of their own.
    private static func isNear(_ host: String) -> Bool {
        if host == "[::1]" || !host.contains(".") && !host.contains(":") { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
        guard octets.count == 4, host.split(separator: ".").count == 4 else { return false }
        return switch (octets[0], octets[1]) {
        case (127, _), (10, _), (192, 168), (172, 16...31): true
        default: false
        }
    }
}

extension SMSTerms {
    func client(to gateway: SMSGateway) -> HTTPConnections {
        HTTPConnections(reach: gateway.reach, width: connections, time: timeout)
    }
}
