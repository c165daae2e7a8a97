import CityStorage

/// An error of the server in the program's words, by its SQLSTATE (PostgreSQL, appendix A). The detail, which quotes the
/// row, is never read; the message only of wrong statements, where it quotes the statement.
struct PostgresFailure {
    /// `StorageError`, `StorageUnavailable` or `PostgresReadOnly`.
    let error: any Error

    init(_ result: PostgresResult) {
        let code = result.errorField("C") ?? ""
        let constraint = result.errorField("n") ?? ""
        error =
            switch code {
            case "23505": StorageError.unique(constraint: constraint)
            case "23503", "23001": StorageError.foreignKey
            case "23514": StorageError.check(constraint: constraint)
            case "23502":
                StorageError.notNull(column: "\(result.errorField("t") ?? "").\(result.errorField("c") ?? "")")
            case "40001", "40P01": StorageError.serialization
            case "53100": StorageError.diskFull
            case "57014": StorageUnavailable(.timeout)
            case "55P03": StorageUnavailable(.busy)
            case "25006": PostgresReadOnly()
            default: Self.byClass(code, result)
            }
    }

    private static func byClass(_ code: String, _ result: PostgresResult) -> any Error {
        switch code.prefix(2) {
        // Connection exception, insufficient resources, operator intervention.
        case "08", "53", "57": StorageUnavailable(.disconnected)
        case "58": StorageError.io(code: code)
        case "XX" where code != "XX000": StorageError.corrupt
        case "42": StorageError.invalidStatement("\(code) \(result.errorField("M") ?? "")")
        default: StorageError.other(code: code)
        }
    }
}

/// The server takes no changes: a mistake in a reader; for a writer the server has become a standby.
struct PostgresReadOnly: Error {}
