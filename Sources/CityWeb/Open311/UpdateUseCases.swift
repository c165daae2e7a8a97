public import CityDomain

/// News of reports that other programs read and bring.
public struct UpdateUseCases: Sendable {
    let read: ReadUpdates
    let take: TakeUpdate

    public init(read: ReadUpdates, take: TakeUpdate) {
        self.read = read
        self.take = take
    }
}
