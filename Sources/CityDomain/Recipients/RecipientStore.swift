public import CityKit

/// Where recipients, their codes and devices are kept. Each write is one durable transaction.
public protocol RecipientStore: Sendable {
    /// Stores a recipient under the next number of the town, with the code that is sent out.
    ///
    /// - Parameter entry: for the audit log, where the office entered it.
    func add(_ recipient: NewRecipient, code: RecipientCode, noting entry: AuditEntry?, in town: ID<Municipality>)
        async throws -> RecipientNumber

    func recipient(_ id: ID<RegisteredRecipient>, in town: ID<Municipality>) async throws -> RegisteredRecipient?
    func recipient(number: RecipientNumber, in town: ID<Municipality>) async throws -> RegisteredRecipient?
    /// Those who have an address, which several people of a household may share; by their numbers.
    func recipients(contact index: [UInt8], in town: ID<Municipality>) async throws -> [RegisteredRecipient]
    /// Those with a surname, by their numbers.
    func recipients(surname index: [UInt8], limit: Int, in town: ID<Municipality>) async throws -> [RegisteredRecipient]
    /// The newest first.
    func recipients(_ which: RecipientSelection, after position: String?, limit: Int, in town: ID<Municipality>)
        async throws -> Page<RegisteredRecipient>
    func counts(in town: ID<Municipality>) async throws -> [RecipientSelection: Int]

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
    /// - Parameter since: who was sent `RecipientCode.mostInAnHour` codes since then gets no other.
    /// - Throws: `RecipientFailure.tooManyCodes`, `.unknown`.
    func issue(_ code: RecipientCode, since: Instant, noting entry: AuditEntry?, in town: ID<Municipality>) async throws

    func code(_ id: ID<RecipientCode>, in town: ID<Municipality>) async throws -> RecipientCode?
    /// The one that was issued last and has not ended.
    func openCode(of recipient: ID<RegisteredRecipient>, in town: ID<Municipality>) async throws -> RecipientCode?
    /// Counts a try before it is judged, so that guesses sent at once count like guesses one after another.
    ///
    /// - Returns: how many there were, this one among them; nil for a code that has ended.
    func countTry(of code: ID<RecipientCode>, in town: ID<Municipality>) async throws -> Int?
    /// Uses the code up: its address is confirmed, and the device paired.
    ///
    /// - Parameter room: how many devices one recipient may have.
    /// - Throws: `RecipientFailure.wrongCode` when it has ended meanwhile; `.tooManyDevices`.
    func use(
        _ code: ID<RecipientCode>,
        pairing device: RecipientDevice,
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

/// What is stored of a profile.
public struct SealedRecipient: Sendable, Equatable {
    public let profile: Sealed<RecipientProfile>
    public let traits: Sealed<RecipientTraits>
    /// By which the surname is found again.
    public let surnameIndex: [UInt8]
    /// By which an address is found again, for each channel that the person has one for.
    public let contacts: [MessageChannel: [UInt8]]
}

/// One change of a recipient.
public enum RecipientChange: Sendable {
    /// - `seen`: the profile that was changed. An address that stays keeps its confirmation.
    case profile(SealedRecipient, seen: Sealed<RecipientProfile>)
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
