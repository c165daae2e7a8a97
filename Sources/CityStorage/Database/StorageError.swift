/// Why the database refused a statement or a commit. Carries names of the schema and codes only, never a value of a row.
///
/// A statement's error ends its transaction on both engines: catching it inside the body does not save the job.
public enum StorageError: Error, Hashable, Sendable {
    /// The name of the unique index, else `<table>_pkey` or `<table>_<column>_<column>_key`.
    case unique(constraint: String)
    case foreignKey
    /// The name given to the CHECK; without a name the engines differ.
    case check(constraint: String)
    /// `<table>.<column>` was left empty.
    case notNull(column: String)
    /// Another transaction came in between. Retried by the database; a caller sees it only from a commit of its own.
    case serialization
    case diskFull
    /// The storage below the database failed: a read, a write or an fsync. A commit that ended so is not acknowledged,
    /// but may turn out to be stored after a restart.
    case io(code: String)
    case corrupt
    /// The statement is wrong or misused: a mistake of the program.
    case invalidStatement(String)
    /// The engine's own code: an extended result code of SQLite or an SQLSTATE.
    case other(code: String)
}
