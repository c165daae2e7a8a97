/// Why a database cannot be brought up to the program.
public enum MigrationFault: Error, Hashable, CustomStringConvertible {
    /// The numbers must be 1, 2, 3 …, in the program and in the database.
    case gap(missing: Int)
    /// The file was edited after it was applied.
    case changed(number: Int, name: String)
    /// A newer program has worked on this database.
    case newer(database: Int, program: Int)
    /// A statement failed; the migration left nothing behind. `line` counts from 1 in its file.
    case failed(_ number: Int, _ name: String, line: Int, StorageError)

    public var description: String {
        switch self {
        case .gap(let missing): "migration \(missing) is missing"
        case .changed(let number, let name):
            "migration \(number) (\(name)) differs from the one this database was made with; restore the file"
        case .newer(let database, let program):
            "the database is at migration \(database), this program knows \(program); install the newer program"
        case .failed(let number, let name, let line, let error):
            "migration \(number) (\(name)), line \(line): \(error)"
        }
    }
}
