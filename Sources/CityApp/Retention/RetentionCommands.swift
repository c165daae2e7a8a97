import CityDomain
import CityKit

/// What `ratusz retention` does.
public enum RetentionCommands {
    /// What falls due by the rules of a town, a line for each rule.
    public static func preview(town: String, _ settings: Settings) async throws -> [String] {
        try await Maintenance.withComposition(settings) { composition in
            let town = try await Maintenance.town(town, composition)
            let now = composition.foundations.clock.now
            let forecasts = try await composition.previewRetention(in: town, at: now)
            return forecasts.map { $0.line(in: town) }
        }
    }

    /// Discards what is due, as the running server does every day.
    ///
    /// - Returns: a line for each rule by which something was due, or one that says that nothing was.
    public static func run(town: String, _ settings: Settings) async throws -> [String] {
        try await Maintenance.withComposition(settings) { composition in
            let town = try await Maintenance.town(town, composition)
            let (actor, now) = (AuditActor.command("ratusz retention run"), composition.foundations.clock.now)
            let lines = try await composition.runRetention(in: town, by: actor, at: now).map(\.words)
            return lines.isEmpty ? ["nothing was due"] : lines
        }
    }
}

extension RetentionForecast {
    fileprivate func line(in town: Municipality) -> String {
        let oldest = now.oldest.map { ", the oldest of \(town.clock.date(of: $0))" } ?? ""
        let source = rule.clause.map { "[\($0)]" } ?? "[no clause]"
        return
            "\(rule.data.rawValue), \(rule.term) \(source): \(now.due) \(rule.end.due)\(oldest), \(inMonth) in 30 days, "
            + "\(inYear) in a year; \(now.held) held back"
    }
}

extension RetentionLine {
    fileprivate var words: String { "\(data.rawValue), \(term): \(count) \(end.done), \(held) held back" }
}

extension RetentionEnd {
    fileprivate var due: String {
        switch self {
        case .discarded: "due"
        case .handedOver: "to be handed over"
        case .appraised: "to be appraised"
        }
    }

    fileprivate var done: String { self == .discarded ? "discarded" : due }
}
