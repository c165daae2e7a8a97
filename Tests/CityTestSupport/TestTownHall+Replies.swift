public import CityKit
public import CityStorage

@testable public import CityDomain

extension TestTownHall {
    public var threads: SQLThreadStore { SQLThreadStore(database: database) }

    /// Answers by mail come to `odpowiedz+…@ratusz.example`.
    public static let replyAddresses = ReplyAddresses(pattern: "odpowiedz+{token}@ratusz.example")

    public var readThread: ReadThread { ReadThread(threads: threads, reports: reports, staff: staff, vault: vault) }

    public var writeInThread: WriteInThread {
        WriteInThread(
            threads: threads,
            reports: reports,
            files: files,
            followUp: followUpReport,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }
}

// MARK: - Answers by mail

/// One mail that waits.
public struct OneMail: ReplyMailbox, MailReader {
    let mail: ReceivedMail

    public func waiting(limit: Int) -> [String] { ["mail"] }
    public func read(_ mail: String, limit: Int) -> [UInt8]? { Array("From: x\r\n\r\nx".utf8) }
    public func remove(_ mail: String) {}
    public func read(_ bytes: [UInt8]) -> ReceivedMail? { mail }
}

extension TestTownHall {
    /// The address for answers of the reporter, who has one.
    public func replyAddress(about number: ReportNumber, in town: Municipality) async throws -> String {
        let report = try await readReport.unseen(number, in: town)
        let address = report.contact.email.flatMap {
            Self.replyAddresses?.address(of: report.report, to: $0, vault, in: town.id)
        }
        return address?.ascii ?? ""
    }

    /// Takes a mail as the schedule does. It stays in the mailbox, as after a crash.
    public func take(_ mail: ReceivedMail, in town: Municipality) async throws -> [TakeReplies.Outcome: Int] {
        guard let addresses = Self.replyAddresses else { return [:] }
        let one = OneMail(mail: mail)
        let take = TakeReplies(
            threads: threads,
            reports: reports,
            files: files,
            photos: addPhoto,
            reader: one,
            addresses: addresses,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
        return try await take(from: one, in: [town], at: now)
    }

    /// An answer by mail with a photo.
    public func repliedByMail(about number: ReportNumber, in town: Municipality) async throws
        -> (message: ID<ReportMessage>, photo: ID<ReportPhoto>)
    {
        let before = try await readReport.unseen(number, in: town)
        if before.contact.email == nil {
            let secret = vault.reportSecret(of: before.report.id, before.clientKey, in: town.id)
            let link = ReportLink(number, secret, from: "192.0.2.1", in: town, at: now)
            try await giveEmail(link, email: "zglaszajacy@przyklad.example")
        }
        let mail = ReceivedMail(
            id: "<photo@przyklad.example>",
            recipients: [try await replyAddress(about: number, in: town)],
            sender: "kto@inny.example",
            subject: "Re",
            kind: .person,
            text: "Na zdjęciu.",
            files: [ReceivedMail.File(name: "zdjecie.jpg", bytes: SamplePhoto.jpeg)]
        )
        _ = try await take(mail, in: town)
        let report = try await readReport.unseen(number, in: town)
        let message = try await readThread.read(report, in: town.id).messages.last
        return (message?.id ?? ID(""), message?.photos.first?.id ?? ID(""))
    }
}
