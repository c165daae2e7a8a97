import CityChannels
import CityDomain
import Foundation

/// How answers by mail are addressed, and where they arrive.
struct ReplySettings: Sendable {
    let addresses: ReplyAddresses
    let mailbox: any ReplyMailbox

    /// Nil where neither is set.
    ///
    /// - Throws: `SettingsFault`, which never holds the mailbox: it has a password in it.
    init?(address: String?, mailbox: String?) throws {
        switch (address, mailbox) {
        case (nil, nil): return nil
        case (nil, _?): throw SettingsFault(setting: .replyAddress, problem: "--reply-mailbox needs it")
        case (_?, nil): throw SettingsFault(setting: .replyMailbox, problem: "--reply-address needs it")
        case (let address?, let mailbox?):
            guard let addresses = ReplyAddresses(pattern: address) else {
                let problem =
                    "“\(address)” holds no token; write odpowiedz+{token}@HOST, at most 20 letters before the @"
                throw SettingsFault(setting: .replyAddress, problem: problem)
            }
            self.addresses = addresses
            self.mailbox = try Self.mailbox(mailbox)
        }
    }

    private static func mailbox(_ text: String) throws -> any ReplyMailbox {
        let mark = "maildir:"
        if text.hasPrefix(mark), text.dropFirst(mark.count).hasPrefix("/") {
            return MaildirMailbox(folder: URL(filePath: String(text.dropFirst(mark.count))))
        }
        if let settings = IMAPSettings(url: text) { return IMAPMailbox(settings) }
        throw SettingsFault(
            setting: .replyMailbox,
            problem: "write maildir:/PATH or imaps://USER:PASSWORD@HOST/INBOX, special characters as %40"
        )
    }
}
