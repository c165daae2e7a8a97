public import CityKit

/// What a recipient wants: through which channels first, and about what.
public struct RecipientChoices: Sendable, Equatable {
    /// The channels in the person's order, the dearest first. One that is missing comes after them, in the town's order.
    public let order: [MessageChannel]
    /// About what the person hears through which channels; a topic that is missing is as the town has it at first.
    public let topics: [ID<MessageTopic>: Set<MessageChannel>]

    public init(order: [MessageChannel] = [], topics: [ID<MessageTopic>: Set<MessageChannel>] = [:]) {
        self.order = order
        self.topics = topics
    }

    /// Whether the person wants to hear of `topic` through `channel`.
    public func wants(_ topic: MessageTopic, through channel: MessageChannel) -> Bool {
        topics[topic.id].map { $0.contains(channel) } ?? topic.isOnAtFirst
    }

    /// The channels of `offered` as the person wants them tried.
    public func ordered(_ offered: [MessageChannel]) -> [MessageChannel] {
        order.filter(offered.contains) + offered.filter { !order.contains($0) }
    }
}

extension RecipientChoices {
    /// The form the database keeps: `sms,email|culture:email+app|outages:`.
    public var words: String {
        let chosen = topics.sorted { $0.key.rawValue < $1.key.rawValue }.map { topic, channels in
            "\(topic):\(channels.sorted().map(\.rawValue).joined(separator: "+"))"
        }
        return ([order.map(\.rawValue).joined(separator: ",")] + chosen).joined(separator: "|")
    }

    /// What it does not know, it leaves out.
    public init(words: String) {
        let parts = words.split(separator: "|", omittingEmptySubsequences: false)
        let order = (parts.first ?? "").split(separator: ",").compactMap { MessageChannel(rawValue: String($0)) }
        let topics = parts.dropFirst().compactMap { part -> (ID<MessageTopic>, Set<MessageChannel>)? in
            let pair = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, !pair[0].isEmpty else { return nil }
            let channels = pair[1].split(separator: "+").compactMap { MessageChannel(rawValue: String($0)) }
            return (ID(String(pair[0])), Set(channels))
        }
        self.init(order: order, topics: Dictionary(topics) { first, _ in first })
    }
}
