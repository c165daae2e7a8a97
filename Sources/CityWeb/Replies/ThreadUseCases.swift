public import CityDomain

/// What the office and reporters write to each other.
public struct ThreadUseCases: Sendable {
    let read: ReadThread
    let write: WriteInThread

    public init(read: ReadThread, write: WriteInThread) {
        self.read = read
        self.write = write
    }
}
