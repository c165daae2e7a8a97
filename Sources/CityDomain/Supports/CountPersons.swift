public import CityKit

/// How many persons a report is about: who sent it, who sent those that are joined to it, and who says "me too", each of them
/// once. A weight for the office and for everybody; nobody is named by it.
public struct CountPersons: Sendable {
    private let supports: any SupportStore
    private let joins: any JoinStore
    private let vault: any Vault

    public init(supports: any SupportStore, joins: any JoinStore, vault: any Vault) {
        self.supports = supports
        self.joins = joins
        self.vault = vault
    }

    /// Only reports of more persons than one are named.
    public func callAsFunction(_ reports: [ID<Report>], in town: ID<Municipality>) async throws -> [ID<Report>: Int] {
        var counts: [ID<Report>: Int] = [:]
        for report in try await supports.weighed(among: reports, in: town) {
            let count = try await self.count(of: report, in: town)
            if count > 1 { counts[report] = count }
        }
        return counts
    }

    /// 1 for a report of its sender alone.
    public func callAsFunction(_ report: ID<Report>, in town: ID<Municipality>) async throws -> Int {
        try await callAsFunction([report], in: town)[report] ?? 1
    }

    /// Who sent the report and those joined to it, as a count in a transaction needs it.
    func counted(of report: ID<Report>, in town: ID<Municipality>) async throws -> CountedSenders {
        let sealed = try await joins.senders(of: report, in: town)
        let senders = try sealed.map {
            Sender(resident: $0.resident, address: try $0.address(vault, in: town))
        }
        return CountedSenders(
            reports: Set(sealed.map(\.report)),
            persons: Sender.persons(among: senders),
            residents: Set(senders.compactMap(\.resident)),
            addresses: Set(senders.compactMap(\.address).map { vault.index($0, of: .supporterEmail, in: town) })
        )
    }

    private func count(of report: ID<Report>, in town: ID<Municipality>) async throws -> Int {
        let senders = try await counted(of: report, in: town)
        let others = try await supports.count(
            of: report,
            without: senders.residents,
            orAddresses: senders.addresses,
            in: town
        )
        return senders.persons + others
    }

    private func senders(of report: ID<Report>, in town: ID<Municipality>) async throws -> [Sender] {
        try await joins.senders(of: report, in: town).map { sealed in
            Sender(resident: sealed.resident, address: try sealed.address(vault, in: town))
        }
    }

    /// Whether the account, or the owner of the address, sent the report or one that is joined to it.
    func isSender(
        _ resident: ID<Resident>?,
        _ address: EmailAddress,
        of report: ID<Report>,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await senders(of: report, in: town).contains { sender in
            sender.address?.indexForm == address.indexForm || resident != nil && sender.resident == resident
        }
    }
}

/// Who sent a report and those that are joined to it, as the count of persons needs it.
public struct CountedSenders: Sendable, Equatable {
    /// The reports they sent.
    public let reports: Set<ID<Report>>
    /// How many persons they are.
    public let persons: Int
    /// By what they are not counted again as supporters.
    public let residents: Set<ID<Resident>>
    public let addresses: Set<[UInt8]>

    public init(reports: Set<ID<Report>>, persons: Int, residents: Set<ID<Resident>>, addresses: Set<[UInt8]>) {
        self.reports = reports
        self.persons = persons
        self.residents = residents
        self.addresses = addresses
    }
}

/// What is known of who sent a report.
struct Sender: Sendable {
    let resident: ID<Resident>?
    let address: EmailAddress?

    /// How many persons they are: an account is one person, and so is an address. Of whom nothing is known is a person of
    /// its own.
    static func persons(among senders: [Sender]) -> Int {
        var groups: [Set<String>] = []
        var unknown = 0
        for sender in senders {
            let marks = Set(
                [sender.resident.map { "account \($0)" }, sender.address.map { "address \($0.indexForm)" }]
                    .compactMap(\.self)
            )
            guard !marks.isEmpty else {
                unknown += 1
                continue
            }
            let same = groups.filter { !$0.isDisjoint(with: marks) }
            groups.removeAll { !$0.isDisjoint(with: marks) }
            groups.append(same.reduce(marks) { $0.union($1) })
        }
        return groups.count + unknown
    }
}
