public import CityDomain

/// A channel that goes nowhere: keeps the last letters for the demonstration page to show. Never for a town's real mail.
public actor MemoryMailbox: Channel {
    public nonisolated let width = 1

    /// The newest first.
    public private(set) var letters: [EmailMessage] = []
    private let capacity: Int

    public init(capacity: Int = 200) { self.capacity = capacity }

    public func deliver(_ message: EmailMessage) -> Outcome {
        letters.insert(message, at: 0)
        if letters.count > capacity { letters.removeLast() }
        return .handedOver(reference: nil)
    }

    public func close() {}
}
