import CityDomain
import CityKit

extension TownTransaction {
    /// Of each line in their order.
    func noteFiles(of report: ID<Report>) throws -> [NoteFile] {
        try query(
            """
            SELECT id, line, name, file, file_size, removed_at, removed_by FROM note_files
            WHERE municipality = {town} AND report = ? ORDER BY line, position
            """,
            report
        ).map(NoteFile.init)
    }

    func insert(_ file: NoteFile, at position: Int, of report: ID<Report>) throws {
        guard case .kept(let name, let stored) = file.state else { return }
        try execute(
            """
            INSERT INTO note_files (municipality, id, report, line, position, name, file, file_size)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?)
            """,
            file.id,
            report,
            file.line,
            position,
            name.ciphertext,
            stored.name,
            stored.size
        )
    }

    /// - Returns: false where somebody removed it before.
    func remove(_ file: NoteFile) throws -> Bool {
        guard case .removed(let officer, let at) = file.state else { return false }
        return try change(
            """
            UPDATE note_files SET name = NULL, file = NULL, removed_at = ?, removed_by = ?
            WHERE municipality = {town} AND id = ? AND file IS NOT NULL
            """,
            at,
            officer,
            file.id
        ) == 1
    }
}

extension NoteFile {
    /// - Parameter row: with the columns of `note_files`.
    fileprivate init(_ row: Row) throws {
        let state: State
        if let name = try row.optionalBlob("name"), let file: ID<StoredFile> = try row.optionalID("file") {
            state = .kept(name: Sealed(ciphertext: name), StoredFile(name: file, size: try row.int("file_size")))
        } else {
            state = .removed(by: try row.value("removed_by"), at: try row.instant("removed_at"))
        }
        self.init(id: try row.id("id"), line: try row.id("line"), state)
    }
}
