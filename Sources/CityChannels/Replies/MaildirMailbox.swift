public import CityDomain
public import Foundation

/// Mails in a Maildir, as mail servers of the same machine deliver them: each is a file that was moved into `new` once it was
/// whole.
public struct MaildirMailbox: ReplyMailbox {
    private let folder: URL

    public init(folder: URL) { self.folder = folder }

    public func waiting(limit: Int) async throws -> [String] {
        var names: [(name: String, path: String)] = []
        for part in ["new", "cur"] {
            guard let all = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path)
            else {
                throw MailboxAway(.noMailbox)
            }
            names += all.filter { !$0.hasPrefix(".") }.map { (name: $0, path: "\(part)/\($0)") }
        }
        return names.sorted { $0.name < $1.name }.prefix(limit).map(\.path)
    }

    public func read(_ mail: String, limit: Int) async throws -> [UInt8]? {
        // No link leads out of the mailbox, and nothing that never ends is waited for.
        let file = open(folder.appending(path: mail).path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw MailboxAway(.notUnderstood) }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        var about = stat()
        guard fstat(file, &about) == 0, about.st_mode & S_IFMT == S_IFREG, about.st_size <= limit else { return nil }
        return Array(try handle.read(upToCount: limit) ?? Data())
    }

    public func remove(_ mail: String) async throws {
        guard unlink(folder.appending(path: mail).path) != 0, errno != ENOENT else { return }
        throw MailboxAway(.noMailbox)
    }
}
