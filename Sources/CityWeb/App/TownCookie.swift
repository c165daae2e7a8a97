import CityDomain
import CityKit
import Hummingbird

/// A cookie of one town. Over TLS its name carries the prefix that binds it to the host (RFC 6265bis, 4.1.3); a town
/// that shares its host is kept apart by the path.
struct TownCookie: Sendable, Equatable {
    enum Purpose: String, Sendable {
        /// The reader's language.
        case language
        /// Opens the draft of a report.
        case draft
        /// Tells reports of one browser from those of another for a day, for the limits of the town.
        case device
        /// Opens a staff session.
        case staff
        /// A sign-in of staff that has got past the password.
        case signIn
        /// A sign-in of a resident that waits for a second step, or for a passkey.
        case residentSignIn
        /// Opens a resident's session.
        case resident
        /// Opens what the town wrote to one recipient.
        case recipient
        /// Binds a sign-in at a service to the browser it began in.
        case identity
    }

    let name: String
    let path: String
    let isSecure: Bool

    func value(in request: Request) -> String? { request.cookies[name]?.value }

    /// The header that sets the cookie; without an age it goes when the browser closes.
    func setting(_ value: String, maxAge: Duration? = nil) -> Cookie {
        Cookie(
            name: name,
            value: value,
            maxAge: maxAge.map { Int($0.components.seconds) },
            path: path,
            secure: isSecure,
            httpOnly: true,
            sameSite: .lax
        )
    }

    /// The header that takes the cookie away.
    var clearing: Cookie { setting("", maxAge: .zero) }
}

extension TownAddresses {
    func cookie(_ purpose: TownCookie.Purpose, of town: ID<Municipality>) -> TownCookie {
        let path = base(of: town)
        let isSecure = isSecure(town)
        let prefix = !isSecure ? "" : path.isEmpty ? "__Host-" : "__Secure-"
        return TownCookie(name: prefix + purpose.rawValue, path: path.isEmpty ? "/" : path, isSecure: isSecure)
    }
}
