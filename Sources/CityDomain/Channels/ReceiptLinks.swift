public import CityKit

/// The addresses that counterparts call with receipts. Each holds a code that only we can make, so that nobody else can
/// say that a message was delivered.
public struct ReceiptLinks: Sendable {
    /// Octets of a code: it cannot be guessed, and with it the name still fits into fields of counterparts.
    static let octets = 15

    private let base: String
    private let code: @Sendable (ID<Delivery>, ID<Municipality>) -> [UInt8]

    /// - Parameters:
    ///   - base: where receipts are taken, without a slash at the end: `https://town.example/sms/receipts`.
    ///   - code: at least 15 octets that nobody can make without a key; the same ones for the same delivery.
    public init(base: String, code: @escaping @Sendable (ID<Delivery>, ID<Municipality>) -> [UInt8]) {
        self.base = base
        self.code = code
    }

    public init(base: String, vault: any Vault) {
        self.init(base: base) { vault.secret(for: .receiptCode, $0.rawValue, in: $1) }
    }

    /// `https://town.example/sms/receipts/<town>/<delivery>-<code>`.
    public func link(for message: SMSMessage) -> String {
        "\(base)/\(message.municipality)/\(name(of: message))"
    }

    /// The last part of the link: our name of a message for counterparts that send names back.
    public func name(of message: SMSMessage) -> String {
        "\(message.id)-\(text(of: message.id, in: message.municipality))"
    }

    /// The delivery that a name means; nil where we did not make it for this town.
    public func delivery(named name: some StringProtocol, in town: ID<Municipality>) -> ID<Delivery>? {
        guard name.utf8.count <= 200, let mark = name.lastIndex(of: "-") else { return nil }
        let id = ID<Delivery>(String(name[..<mark]))
        let (made, given) = (Array(text(of: id, in: town).utf8), Array(name[name.index(after: mark)...].utf8))
        return Self.isEqual(made, given) ? id : nil
    }

    private func text(of delivery: ID<Delivery>, in town: ID<Municipality>) -> String {
        Base32.encode(Array(code(delivery, town).prefix(Self.octets)))
    }

    /// In a time that does not depend on where they differ.
    private static func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension SecretPurpose {
    static let receiptCode = Self(rawValue: "receipt-code")
}
