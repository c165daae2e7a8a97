public import CityDomain
public import CityKit
import Foundation

/// What Kannel calls us with.
public enum KannelCallback {
    /// The query of the address for receipts; Kannel fills the signs after the percent in.
    static let pattern = "status=%d&at=%T&text=%A"

    /// A receipt. Whoever takes the call has found the delivery by `ReceiptLinks` first.
    /// - Parameters:
    ///   - query: of the call.
    ///   - now: stands where Kannel tells no time.
    /// - Returns: nil where the query is none of Kannel's.
    public static func receipt(about delivery: ID<Delivery>, query: some StringProtocol, at now: Instant)
        -> DeliveryReceipt?
    {
        let fields = FormFields(query)
        let words = NetworkWords(fields["text"] ?? "")
        guard let code = fields["status"].flatMap({ Int($0) }), let state = state(code, words) else { return nil }
        return DeliveryReceipt(
            about: .delivery(delivery),
            state,
            at: moment(fields) ?? now,
            reason: DeliveryReason(words.reason.map { "Kannel \(code): \($0)" } ?? "Kannel \(code)", status: code)
        )
    }

    /// 1 delivered, 2 not delivered, 4 waits at the network, 8 taken by the network, 16 refused by it, 32 a step
    /// between.
    private static func state(_ code: Int, _ words: NetworkWords) -> ReceiptState? {
        switch code {
        case 1: .delivered
        case 2: words.state ?? .failedPermanently
        case 16: words.isAddress ? .addressGone : .failedPermanently
        case 4, 8, 32: .accepted
        default: nil
        }
    }

    private static func moment(_ fields: FormFields) -> Instant? {
        fields["at"].flatMap { Int64($0) }.flatMap { $0 > 0 ? Instant(milliseconds: $0 * 1_000) : nil }
    }

    /// A message that came in, from a `sms-service` group with
    /// `get-url = "…?from=%p&text=%b&charset=%C&coding=%c&at=%T&id=%I"`.
    /// - Parameter country: whose national numbers a network may tell without a country code.
    /// - Returns: nil where no telephone that can be reached sent it, or it is none of Kannel's.
    public static func incoming(query: some StringProtocol, in country: PhoneNumber.Country, at now: Instant)
        -> IncomingSMS?
    {
        let fields = FormFields(query)
        guard let sender = fields["from"], let number = PhoneNumber(sender: sender, in: country),
            let octets = fields.bytes("text")
        else { return nil }
        return IncomingSMS(
            from: number,
            text: text(octets, charset: fields["charset"] ?? "UTF-8"),
            at: moment(fields) ?? now,
            reference: fields["id"]
        )
    }

    private static func text(_ octets: [UInt8], charset: String) -> String {
        guard ["UTF-16BE", "UCS-2", "UCS-2BE", "UTF-16"].contains(charset.uppercased()) else {
            return String(decoding: octets, as: UTF8.self)
        }
        let units = stride(from: 0, to: octets.count - 1, by: 2).map {
            UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1])
        }
        return String(decoding: units, as: UTF16.self)
    }
}

/// What the network told Kannel: a receipt of SMPP 3.4 (appendix B: `id:… stat:UNDELIV err:001 text:…`) or a refusal
/// (`NACK/0x0000000b/…`). Only its state and codes are kept: the receipt may repeat the message.
private struct NetworkWords {
    private let status: String?
    private let refusal: String?

    init(_ words: String) {
        status = words.firstMatch(of: /(?:^|\s)stat:([A-Za-z]{1,10})/).map { String($0.1).uppercased() }
        refusal = words.firstMatch(of: /^NACK\/(0x[0-9a-fA-F]{1,8})/).map { String($0.1).lowercased() }
    }

    var reason: String? { status ?? refusal }

    var state: ReceiptState? {
        switch status {
        case "DELIVRD": .delivered
        case "EXPIRED": .expired
        case "ACCEPTD", "ENROUTE": .accepted
        case "UNKNOWN": .unknown
        default: nil
        }
    }

    /// ESME_RINVDSTADR (SMPP 3.4 §5.1.3).
    var isAddress: Bool { refusal.flatMap { Int($0.dropFirst(2), radix: 16) } == 0x0B }
}
