/// Where unpredictable bytes come from: the operating system in a running town, a counted sequence in tests.
public protocol Randomness: Sendable {
    /// `count` bytes that nobody can predict.
    func bytes(_ count: Int) -> [UInt8]
}

extension Randomness {
    /// A new identifier of 26 characters: the milliseconds of `instant` first, then 80 random bits, so that ids sort by
    /// the time they were made.
    public func id<Entity>(at instant: Instant, of _: Entity.Type = Entity.self) -> ID<Entity> {
        let time = withUnsafeBytes(of: instant.milliseconds.bigEndian) { Array($0.dropFirst(2)) }
        return ID(Base32.encode(time + bytes(10)))
    }
}
