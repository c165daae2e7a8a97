/// A table whose rows name stored files, and the columns that do. What is named here goes into backups, and the sweep of files
/// leaves it alone.
struct FileColumns: Sendable {
    let table: String
    let columns: [String]

    static let photos = Self(
        table: "report_photos",
        columns: ["file", "thumbnail", "covered_file", "covered_thumbnail"]
    )

    static let all = [
        photos, Self(table: "report_messages", columns: ["mail_file"]), Self(table: "note_files", columns: ["file"]),
    ]

    /// Those of them that a database has; one of an older program lacks some.
    func known(among columns: [(table: String, name: String)]) -> [String] {
        self.columns.filter { name in columns.contains { $0.table == table && $0.name == name } }
    }
}
