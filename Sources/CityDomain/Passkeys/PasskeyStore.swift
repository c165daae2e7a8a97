public import CityKit

/// Where the challenges wait that passkeys are to sign.
public protocol PasskeyStore: Sendable {
    /// Keeps a challenge, in place of an earlier one of the same purpose for the same browser. Those of the town that are
    /// too old go.
    ///
    /// - Parameter oldest: the moment before which one is too old.
    func issue(_ challenge: PasskeyChallenge, forgettingBefore oldest: Instant, in town: ID<Municipality>) async throws

    /// The challenge that waits, which goes on waiting.
    func challenge(_ purpose: PasskeyChallenge.Purpose, boundTo: [UInt8], in town: ID<Municipality>) async throws
        -> PasskeyChallenge?

    /// The challenge that waits, which is used up by this, whatever the answer to it is worth: of two who ask, one gets it.
    func take(_ purpose: PasskeyChallenge.Purpose, boundTo: [UInt8], in town: ID<Municipality>) async throws
        -> PasskeyChallenge?
}
