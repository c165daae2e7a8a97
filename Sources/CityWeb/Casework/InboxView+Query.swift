import CityDomain
import CityKit

extension InboxView {
    /// What an address asks for; what the town does not know is left out.
    init(_ query: FormData, in town: Municipality) {
        self.init(
            queue: InboxQueue(rawValue: query["queue"]) ?? .open,
            status: ReportStatus(rawValue: query["status"]),
            category: town.category(ID(query["category"]))?.id,
            unit: town.unit(ID(query["unit"]))?.id
        )
    }

    /// Its page in the office.
    var place: String {
        let parts = fields.map { "\($0.name)=\($0.value)" }
        return parts.isEmpty ? "office" : "office?\(parts.joined(separator: "&"))"
    }

    /// What a form sends to come back to it.
    var fields: [(name: String, value: String)] {
        let all: [(String, String?)] = [
            ("queue", queue == .open ? nil : queue.rawValue), ("status", status?.rawValue),
            ("category", category?.rawValue), ("unit", unit?.rawValue),
        ]
        return all.compactMap { name, value in value.map { (name: name, value: $0) } }
    }

    /// Whether more than the queue narrows it.
    var isNarrowed: Bool { self != InboxView(queue: queue) }
}
