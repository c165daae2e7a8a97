import CityStorage

/// A statement that its connection's server knows, or will know, by a name.
final class PostgresStatement {
    let words: Statement
    let name: String
    /// The server was told to prepare it.
    var isSent = false
    /// Filled by the first result.
    var columns: [String] = []

    init(_ words: Statement, name: String) {
        self.words = words
        self.name = name
    }
}
