public import CityKit

/// Where recipients, their codes and devices are kept. Each write is one durable transaction.
public protocol RecipientStore: Sendable {
    /// Stores a recipient under the next number of the town, with the code that is sent out; nothing where somebody of the
    /// same names has one of the addresses.
    ///
    /// - Parameters:
    ///   - contacts: blind indexes of the addresses by which the person is known.
    ///   - limit: who is known gets the code instead, and an address gets no more codes than it allows. Nil for the office.
    ///   - entry: for the audit log, where the office entered it.
    /// - Throws: `RecipientFailure.tooManyCodes`.
    func add(
        _ recipient: NewRecipient,
        unlessKnownBy contacts: [[UInt8]],
        code: RecipientCode,
        limit: CodeLimit?,
        noting entry: AuditEntry?,
        in town: ID<Municipality>
    ) async throws -> AddedRecipient

    func recipient(_ id: ID<RegisteredRecipient>, in town: ID<Municipality>) async throws -> RegisteredRecipient?
    func recipient(number: RecipientNumber, in town: ID<Municipality>) async throws -> RegisteredRecipient?
    /// Those who have an address, which several people of a household may share; by their numbers.
    func recipients(contact index: [UInt8], in town: ID<Municipality>) async throws -> [RegisteredRecipient]
    /// Those with a surname, by their numbers.
    func recipients(surname index: [UInt8], limit: Int, in town: ID<Municipality>) async throws -> [RegisteredRecipient]
    /// The newest first.
    ///
    /// - Parameter day: on which somebody is suspended or not.
    func recipients(
        _ which: RecipientSelection,
        on day: CivilDate,
        after position: String?,
        limit: Int,
        in town: ID<Municipality>
    ) async throws -> Page<RegisteredRecipient>
    func counts(on day: CivilDate, in town: ID<Municipality>) async throws -> [RecipientSelection: Int]

    /// Changes one recipient as it stands now.
    ///
    /// - Throws: `RecipientFailure.unknown`, `.changedMeanwhile`, `.notHeld`.
    func change(
        _ id: ID<RegisteredRecipient>,
        _ change: RecipientChange,
        noting entry: AuditEntry?,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws

    /// Destroys the keys of a recipient and every row about it; its number is not given again.
    ///
    /// - Throws: `RecipientFailure.unknown`.
    func erase(_ id: ID<RegisteredRecipient>, noting entry: AuditEntry?, at now: Instant, in town: ID<Municipality>)
        async throws

    // MARK: - Codes

    /// Takes the place of the codes before and is sent out.
    ///
    /// - Parameter limit: nil for the office.
    /// - Throws: `RecipientFailure.tooManyCodes`, `.unknown`.
    func issue(_ code: RecipientCode, limit: CodeLimit?, noting entry: AuditEntry?, in town: ID<Municipality>)
        async throws

    /// Sends a code to each who has an address, the confirmed ones first. It takes the same whether somebody has it or not.
    ///
    /// - Parameters:
    ///   - ids: of the codes; there are no more than those.
    ///   - make: pure.
    func issue(
        to contact: [UInt8],
        ids: [ID<RecipientCode>],
        limit: CodeLimit,
        in town: ID<Municipality>,
        make: @escaping @Sendable (ID<RecipientCode>, ID<RegisteredRecipient>) -> RecipientCode
    ) async throws

    func code(_ id: ID<RecipientCode>, in town: ID<Municipality>) async throws -> RecipientCode?
    /// The one that was issued last and has not ended.
    func openCode(of recipient: ID<RegisteredRecipient>, in town: ID<Municipality>) async throws -> RecipientCode?
    /// Counts a try before it is judged, so that guesses sent at once count like guesses one after another.
    ///
    /// - Returns: how many there were, this one among them; nil for a code that has ended.
    func countTry(of code: ID<RecipientCode>, in town: ID<Municipality>) async throws -> Int?
    /// The last try was right, and came to nothing for another reason.
    func takeBackTry(of code: ID<RecipientCode>, in town: ID<Municipality>) async throws
    /// Uses the code up: its address is confirmed, and the device paired.
    ///
    /// - Parameters:
    ///   - present: the hash of the token that the device has already; with one of the same recipient it is paired anew.
    ///   - room: how many devices one recipient may have.
    /// - Throws: `RecipientFailure.wrongCode` when it has ended meanwhile, or the person has another address by now;
    ///   `.tooManyDevices`.
    func use(
        _ code: ID<RecipientCode>,
        pairing device: RecipientDevice,
        insteadOf present: [UInt8]?,
        room: DeviceRoom,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws

    // MARK: - Devices

    func device(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> (RecipientDevice, RegisteredRecipient)?
    /// The one that was paired last first.
    func devices(of recipient: ID<RegisteredRecipient>, in town: ID<Municipality>) async throws -> [RecipientDevice]
    func touch(_ device: ID<RecipientDevice>, at now: Instant, in town: ID<Municipality>) async throws
    func remove(
        _ device: ID<RecipientDevice>,
        of recipient: ID<RegisteredRecipient>,
        noting entry: AuditEntry?,
        in town: ID<Municipality>
    ) async throws

    /// Forgets codes that ended before this moment and devices that were not seen since `idle`, of all towns.
    ///
    /// - Returns: how many were forgotten.
    func sweep(codesBefore moment: Instant, devicesBefore idle: Instant, limit: Int) async throws -> Int
}

/// A recipient on the way into the store; the number comes from there.
public struct NewRecipient: Sendable {
    public let id: ID<RegisteredRecipient>
    public let sealed: SealedRecipient
    public let personKey: WrappedKey
    public let language: Language
    public let choices: RecipientChoices
    public let origin: RecipientOrigin
    public let consent: RecipientConsent
    public let createdAt: Instant
}

/// What came of storing a recipient.
public enum AddedRecipient: Sendable, Equatable {
    case added(RecipientNumber)
    /// Somebody of these names has one of the addresses.
    case known(ID<RegisteredRecipient>)
}

/// No more codes go to one address.
public struct CodeLimit: Sendable {
    public let most: Int
    /// Those before it do not count.
    public let since: Instant

    static func hourly(at now: Instant) -> Self {
        Self(most: RecipientCode.mostInAnHour, since: now - .hours(1))
    }
}

/// What is stored of a profile.
public struct SealedRecipient: Sendable, Equatable {
    public let profile: Sealed<RecipientProfile>
    public let traits: Sealed<RecipientTraits>
    /// By which the surname is found again.
    public let surnameIndex: [UInt8]
    /// By which the same names are found again, in either order.
    public let namesIndex: [UInt8]
    /// By which an address is found again, for each channel that the person has one for.
    public let contacts: [MessageChannel: [UInt8]]
}

/// One change of a recipient.
public enum RecipientChange: Sendable {
    /// An address that stays keeps its confirmation; codes that were sent to one that goes end.
    /// - `seen`: the profile that was changed.
    /// - `devices`: what becomes of those that were paired through an address that goes.
    case profile(SealedRecipient, seen: Sealed<RecipientProfile>, devices: PairedDevices)
    case choices(RecipientChoices)
    case language(Language)
    case hold(RecipientHold)
    /// The data were checked; what waited goes out.
    case release
    case suspension(RecipientSuspension?)
    /// The paper came back signed.
    case documentSigned
    /// Nothing more goes to the address, or the town may write there again.
    case stop(MessageChannel)
    case start(MessageChannel)
}

/// What becomes of devices when the address goes through which they were paired.
public enum PairedDevices: Sendable {
    /// The person changed the own address.
    case kept
    /// The office corrected an address that was somebody else's.
    case unpaired
}

/// Whether a device more than one may have sends the one away that came the longest time ago.
public enum DeviceRoom: Sendable, Equatable {
    case refusing(most: Int)
    case replacing(most: Int)

    public var most: Int {
        switch self {
        case .refusing(let most), .replacing(let most): most
        }
    }
}

/// Which recipients a list shows.
public enum RecipientSelection: String, Sendable, CaseIterable {
    case all
    /// The paper with the consent has not come back.
    case unsigned
    /// Their data are doubted.
    case held
    /// They want nothing for some time.
    case suspended
    /// No address of theirs is confirmed.
    case unconfirmed

    public var text: Text { Text("recipient.selection.\(rawValue)") }
}
