public import CityKit

/// A resident's wish to have the account under another address. An account has one at a time, for as long as its links
/// work.
public struct AddressChange: Sendable, Equatable {
    public let resident: ID<Resident>
    /// The new address.
    public let address: Sealed<EmailAddress>
    /// Of the new address.
    public let loginIndex: [UInt8]
    public let askedAt: Instant
    /// When the link in the letter to each address was answered.
    public let leftAt: Instant?
    public let arrivedAt: Instant?

    public init(
        resident: ID<Resident>,
        address: Sealed<EmailAddress>,
        loginIndex: [UInt8],
        askedAt: Instant,
        leftAt: Instant? = nil,
        arrivedAt: Instant? = nil
    ) {
        self.resident = resident
        self.address = address
        self.loginIndex = loginIndex
        self.askedAt = askedAt
        self.leftAt = leftAt
        self.arrivedAt = arrivedAt
    }

    public func isOpen(at now: Instant) -> Bool { now < askedAt + AccountLink.Purpose.arrive.lasts }
}

/// Where changes of addresses wait for both letters. Each write is one durable transaction.
public protocol AddressChangeStore: Sendable {
    /// Stores the wish in place of an earlier one, whose links end, with a letter to either address. Where the new
    /// address has an account already, its owner gets a letter that says so instead; the caller cannot tell.
    ///
    /// - Parameter since: a new address that was sent `RegisterResident.mostLetters` letters since then gets no other.
    func ask(
        _ change: AddressChange,
        leave: ID<AccountLink>,
        arrive: ID<AccountLink>,
        since: Instant,
        in town: ID<Municipality>
    )
        async throws

    func addressChange(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> AddressChange?

    /// Takes the answer to one letter. With the second one the account stands under the new address, and all its
    /// sessions but `kept` end.
    ///
    /// - Parameters:
    ///   - profile: with the new address.
    ///   - old: the profile as it was read.
    ///   - supporterIndex: of the new address, for what the account says "me too" of.
    ///   - event: for the log of the account, once the address is changed.
    /// - Returns: whether the address was changed.
    /// - Throws: `AccountFailure.wrongLink`; `.loginTaken` when the new address has an account meanwhile;
    ///   `.changedMeanwhile` when the profile is no longer `old`.
    func agree(
        by link: AccountLink,
        profile: Sealed<ResidentProfile>,
        replacing old: Sealed<ResidentProfile>,
        supporterIndex: [UInt8],
        logging event: AccountEvent,
        in town: ID<Municipality>
    ) async throws -> Bool

    /// Forgets the wish; its links end.
    func cancelAddressChange(of resident: ID<Resident>, at now: Instant, in town: ID<Municipality>) async throws
}
