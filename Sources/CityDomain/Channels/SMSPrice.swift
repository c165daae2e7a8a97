/// What one part of a short message costs. Prices of a part are finer than the smallest coin: 0.0785 zł.
public struct SMSPrice: Hashable, Sendable, CustomStringConvertible {
    /// Ten thousandths of the town's currency: 785 is 0.0785.
    public let tenThousandths: Int

    public static let free = SMSPrice(tenThousandths: 0)

    private static let most = 1_000_000

    private init(tenThousandths: Int) { self.tenThousandths = tenThousandths }

    /// - Parameter text: an amount of the town's currency with at most four decimals, after a dot or a comma: `0.0785`.
    ///   Nil for anything else, and from 100 on.
    public init?(_ text: String) {
        let parts = text.split(separator: /[.,]/, omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : ""
        guard (1...2).contains(parts.count), !parts[0].isEmpty, decimals.count <= 4,
            parts.count == 1 || !decimals.isEmpty,
            (parts[0] + decimals).utf8.allSatisfy({ (48...57).contains($0) }),
            let value = Int(parts[0] + decimals + String(repeating: "0", count: 4 - decimals.count)), value < Self.most
        else { return nil }
        self.init(tenThousandths: value)
    }

    /// What so many parts cost, in hundredths of the currency (grosz, kopiyka); what has begun counts whole, so that a
    /// cap is never passed unseen.
    public func cost(ofParts parts: Int) -> Int { (tenThousandths * parts + 99) / 100 }

    public var description: String {
        let decimals = String(tenThousandths % 10_000 + 10_000).dropFirst()
        return "\(tenThousandths / 10_000).\(decimals)"
    }
}
