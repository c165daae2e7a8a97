import CityChannels
import CityDomain
import CityStorage
import CityWeb

/// What the office and reporters write to each other, on pages and by mail.
extension Composition {
    var threads: SQLThreadStore { SQLThreadStore(database: foundations.database) }

    var readThread: ReadThread {
        ReadThread(threads: threads, reports: reports, staff: staff, vault: foundations.vault)
    }

    var threadUseCases: ThreadUseCases { ThreadUseCases(read: readThread, write: writeInThread) }

    var writeInThread: WriteInThread {
        WriteInThread(
            threads: threads,
            reports: reports,
            files: files,
            followUp: FollowUpReport(reports: reports, attempts: accounts, vault: vault, audit: audit),
            vault: vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }

    /// Nil where nobody answers by mail: a demonstration and a training get no mail from outside.
    var receiveReplies: ReceiveReplies? {
        guard let replies = foundations.settings.replies, kind == .real else { return nil }
        return ReceiveReplies(
            take: takeReplies(replies.addresses),
            mailbox: replies.mailbox,
            towns: towns,
            counts: replyCounts,
            logger: logger
        )
    }

    private func takeReplies(_ addresses: ReplyAddresses) -> TakeReplies {
        TakeReplies(
            threads: threads,
            reports: reports,
            files: files,
            photos: addPhoto,
            reader: GMimeReader(),
            addresses: addresses,
            vault: vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }
}
