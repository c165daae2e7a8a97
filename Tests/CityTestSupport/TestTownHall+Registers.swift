public import CityDomain
public import CityKit
import CityStorage

extension TestTownHall {
    public var keepBreaches: KeepBreaches {
        KeepBreaches(
            store: SQLBreachStore(database: database),
            reports: reports,
            residents: residents,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    public var keepRegisters: KeepRegisters {
        KeepRegisters(store: SQLRegisterStore(database: database), vault: vault, randomness: randomness, audit: audit)
    }

    /// A breach that has just become known.
    public func breach(in town: Municipality) async throws -> ID<Breach> {
        let words = BreachWords(events: "A list went astray.", data: "", consequences: "", measures: "")
        let work = KeepBreaches.Work(by: .dataOfficer, in: town, at: now)
        return try await keepBreaches.note(
            learnedAt: now,
            .init(natures: [.confidentiality], persons: "", words: words),
            work
        )
    }

    /// Somebody who processes for the town.
    public func processor(in town: Municipality) async throws -> ID<RegisterEntry> {
        let words = ["name": "Host", "task": "Keeps the server", "contract": "12/2026"]
        let today = town.clock.date(of: now)
        try await keepRegisters.add(words, on: today, to: .processors, by: .dataOfficer, in: town, at: now)
        let all = try await keepRegisters.entries(of: .processors, by: .dataOfficer, in: town, at: now)
        guard let entry = all.first else { throw NoLetter() }
        return entry.id
    }
}

extension Caller {
    /// Somebody who answers for personal data, in the request `test`.
    public static let dataOfficer = Self(
        .officer,
        StaffRights([StaffGrant(.dataProtectionOfficer)]),
        request: "test"
    )
}
