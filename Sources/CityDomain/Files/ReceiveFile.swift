import CityKit

/// Keeps a file while it is being sent, before anybody knows whose it will be, so that a slow line holds up nobody else.
public struct ReceiveFile: Sendable {
    private let files: any FileStore
    private let vault: any Vault

    public init(files: any FileStore, vault: any Vault) {
        self.files = files
        self.vault = vault
    }

    /// - Parameter limit: octets.
    /// - Throws: `FileStoreFailure`, or what `chunks` throws; nothing is left behind then.
    public func callAsFunction(_ chunks: FileChunks, limit: Int) async throws -> ReceivedFile {
        let key = try vault.newKey(in: Slot(ID(""), table: "received", row: "", column: "")).key
        return ReceivedFile(file: try await files.write(chunks, under: key, limit: limit), key: key)
    }

    /// Forgets what was received.
    public func discard(_ received: ReceivedFile) async { try? await files.delete(received.file.name) }

    /// What was received, to be read once.
    func read(_ received: ReceivedFile) async throws -> FileChunks {
        try await files.read(received.file.name, under: received.key)
    }
}

/// A file as it came, not looked at yet. It lies in the file store under a key that is in memory alone: what a crash leaves of it
/// nobody can read.
public struct ReceivedFile: Sendable {
    let file: StoredFile
    let key: any DataKey

    /// Octets.
    public var size: Int { file.size }
}
