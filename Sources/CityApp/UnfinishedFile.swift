import Foundation

/// A file beside the wanted one, which takes its name when it is complete.
final class UnfinishedFile {
    private let path: String
    private let handle: FileHandle
    private var isFinished = false

    private var unfinished: String { "\(path).unfinished" }

    init(for path: String) throws {
        self.path = path
        let unfinished = "\(path).unfinished"
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: unfinished, contents: nil, attributes: attributes),
            let handle = FileHandle(forWritingAtPath: unfinished)
        else { throw Maintenance.Fault(description: "\(path) cannot be written; name a file in a folder of yours") }
        self.handle = handle
    }

    deinit {
        try? handle.close()
        if !isFinished { try? FileManager.default.removeItem(atPath: unfinished) }
    }

    func write(_ text: String) throws { try saying { try handle.write(contentsOf: Data(text.utf8)) } }

    func finish() throws {
        try saying {
            try handle.synchronize()
            guard rename(unfinished, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        }
        isFinished = true
    }

    private func saying(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            throw Maintenance.Fault(description: "\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
