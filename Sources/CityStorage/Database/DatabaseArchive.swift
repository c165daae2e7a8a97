/// Copies a whole database out of its engine and back in, beside those who work on it.
public protocol DatabaseArchive: Sendable {
    var dialect: Dialect { get }

    /// Saves one state of the database to `file`, which must not exist, and shows that same state to `look`. Others read
    /// and write meanwhile. `progress` hears shares from 0 to 1. The file is not synced.
    ///
    /// - Throws: `ArchiveFault`, or what `look` throws.
    func save<T: Sendable>(
        to file: String,
        progress: @escaping @Sendable (Double) -> Void,
        look: @escaping @Sendable (any Session) throws -> T
    ) async throws -> T

    /// What stands where `load` would make the database; nil when the place is free.
    func occupant() async throws -> String?

    /// Makes the database from a saved file; what it made is durable.
    ///
    /// - Throws: `ArchiveFault`.
    func load(from file: String) async throws

    /// What the engine itself finds wrong with the database, a line for each fault.
    func faults() async throws -> [String]

    /// Writes the database anew, so that nothing that was deleted from it can be read from its files any more. Nobody else
    /// may work on it meanwhile.
    ///
    /// - Throws: `ArchiveFault`, also when somebody does.
    func purge() async throws
}

/// Why an engine could not save or load, in words for the person who runs the program.
public enum ArchiveFault: Error, Hashable, CustomStringConvertible {
    /// The disk has no room left.
    case full(file: String)
    /// A program of the engine is not installed.
    case missing(program: String)
    case failed(String)

    public var description: String {
        switch self {
        case .full(let file): "\(file): there is no room left on the disk"
        case .missing(let program):
            "\(program) is missing; on Debian: apt-get install postgresql-client, of the server's version or newer"
        case .failed(let words): words
        }
    }
}
