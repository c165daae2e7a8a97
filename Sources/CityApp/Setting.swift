import CityDomain
import Configuration

/// One setting of the program: a flag, an environment variable or a line of the settings file, in this order.
public struct Setting: Sendable, Hashable {
    /// The flag without its hyphens, such as `public-url`.
    public let name: String
    /// What stands for the value in the help.
    public let value: String
    public let help: String
    /// What is taken when nobody sets it, as the help shows it.
    public let fallback: String?

    init(_ name: String, _ value: String, _ help: String, fallback: String? = nil) {
        self.name = name
        self.value = value
        self.help = help
        self.fallback = fallback
    }

    /// The environment variable: `RATUSZ_PUBLIC_URL`.
    public var variable: String { "RATUSZ_\(name.uppercased().replacing("-", with: "_"))" }

    public static let data = Setting("data", "DIR", "Folder of the SQLite file and of photos.", fallback: "var/ratusz")
    public static let database = Setting(
        "database",
        "URL",
        "sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME.",
        fallback: "sqlite:DATA/ratusz.sqlite"
    )
    public static let masterKey = Setting(
        "master-key",
        "SOURCE",
        "The key that opens all others: a file, credential:NAME of systemd, or exec:COMMAND. Keep it outside --data.",
        fallback: "none; --demo makes one"
    )
    public static let erasures = Setting(
        "erasures",
        "FILE",
        "Ledger of erased accounts, which a restore needs. Keep it where the loss of the database does not take it along.",
        fallback: "DATA/erasures/ledger"
    )
    public static let auditYears = Setting(
        "audit-years",
        "N",
        "Years after which entries of the audit log are discarded, at least \(fewestAuditYears).",
        fallback: "none; the log is kept for good"
    )
    /// What Polish rules for systems of public bodies ask of logs where no other law says more.
    static let fewestAuditYears = 2
    public static let host = Setting("host", "ADDRESS", "Address to listen on.", fallback: "127.0.0.1")
    public static let port = Setting("port", "N", "Port to listen on; 0 takes any free one.", fallback: "8080")
    public static let metricsPort = Setting(
        "metrics-port",
        "N",
        "Port of the metrics page on the same address; 0 turns it off.",
        fallback: "9090"
    )
    public static let publicURL = Setting(
        "public-url",
        "URL",
        "Where residents find the towns, or TOWN=URL for a town with a host of its own; several with commas.",
        fallback: "http://localhost:PORT"
    )
    public static let trustedProxy = Setting(
        "trusted-proxy",
        "ADDRESS",
        "Address of a reverse proxy whose X-Forwarded-For counts; several with commas.",
        fallback: "none"
    )
    public static let keylessPerMinute = Setting(
        "keyless-per-minute",
        "N",
        "Requests that programs without a key may make in a minute from one network; 0 for no limit.",
        fallback: "\(RequestLimit.ofNetwork.perMinute ?? 0)"
    )
    public static let tiles = Setting(
        "tiles",
        "URL",
        "Pictures for the maps: https://HOST/{z}/{x}/{y}.png. Residents' browsers will ask that server.",
        fallback: "none; maps are drawn from the town's own files"
    )
    public static let tilesAttribution = Setting(
        "tiles-attribution",
        "TEXT",
        "Whose map --tiles shows, as its licence wants it said.",
        fallback: "none"
    )
    public static let mail = Setting(
        "mail",
        "URL",
        "The mail server: smtp://USER:PASSWORD@HOST:PORT?starttls=required or smtps://…",
        fallback: "none; mail waits"
    )
    public static let replyAddress = Setting(
        "reply-address",
        "ADDRESS",
        "Address for answers to letters, with a place for what tells them apart: odpowiedz+{token}@town.example.",
        fallback: "none; letters are answered on the page"
    )
    public static let replyMailbox = Setting(
        "reply-mailbox",
        "URL",
        "Where those answers arrive: maildir:/PATH or imaps://USER:PASSWORD@HOST/INBOX.",
        fallback: "none"
    )
    public static let webhooksInside = Setting(
        "webhooks-inside",
        "yes",
        "Lets webhooks lead to this machine and to private networks, and go without encryption.",
        fallback: "no"
    )
    public static let identityProviders = Setting(
        "identity-providers",
        "FILE",
        "Services and directories that people sign in with, as JSON5; docs/identity.md says how to write it.",
        fallback: "none"
    )
    public static let log = Setting(
        "log",
        "LEVEL",
        "trace, debug, info, notice, warning, error or critical.",
        fallback: "info"
    )
    public static let firstTowns = Setting(
        "first-towns",
        "NAMES",
        "Towns of Municipalities/ that a start takes in where the database has none: names with commas, or all.",
        fallback: "none; all with --demo and --training"
    )
    public static let files = Setting(
        "files",
        "DIR",
        "Folder with Calendars/, Texts/ and Municipalities/.",
        fallback: "that of the program"
    )
    public static let config = Setting(
        "config",
        "FILE",
        "Settings as JSON: {\"port\": 8080, …}.",
        fallback: "none"
    )

    public static let all = [
        data, database, masterKey, erasures, auditYears, host, port, metricsPort, publicURL, trustedProxy,
        keylessPerMinute, tiles,
        tilesAttribution, mail, replyAddress, replyMailbox, webhooksInside, identityProviders, log, firstTowns, files,
        config,
    ]
}
