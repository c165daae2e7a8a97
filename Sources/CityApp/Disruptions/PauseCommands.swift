import CityDomain
import CityKit
import CityStorage
import CityWeb
import Foundation

/// What `ratusz pause` does. Needs no key; the database only for the names of towns.
public enum PauseCommands {
    /// - Parameters:
    ///   - town: nil for all.
    ///   - end: `2026-05-01 06:00` on the clock of the town, of all towns on that of the first; nil while nobody knows.
    /// - Returns: what a person reads.
    public static func begin(town: String?, until end: String?, _ settings: Settings) async throws -> [String] {
        // A pause must be there when the database is not, so that towns are read only where they are needed.
        let towns = town == nil && end == nil ? [] : (try? await towns(settings)) ?? []
        let chosen = try town.map { towns.isEmpty ? ID(try checked($0)) : try find($0, towns).id }
        let now = SystemTime().now
        let clock = (towns.first { $0.id == chosen } ?? towns.first)?.clock
        let until = try end.map { try moment($0, clock, after: now) }
        try settings.pauses.set(Pause(since: now, until: until), for: chosen)
        return ["\(chosen?.rawValue ?? "all towns"): paused\(said(until, clock)); `ratusz pause off` ends it"]
    }

    public static func end(town: String?, _ settings: Settings) async throws -> [String] {
        let chosen = try town.map { ID<Municipality>(try checked($0)) }
        let name = chosen?.rawValue ?? "all towns"
        guard try settings.pauses.remove(of: chosen) else { return ["\(name): was not paused"] }
        let left = settings.pauses.all().map { $0.town?.rawValue ?? "all towns" }
        return ["\(name): open again"] + left.map { "\($0): still paused" }
    }

    public static func status(_ settings: Settings) -> [String] {
        let all = settings.pauses.all()
        guard !all.isEmpty else { return ["nothing is paused"] }
        return all.map { town, pause in
            let end = pause.until.map { " until \($0.rfc3339)" } ?? ""
            return "\(town?.rawValue ?? "all towns"): paused since \(pause.since.rfc3339)\(end)"
        }
    }

    /// The page that a reverse proxy shows while the program does not run, for one town or, without one, for all.
    public static func page(town: String?, _ settings: Settings) async throws -> String {
        let towns = try await towns(settings)
        let chosen = try town.map { [try find($0, towns)] } ?? towns
        return StandInPage(towns: chosen, catalogue: try settings.files.texts()).html.markup
    }

    // MARK: - Parts

    private static func towns(_ settings: Settings) async throws -> [Municipality] {
        let catalogue = try settings.files.texts()
        let decoder = MunicipalityDecoder(calendars: try settings.files.calendars(), texts: catalogue.gaps)
        let database = try await Foundations.open(settings, .guest)
        let cache = TownCache(store: SQLMunicipalityStore(database: database), decoder: decoder)
        do {
            try await cache.refresh()
            await database.close()
        } catch {
            await database.close()
            throw error
        }
        return cache.all
    }

    private static func find(_ id: String, _ towns: [Municipality]) throws -> Municipality {
        if let town = towns.first(where: { $0.id.rawValue == id }) { return town }
        let all = towns.map(\.id.rawValue).joined(separator: ", ")
        throw Maintenance.Fault(description: "there is no town “\(id)”; there are: \(all)")
    }

    /// A name that leads nowhere else.
    private static func checked(_ town: String) throws -> String {
        guard !town.contains("/"), !town.hasPrefix(".") else {
            throw Maintenance.Fault(description: "there is no town “\(town)”")
        }
        return town
    }

    private static func moment(_ text: String, _ clock: LocalClock?, after now: Instant) throws -> Instant {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let day = CivilDate(String(parts[0])), let time = TimeOfDay(String(parts[1])) else {
            throw Maintenance.Fault(description: "“\(text)” is no moment; write it as 2026-05-01 06:00")
        }
        guard let clock else {
            throw Maintenance.Fault(
                description: "no town can be read, so that nobody knows its clock; leave --until out"
            )
        }
        let moment = clock.instant(of: day, at: time)
        guard moment > now else { throw Maintenance.Fault(description: "“\(text)” is over already") }
        return moment
    }

    private static func said(_ until: Instant?, _ clock: LocalClock?) -> String {
        guard let until, let clock else { return "" }
        return " until \(clock.date(of: until)) \(clock.time(of: until)) (\(clock.zoneName))"
    }
}
