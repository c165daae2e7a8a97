import Foundation

/// What stands after the `?` in the URL of a mail server.
struct SMTPOptions {
    private(set) var encryption: SMTPSettings.Encryption?
    private(set) var connections = 2
    private(set) var connectTimeout = Duration.seconds(10)
    private(set) var timeout = Duration.seconds(60)
    private(set) var name: String?
    private(set) var certificates: String?

    init(_ items: [URLQueryItem]) throws(SMTPSettingsError) {
        for item in items { try read(item.name, item.value ?? "") }
    }

    private mutating func read(_ option: String, _ value: String) throws(SMTPSettingsError) {
        switch option {
        case "starttls": encryption = try Self.encryption(value)
        case "connections": connections = try Self.number(value, in: 1...20, of: option)
        case "timeout": timeout = .seconds(try Self.number(value, in: 1...600, of: option))
        case "connect-timeout": connectTimeout = .seconds(try Self.number(value, in: 1...60, of: option))
        case "name": name = try Self.hostName(value)
        case "ca": certificates = value
        default: throw .unknownOption(option)
        }
    }

    private static func encryption(_ value: String) throws(SMTPSettingsError) -> SMTPSettings.Encryption {
        switch value {
        case "required": .required
        case "optional": .whenOffered
        case "off": .never
        default: throw .wrongOption("starttls", allowed: "required, optional or off")
        }
    }

    private static func number(_ value: String, in range: ClosedRange<Int>, of option: String)
        throws(SMTPSettingsError) -> Int
    {
        guard let number = Int(value), range.contains(number) else {
            throw .wrongOption(option, allowed: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private static func hostName(_ value: String) throws(SMTPSettingsError) -> String {
        let isName =
            !value.isEmpty
            && value.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || ".-[]:".utf8.contains(byte)
            }
        guard isName else { throw .wrongOption("name", allowed: "a host name") }
        return value
    }
}
