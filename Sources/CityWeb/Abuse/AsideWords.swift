import CityDomain
import CityKit

extension Visit {
    /// “12 reports from this network, 10 are allowed”.
    func why(_ reason: AsideReason) -> String {
        let counts: [String: Text.Argument] = ["found": .number(reason.found), "allowed": .number(reason.allowed)]
        return switch reason.rule {
        case .network: words("aside.why.network", counts)
        case .device: words("aside.why.device", counts)
        case .alike: words("aside.why.alike", counts)
        case .words: words("aside.why.words", counts)
        case .refusals: words("aside.why.refusals", counts)
        case .watch: words("aside.why.watch", counts)
        }
    }

    /// “5 hours left”.
    func left(until end: Instant) -> String {
        let minutes = max(0, Int((end - now).components.seconds) / 60)
        return minutes < 60
            ? words("aside.left.minutes", ["count": .number(minutes)])
            : words("aside.left.hours", ["count": .number(minutes / 60)])
    }
}
