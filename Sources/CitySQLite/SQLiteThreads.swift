import CityStorage

/// The threads that work on one file: a writer, and readers that open their connections when they first have to read.
final class SQLiteThreads: Sendable {
    let reads: JobQueue<any DatabaseJob>
    let writes: JobQueue<any DatabaseJob>
    private let readers: [DatabaseThread]
    private let writer: DatabaseThread

    /// Throws `OpenFault` when the file cannot be opened.
    init(_ file: SQLiteFile) throws(OpenFault) {
        let connection = try file.openWriter()
        let (reads, writes) = (
            JobQueue<any DatabaseJob>(limit: file.options.queueLimit),
            JobQueue<any DatabaseJob>(limit: file.options.queueLimit)
        )
        (self.reads, self.writes) = (reads, writes)
        readers = (1...file.options.readers).map { number in
            DatabaseThread(named: "sqlite reader \(number)") { Self.read(reads, file) }
        }
        writer = DatabaseThread(named: "sqlite writer") { Self.write(writes, file, connection) }
    }

    deinit {
        reads.close()
        writes.close()
    }

    /// Returns when everything that waits has been done. The readers end first, so that the writer's connection is the
    /// last one.
    func close() async {
        reads.close()
        for reader in readers { await reader.join() }
        writes.close()
        await writer.join()
    }

    private static func read(_ queue: JobQueue<any DatabaseJob>, _ file: SQLiteFile) {
        var connection: SQLiteConnection?
        while let job = queue.next() {
            connection = connection ?? (try? file.openReader())
            guard let connection else {
                job.finish(StorageUnavailable(.disconnected))
                continue
            }
            connection.use { $0.read(job) }
        }
        connection?.close()
    }

    private static func write(_ queue: JobQueue<any DatabaseJob>, _ file: SQLiteFile, _ first: SQLiteConnection) {
        var connection: SQLiteConnection? = first
        var commits = GroupCommit(queue)
        while let job = queue.next() {
            connection = connection ?? (try? file.openWriter())
            guard let open = connection else {
                job.finish(StorageUnavailable(.disconnected))
                continue
            }
            var isBroken = false
            open.use { session in
                commits.run(job, in: session)
                isBroken = session.isBroken
            }
            file.turn?.giveWay()
            // SQLite could not even roll back. Until a new connection works every job fails.
            if isBroken {
                open.close()
                connection = nil
            }
        }
        connection?.close()
    }
}
