import CityDomain
import CityKit
import CityStorage
import CityWeb
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The running program: the web server, the worker and the recurring work.
public enum TownHall {
    /// Which parts of the program a process runs.
    public enum Role: Sendable {
        /// Pages, interfaces and the worker.
        case serve
        /// As `serve`, with invented people and letters that stay in memory.
        case demo
        /// As `serve`, with letters that stay in memory and nothing that leaves.
        case training
        /// The worker alone, beside `serve` processes on PostgreSQL.
        case work
    }

    /// Runs until a signal ends it; requests under way are finished first.
    public static func run(_ role: Role, _ settings: Settings) async throws {
        let foundations = try await Foundations(settings, role: .owner, isDemo: role == .demo, kind: role.kind)
        if role == .work { try await InstallationKind.checkWorker(on: foundations.database) }
        try await foundations.seedFirstTowns(role.kind)
        let composition = try Composition(foundations, as: role.kind ?? .real)
        try await composition.towns.refresh()
        try check(settings.addresses, composition.towns)
        if role == .demo { try await DemoPeople(composition).settle() }
        if case .sqlite = settings.database { try await composition.recoverAtOnce() }
        // Nobody is shown anything of a person whose erasure a crash has cut short.
        let now = composition.foundations.clock.now
        try await composition.finishErasures(.sent, by: .command("ratusz serve"), at: now)
        if role == .serve { try await composition.offerSetup() }
        let services = try services(role, composition)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: composition.logger
            )
        )
        do {
            try await group.run()
        } catch {
            await foundations.database.close()
            throw unheard(settings, error) ?? error
        }
        await finish(composition)
        await foundations.database.close()
    }

    /// Nothing is served any more: what was done last is linked and signed.
    private static func finish(_ composition: Composition) async {
        do {
            try await composition.linkAudit()
            try await composition.checkpointing(at: composition.foundations.clock.now)
        } catch {
            composition.logger.error("audit checkpoint", metadata: ["error": "\(type(of: error))"])
        }
    }

    /// A misspelt town would stand under the shared address and nobody would know why.
    private static func check(_ addresses: TownAddresses, _ towns: TownCache) throws {
        let known = towns.all.map(\.id)
        // Before the first town is made there is nothing to compare with.
        guard !known.isEmpty else { return }
        guard let stranger = addresses.townsWithHost.subtracting(known).map(\.rawValue).min() else { return }
        throw SettingsFault(
            setting: .publicURL,
            problem: "there is no town “\(stranger)”; there are: \(known.map(\.rawValue).joined(separator: ", "))"
        )
    }

    /// Why nobody can be heard at the addresses of the settings; nil when `error` is about something else.
    private static func unheard(_ settings: Settings, _ error: any Error) -> SettingsFault? {
        let ports = [settings.port] + (settings.metricsPort == 0 ? [] : [settings.metricsPort])
        let places = ports.map { "\(settings.host):\($0)" }.joined(separator: " and ")
        switch error {
        case let error as IOError where "\(error)".hasPrefix("bind"):
            let reason = String(cString: strerror(error.errnoCode))
            return SettingsFault(setting: .port, problem: "cannot listen on \(places): \(reason)")
        case is SocketAddressError.UnknownHost, is SocketAddressError:
            return SettingsFault(setting: .host, problem: "“\(settings.host)” is no address of this machine")
        default: return nil
        }
    }

    /// Sends log lines as JSON to standard output.
    public static func startLog(level: String) {
        let level = Logger.Level(rawValue: level) ?? .info
        LoggingSystem.bootstrap { JSONLog(label: $0, level: level) }
    }

    private static func services(_ role: Role, _ composition: Composition) throws -> [any Service] {
        let background: [any Service] = [composition.schedule, try composition.worker()]
        guard role != .work else { return background }
        let metrics = RequestMetrics()
        return background + [web(composition, metrics)] + metricsPage(composition, metrics)
    }

    private static func web(_ composition: Composition, _ metrics: RequestMetrics) -> any Service {
        let settings = composition.foundations.settings
        let site = composition.site
        let responder = TownHosts(
            responder: cityRouter(site, metrics: metrics).buildResponder(),
            addresses: settings.addresses
        )
        return Application(
            responder: responder,
            server: .http1(configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port)),
            onServerRunning: { channel in announce(composition, port: channel.localAddress?.port) },
            logger: composition.logger
        )
    }

    private static func metricsPage(_ composition: Composition, _ metrics: RequestMetrics) -> [any Service] {
        let settings = composition.foundations.settings
        guard settings.metricsPort != 0 else { return [] }
        let router = metricsRouter {
            let queue = await TownMetrics(composition).text()
            return metrics.text + queue
        }
        return [
            Application(
                router: router,
                configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.metricsPort)),
                logger: composition.logger
            )
        ]
    }

    /// Tells where to go, on the terminal of a demonstration and in the log.
    private static func announce(_ composition: Composition, port: Int?) {
        let port = port ?? composition.foundations.settings.port
        composition.logger.notice("listening", metadata: ["port": "\(port)"])
        SystemdNotice(environment: composition.foundations.settings.environment)?.tellReady()
        guard composition.isDemo, composition.mailbox != nil else { return }
        // Not `print`: what it buffers would not reach a log file before the end.
        FileHandle.standardOutput.write(Data(DemoPeople(composition).welcome.utf8))
    }
}

extension TownHall.Role {
    /// What the installation has to be; nil for a worker, which sends for real ones alone.
    var kind: InstallationKind? {
        switch self {
        case .serve: .real
        case .demo: .demo
        case .training: .training
        case .work: nil
        }
    }
}

/// Numbers about the town's work for the metrics page.
struct TownMetrics {
    private let deliveries: any DeliveryStore
    private let audit: any AuditStore
    private let checkpoints: String
    private let clock: any TimeSource
    private let replies: ReplyCounts

    init(_ composition: Composition) {
        replies = composition.replyCounts
        deliveries = composition.deliveries
        audit = composition.auditStore
        checkpoints = composition.foundations.settings.checkpoints
        clock = composition.foundations.clock
    }

    /// Nothing when the database is away: the page still answers.
    func text() async -> String {
        var lines = ["# HELP ratusz_deliveries Deliveries by state.", "# TYPE ratusz_deliveries gauge"]
        for state in DeliveryState.allCases {
            guard let count = try? await deliveries.count(state) else { return "" }
            lines.append("ratusz_deliveries{state=\"\(state.rawValue)\"} \(count)")
        }
        lines += replies.metrics
        guard let waiting = try? await audit.queue(limit: 1).waiting else { return "" }
        lines += gauge(
            "ratusz_audit_waiting_seconds",
            "How long the oldest entry of the audit log has waited to be linked.",
            waiting.first.map { clock.now - $0.at } ?? .zero
        )
        if let signed = checkpointedAt {
            lines += gauge(
                "ratusz_audit_checkpoint_age_seconds",
                "Since the last signed checkpoint of the audit log.",
                clock.now - signed
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func gauge(_ name: String, _ help: String, _ duration: Duration) -> [String] {
        ["# HELP \(name) \(help)", "# TYPE \(name) gauge", "\(name) \(max(0, Int(duration / .seconds(1))))"]
    }

    /// When the file of checkpoints was written last; nil before the first.
    private var checkpointedAt: Instant? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: checkpoints)
        return (attributes?[.modificationDate] as? Date).map {
            Instant(milliseconds: Int64($0.timeIntervalSince1970 * 1_000))
        }
    }
}
