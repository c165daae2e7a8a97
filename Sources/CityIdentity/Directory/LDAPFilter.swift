import CityKit

/// Filters of LDAP as text (RFC 4515).
enum LDAPFilter {
    /// A value in which nothing means anything: `*`, brackets, backslash and NUL are written as numbers.
    static func escaped(_ value: String) -> String {
        value.utf8.reduce(into: "") { text, byte in
            switch byte {
            case UInt8(ascii: "*"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"), 0, 0x80...:
                text += "\\" + Hex.text([byte])
            default: text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
    }
}
