public import CityKit

/// Where a report comes from, for the limits of a town: kept nowhere as it is.
public struct AbuseSender: Sendable {
    let network: String?
    let device: String?

    /// - Parameters:
    ///   - network: the address of the client.
    ///   - device: what its browser is known by; nil for one that is new.
    public init(network: String?, device: String?) {
        self.network = network
        self.device = device
    }
}

/// By what one network or device is known: another keyed hash on each day, so that two days cannot be laid side by side without
/// the key.
public struct AbuseMark: Sendable {
    private let hash: @Sendable (CivilDate) -> [UInt8]

    init(_ hash: @escaping @Sendable (CivilDate) -> [UInt8]) { self.hash = hash }

    /// 16 bytes.
    public func on(_ day: CivilDate) -> [UInt8] { hash(day) }
}

/// What is looked at when a report comes in, and what is kept of it for a short time.
public struct AbuseTrace: Sendable {
    public let rules: AbuseRules
    /// The day of the town on which the report came.
    public let day: CivilDate
    public let network: AbuseMark?
    public let device: AbuseMark?
    public let sketch: TextSketch?
    /// Forbidden words in the report.
    public let words: Int
    /// What a confirmed address of an earlier report is found by; nil without one.
    public let address: [UInt8]?
    public let aside: Aside
    /// When what is kept of it is forgotten.
    public let forgottenAt: Instant

    /// Days of which a window of so many hours has a part.
    public func days(within hours: Int) -> [CivilDate] { (0...((hours + 23) / 24)).map { day - $0 } }
}

extension AbuseTrace {
    /// Nil where no report of this kind ever waits.
    init?(
        _ checked: CheckedSubmission,
        from sender: AbuseSender?,
        as resident: ID<Resident>?,
        _ deadlines: [ReportDeadline],
        _ vault: any Vault,
        in town: Municipality,
        at now: Instant
    ) {
        guard let rules = town.reports.abuse, rules.never?.contains(checked.category.id) != true else { return nil }
        let id = town.id
        func mark(_ purpose: SecretPurpose, _ value: String?) -> AbuseMark? {
            value.map { value in
                AbuseMark { day in Array(vault.secret(for: purpose, day.description, value, in: id).prefix(16)) }
            }
        }
        self.rules = rules
        day = town.clock.date(of: now)
        let (ipv4, ipv6) = (rules.network?.ipv4 ?? 24, rules.network?.ipv6 ?? 48)
        network = mark(
            .abuseNetwork,
            sender?.network.flatMap(NetworkAddress.init)?.network(ipv4: ipv4, ipv6: ipv6)
        )
        device = mark(.abuseDevice, resident.map { "account \($0)" } ?? sender?.device)
        let key = vault.secret(for: .abuseText, in: id).prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        sketch = rules.alike == nil ? nil : TextSketch(TextLikeness(checked.content.description), key: key)
        words = ForbiddenWords(rules.words ?? []).count(in: checked.content.allWords)
        address = checked.contact.email.map { vault.index($0, of: .reportEmail, in: id) }
        aside = Aside(rules, deadlines, from: now, by: town.clock)
        forgottenAt = max(aside.until, now + .hours(Int64(rules.longestWindow)))
    }
}

extension ReportContent {
    /// Everything in it that somebody typed, one below the other.
    fileprivate var allWords: String {
        ([description, place.address, place.hint].compactMap(\.self) + answers.flatMap(\.values)).joined(
            separator: "\n"
        )
    }
}

extension SecretPurpose {
    static let abuseNetwork = Self(rawValue: "abuse-network")
    static let abuseDevice = Self(rawValue: "abuse-device")
    static let abuseText = Self(rawValue: "abuse-text")
    static let abuseWatch = Self(rawValue: "abuse-watch")
}
