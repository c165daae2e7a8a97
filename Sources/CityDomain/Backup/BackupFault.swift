/// Why there is no backup or no restore, with how to go on; in words for the person who runs the program.
public enum BackupFault: Error, Hashable, CustomStringConvertible {
    /// The database names files that are not there, though it has their rows still. The backup was made without them.
    case lostFiles([String], folder: String, backup: String)
    /// Something is where the database or the files would have to go.
    case occupied(String)
    /// A folder that is no whole backup.
    case noBackup(String)
    case newerFormat(Int, program: String)
    case newerSchema(Int, program: Int, made: String)
    case otherEngine(String, wanted: String)
    case damaged([String])
    /// Another command works in the folder of backups.
    case inUse(String)
    case exists(String)
    case disk(String, reason: String)
    case folderOfAnother(String)

    public var description: String {
        switch self {
        case .lostFiles(let names, let folder, let backup):
            """
            \(names.count) files that the database names are not in \(folder): \(Self.first(of: names)). \(backup) holds \
            everything else. Bring them back from an older backup: see “A file is missing” in operations.md
            """
        case .occupied(let place):
            "\(place) exists; a restore never writes over anything. Move it away, or restore to another place"
        case .noBackup(let path): "\(path) is no whole backup: it has no manifest.json that can be read"
        case .newerFormat(let format, let program):
            "the backup has form \(format), made by ratusz \(program); use that program or a newer one"
        case .newerSchema(let schema, let program, let made):
            "the backup is at migration \(schema), this program knows \(program); use ratusz \(made) or a newer one"
        case .otherEngine(let engine, let wanted):
            "the backup is of \(engine) and cannot become a database of \(wanted); choose the place with --database"
        case .damaged(let faults): "the backup is damaged: \(Self.first(of: faults))"
        case .inUse(let folder): "another backup command works in \(folder); wait until it is done"
        case .exists(let path): "\(path) exists already; try again in a second"
        case .disk(let path, let reason): "\(path): \(reason)"
        case .folderOfAnother(let folder):
            "\(folder) belongs to another user, who could not read what is restored; run this as that user"
        }
    }

    private static func first(of lines: [String]) -> String {
        let shown = lines.prefix(5).joined(separator: ", ")
        return lines.count > 5 ? "\(shown) and \(lines.count - 5) more" : shown
    }
}
