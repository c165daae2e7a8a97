public import CityDomain
public import CityKit

/// What SMSAPI.pl calls us with.
public enum SMSAPICallback {
    /// What it must be answered, or it calls again.
    public static let answer = "OK"

    /// Receipts: one call may hold several, their values between commas. Those whose name we did not make for this town
    /// are left out.
    /// - Parameters:
    ///   - fields: the query of the call.
    ///   - now: stands where it tells no time.
    public static func receipts(
        _ fields: FormFields,
        named links: ReceiptLinks,
        in town: ID<Municipality>,
        at now: Instant
    ) -> [DeliveryReceipt] {
        let (names, codes, times) = (values(fields["idx"]), values(fields["status"]), values(fields["donedate"]))
        guard names.count == codes.count else { return [] }
        return zip(names.indices, zip(names, codes)).compactMap { index, pair in
            guard let delivery = links.delivery(named: pair.0, in: town), let code = Int(pair.1),
                let state = states[code]
            else { return nil }
            let time = times.count == names.count ? Int64(times[index]).map { Instant(milliseconds: $0 * 1_000) } : nil
            return DeliveryReceipt(
                about: .delivery(delivery),
                state,
                at: time ?? now,
                reason: DeliveryReason("SMSAPI \(code)", status: code)
            )
        }
    }

    private static let states: [Int: ReceiptState] = [
        401: .unknown, 402: .expired, 403: .accepted, 404: .delivered, 405: .failedPermanently,
        406: .failedPermanently, 407: .failedPermanently, 408: .unknown, 409: .accepted, 410: .accepted,
        411: .failedTemporarily, 412: .failedPermanently,
    ]

    private static func values(_ text: String?) -> [Substring] {
        text?.split(separator: ",", omittingEmptySubsequences: false).prefix(100).map(\.self) ?? []
    }

    /// A message that came in, from the form of the call.
    /// - Returns: nil where no telephone that can be reached sent it, or it is none of the service's.
    public static func incoming(_ fields: FormFields, in country: PhoneNumber.Country, at now: Instant) -> IncomingSMS?
    {
        guard let sender = fields["sms_from"], let number = PhoneNumber(sender: sender, in: country) else { return nil }
        let time = fields["sms_date"].flatMap { Int64($0) }.map { Instant(milliseconds: $0 * 1_000) }
        return IncomingSMS(
            from: number,
            text: fields["sms_text"] ?? "",
            at: time ?? now,
            reference: fields["MsgId"]
        )
    }
}
