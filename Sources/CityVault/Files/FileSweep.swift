import CityDomain
import CityKit
import Foundation

/// Removes what no row names: files that a crash left behind between writing them and storing their row.
struct FileSweep {
    private static let batch = 500

    let paths: FilePaths
    /// Younger files are left alone; their rows may be on the way.
    let moment: Instant

    /// - Returns: how many files went.
    func run(known: @Sendable ([ID<StoredFile>]) async throws -> Set<ID<StoredFile>>) async throws -> Int {
        var count = 0
        for partial in names(in: paths.partialFolder) {
            if unlink(paths.partial(ID(partial))) == 0 { count += 1 }
        }
        for shard in paths.shards {
            let names = names(in: shard).filter(FilePaths.isName).map { ID<StoredFile>($0) }
            for start in stride(from: 0, to: names.count, by: Self.batch) {
                let batch = names[start..<min(start + Self.batch, names.count)]
                let rows = try await known(Array(batch))
                for name in batch where !rows.contains(name) {
                    if unlink(paths.file(name)) == 0 { count += 1 }
                }
            }
        }
        return count
    }

    /// The old files of a folder, in any order.
    private func names(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { name in
            var status = stat()
            guard lstat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
            let changed = Int64(status.st_mtim.tv_sec) * 1_000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
            return Instant(milliseconds: changed) < moment
        }
    }
}
