import CityChannels
import CityDomain
import CityStorage
import CityVault
import CityWeb

/// What an installation is for. Its first start decides, for good: data that are played with never stand among real ones, and
/// a letter to a real person never leaves from a training.
enum InstallationKind: String, Sendable {
    case real
    /// The office learns to work with the program; nothing leaves the machine.
    case training
    /// Everybody looks around, among invented people.
    case demo

    /// - Throws: `SettingsFault` where the database is of another kind, or where a training would begin among data.
    func settle(in database: any Database) async throws {
        let store = SQLInstallationStore(database: database)
        if self == .training, try await store.kind() == nil,
            try await SQLServerKeyStore(database: database).key("root") != nil
        {
            throw SettingsFault(
                setting: .database,
                problem: "has data already; a training begins with an empty database and folder of its own"
            )
        }
        let kept = try await store.kind(orStore: rawValue, at: SystemTime().now)
        guard kept != rawValue else { return }
        throw SettingsFault(setting: .database, problem: "\(Self.made(kept)) \(start)")
    }

    /// A process of its own would send what must not leave.
    ///
    /// - Throws: `SettingsFault`.
    static func checkWorker(on database: any Database) async throws {
        guard let kept = try await SQLInstallationStore(database: database).kind(), kept != Self.real.rawValue else {
            return
        }
        throw SettingsFault(
            setting: .database,
            problem: "\(made(kept)) Its letters stay in `ratusz serve`; no other process may send them."
        )
    }

    private static func made(_ kind: String) -> String {
        switch Self(rawValue: kind) {
        case .real: "was made for real data and stays so."
        case .training: "was made for training and stays so."
        case .demo: "was made for a demonstration and stays so."
        case nil: "was made by a newer program."
        }
    }

    private var start: String {
        switch self {
        case .real: "Start it the way it was made (--training or --demo), or give another database."
        case .training, .demo: "Start it without --\(rawValue), or give another database."
        }
    }
}

// MARK: - What leaves it

extension InstallationKind {
    /// Where letters stay; nil where they leave. A demonstration with a mail server shows how they arrive.
    func mailbox(_ settings: Settings) -> MemoryMailbox? {
        switch self {
        case .real: nil
        case .training: MemoryMailbox()
        case .demo: settings.mail == nil ? MemoryMailbox() : nil
        }
    }

    func webhooks(_ settings: Settings) -> any Channel<WebhookMessage> {
        switch self {
        case .training: SilentChannel<WebhookMessage>()
        case .real, .demo: WebhookChannel(reach: settings.webhookReach)
        }
    }

    /// What its banner says.
    var purpose: Demo.Purpose {
        switch self {
        case .training: .training
        case .real, .demo: .demonstration
        }
    }
}
