import Foundation

/// A server of map pictures outside of the town, which the operator chose.
public struct TileServer: Sendable, Equatable {
    /// With `{z}`, `{x}` and `{y}`: `https://tiles.example/{z}/{x}/{y}.png`.
    public let template: String
    /// Whose map it is, as its licence wants it said.
    public let attribution: String
    /// Scheme and host, for the content security policy.
    let origin: String

    /// Nil when the template is no https address with the three gaps, or nobody is named.
    public init?(template: String, attribution: String) {
        let gaps = ["{z}", "{x}", "{y}"]
        let address = gaps.reduce(template) { $0.replacing($1, with: "0") }
        guard gaps.allSatisfy(template.contains), !attribution.isEmpty, let url = URL(string: address),
            url.scheme == "https", let host = url.host(), !host.isEmpty, host.allSatisfy({ $0.isASCII && $0 != ";" })
        else { return nil }
        self.template = template
        self.attribution = attribution
        origin = "https://\(host)\(url.port.map { ":\($0)" } ?? "")"
    }
}
