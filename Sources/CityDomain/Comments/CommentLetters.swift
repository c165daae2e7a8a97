public import CityKit

/// Writes the mails that tell somebody what the office decided about a comment. None repeats the comment.
public struct CommentLetters: DeliveryLetters {
    private let comments: any CommentStore
    private let residents: any ResidentStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        comments: any CommentStore,
        residents: any ResidentStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.comments = comments
        self.residents = residents
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    /// Nil once the comment was taken away or its writer erased, and when something else was decided since.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard case .comment(let id) = delivery.subject, let town = towns.municipality(delivery.municipality),
            let sealed = try await comments.comment(id, in: town.id), let owner = sealed.comment.resident,
            sealed.comment.state.message == delivery.message,
            let resident = try await residents.account(owner, in: town.id)?.resident
        else { return nil }
        let (open, writer) = (try OpenComment(sealed, vault, in: town.id), try resident.opened(vault, in: town.id))
        let number = open.report.number
        let paper = LetterPaper(town: town, language: resident.language, catalogue: catalogue)
        return try paper.letter(
            open.comment.state.letter,
            [
                "name": .words(writer.givenName.text),
                "number": .words(number.description),
                "reason": .words(
                    open.grounds { catalogue.say($0, in: resident.language, own: town.words[resident.language] ?? [:]) }
                        ?? ""
                ),
                "report": .words(addresses.link(to: "reports/\(number.path)", of: town.id)),
                "link": .words(addresses.link(to: "account/comments", of: town.id)),
            ],
            for: delivery,
            to: writer.email,
            at: now
        )
    }
}

extension ReportComment.State {
    /// Which letter tells of it.
    fileprivate var message: DeliveryMessage? {
        switch self {
        case .waiting: nil
        case .published: .commentPublished
        case .refused: .commentRefused
        case .takenDown: .commentTakenDown
        }
    }

    /// The key of its texts.
    fileprivate var letter: String {
        switch self {
        case .waiting, .published: "mail.comment.published"
        case .refused: "mail.comment.refused"
        case .takenDown: "mail.comment.takenDown"
        }
    }
}
