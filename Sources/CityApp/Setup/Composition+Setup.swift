import CityDomain
import CityKit
import CityStorage
import Foundation

extension Composition {
    var setUpTown: SetUpTown {
        SetUpTown(
            store: SQLSetupStore(database: foundations.database),
            addresses: foundations.settings.addresses,
            shelf: InstalledProfiles(
                foundations.settings.files,
                catalogue: foundations.catalogue,
                towns: towns
            ),
            towns: towns,
            attempts: accounts,
            vault: vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }

    /// Says where to make the first town, as long as there is none: on the terminal, and in a file that nobody else reads.
    func offerSetup() async throws {
        let file = SetupFile(folder: foundations.settings.data)
        guard towns.all.isEmpty else { return try file.remove() }
        let now = foundations.clock.now
        let kept = file.token
        let token: Token
        if let kept, try await setUpTown.works(kept, at: now) {
            token = kept
        } else {
            token = try await setUpTown.link(.first, at: now)
            try file.write(token)
        }
        let link = Maintenance.setupLink(token, foundations.settings)
        // Not `print`: what it buffers would not reach a log file before the end.
        FileHandle.standardOutput.write(Data(Self.welcome(link, file.path).utf8))
    }

    private static func welcome(_ link: String, _ file: String) -> String {
        """

        There is no town yet. Make one here; the link works once, for 24 hours:
          \(link)
        It also stands in \(file).

        """
    }
}

/// The secret of the first link on disk, as a start leaves it for the next one.
struct SetupFile {
    let path: String

    init(folder: String) { path = "\(folder)/setup-link" }

    /// Nil where there is no file, or something else in it.
    var token: Token? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return Token(typed: text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    func write(_ token: Token) throws {
        let manager = FileManager.default
        try manager.createDirectory(
            at: URL(filePath: path).deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try remove()
        // Nobody else can read it at any moment, and it is not written through a link.
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        try FileHandle(fileDescriptor: file, closeOnDealloc: true).write(contentsOf: Data("\(token.text)\n".utf8))
    }

    func remove() throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.removeItem(atPath: path)
    }
}

extension Maintenance {
    /// A new link for a town more.
    public static func makeSetupLink(_ settings: Settings) async throws -> String {
        try await withComposition(settings) { composition in
            let token = try await composition.setUpTown.link(.further, at: composition.foundations.clock.now)
            return setupLink(token, settings)
        }
    }

    static func setupLink(_ token: Token, _ settings: Settings) -> String {
        "\(settings.addresses.shared)/setup/\(token.text)"
    }
}
