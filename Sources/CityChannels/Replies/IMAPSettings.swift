import CCurl
public import CityDomain
import Foundation

/// How to reach a mailbox, from one URL: `imaps://user:password@host/INBOX`. It prints as `‹mailbox›`, for it holds a password.
///
/// - `imap://` starts plain and must encrypt before the password goes out, but on a loopback host.
/// - `ca=` is a file of certificates to trust instead of the system's.
public struct IMAPSettings: Hashable, Sendable, Redacted {
    public static let standIn = "‹mailbox›"

    let server: String
    let path: String
    let user: String
    let password: String
    let certificates: String?
    let curlEncryption: Int

    /// Nil where it is no such URL.
    public init?(url: String) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            scheme == "imap" || scheme == "imaps", let host = parts.host, !host.isEmpty,
            let user = parts.user, let password = parts.password, !user.isEmpty, parts.fragment == nil
        else { return nil }
        let isLocal = host == "localhost" || Self.isLoopback(host)
        self.user = user
        self.password = password
        server = "\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")"
        path = Self.path(of: parts.path)
        certificates = parts.queryItems?.first { $0.name == "ca" }?.value
        curlEncryption = Int((isLocal && scheme == "imap" ? CURLUSESSL_TRY : CURLUSESSL_ALL).rawValue)
    }

    /// The name of a mailbox as libcurl wants it: in the octets of the protocol, and as a path.
    private static func path(of name: String) -> String {
        let name = name.split(separator: "/").joined(separator: "/")
        // Here a mark begins what else can be asked of a mailbox.
        let plain = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: ";&"))
        let octets = IMAPName.encoded(name.isEmpty ? "INBOX" : name)
        return "/\(octets.addingPercentEncoding(withAllowedCharacters: plain) ?? "INBOX")"
    }

    /// Whether a name is an address of this machine; `127.example.org` is none.
    private static func isLoopback(_ host: String) -> Bool {
        let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return host == "[::1]" || octets.count == 4 && octets.allSatisfy { $0 != nil } && octets[0] == 127
    }
}

/// Names of mailboxes in the UTF-7 of IMAP (RFC 3501, 5.1.3).
enum IMAPName {
    static func encoded(_ name: String) -> String {
        var (text, foreign) = ("", [UInt16]())
        func close() {
            guard !foreign.isEmpty else { return }
            let octets = Data(foreign.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })
            text += "&\(octets.base64EncodedString().replacing("/", with: ",").replacing("=", with: ""))-"
            foreign = []
        }
        for unit in name.utf16 {
            guard (0x20...0x7e).contains(unit), let sign = Unicode.Scalar(unit) else {
                foreign.append(unit)
                continue
            }
            close()
            text += sign == "&" ? "&-" : String(sign)
        }
        close()
        return text
    }
}
