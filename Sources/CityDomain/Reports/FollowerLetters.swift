public import CityKit

/// Writes the mails to followers of a report: from what everybody may read of it, in the language in which they asked.
public struct FollowerLetters: DeliveryLetters {
    private let followers: any FollowerStore
    private let browseReports: BrowseReports
    private let joins: any JoinStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        followers: any FollowerStore,
        browseReports: BrowseReports,
        joins: any JoinStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.followers = followers
        self.browseReports = browseReports
        self.joins = joins
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard let id = delivery.recipient.follower, let town = towns.municipality(delivery.municipality),
            let follower = try await followers.follower(id, in: town.id),
            let number = delivery.subject.number,
            let entry = try await browseReports.ifShown(number, for: .everyone, in: town)
        else { return nil }
        let paper = LetterPaper(town: town, language: follower.language, catalogue: catalogue)
        let email = try follower.address(vault, in: town.id)
        guard let (key, said) = try await words(for: delivery, follower, email, entry, on: paper) else { return nil }
        let link = addresses.link(to: "follow/\(id)/\(vault.token(of: id, in: town.id).text)", of: town.id)
        let places: [String: Text.Argument] = [
            "title": .words(entry.text.title), "link": .words(link),
            "page": .words(addresses.link(to: "reports/\(number.path)", of: town.id)),
        ]
        return try paper.letter(
            key,
            places.merging(said) { place, _ in place },
            for: delivery,
            to: email,
            at: now,
            headers: Self.unsubscribe(at: "\(link)/stop")
        )
    }

    private func words(
        for delivery: Delivery,
        _ follower: StoredFollower,
        _ email: EmailAddress,
        _ entry: BrowseReports.Entry,
        on paper: LetterPaper
    ) async throws -> (key: String, said: [String: Text.Argument])? {
        switch delivery.message {
        case .confirmEmail:
            return follower.confirmedAt == nil ? ("mail.follow.confirm", [:]) : nil
        case .status(let sequence):
            guard follower.confirmedAt != nil,
                let event = entry.report.history.first(where: { $0.sequence == sequence }),
                event.lineIsFor == .everybody, try await !isReporter(email, of: entry.report.id, in: paper.town.id)
            else { return nil }
            let said = paper.words(paragraphs(about: event, entry))
            let status = event.statusText(of: entry.report.kind)
            return ("mail.follow.status", ["said": .words(said), "status": .text(status)])
        default: return nil
        }
    }

    /// Reporters have their own letters, and so have those of reports that are joined to it; one who follows as well gets
    /// each news once.
    private func isReporter(_ email: EmailAddress, of report: ID<Report>, in town: ID<Municipality>) async throws
        -> Bool
    {
        try await joins.senders(of: report, in: town).contains { sender in
            try sender.address(vault, in: town)?.indexForm == email.indexForm
        }
    }

    private func paragraphs(about event: ReportEvent, _ entry: BrowseReports.Entry) -> [Text] {
        let answer = entry.answers[event.sequence]?.paragraphs(under: "mail.answer") ?? []
        return event.publicNews + answer + entry.report.nextParagraph(after: event)
    }

    /// RFC 2369 and RFC 8058: mail programs show a button that ends it.
    private static func unsubscribe(at address: String) -> [EmailHeader] {
        [
            EmailHeader("List-Unsubscribe", "<\(address)>"),
            EmailHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ].compactMap(\.self)
    }
}

extension ReportEvent {
    /// What has happened, as the public page says it.
    var publicNews: [Text] {
        switch act {
        case .rejected(let reason, let earlier):
            [Text("report.rejected.because", ["reason": .text(reason.text)])]
                + (earlier.map { [Text("mail.earlier", ["number": .words($0.description)])] } ?? [])
        case .closed(let reason): [Text("report.event.closed.\(reason.rawValue)")]
        case .reopened: [Text("report.act.reopened.text")]
        case .joined(let leading): [Text("mail.joined", ["number": .words(leading.description)])]
        case .parted(let leading): [Text("mail.parted", ["number": .words(leading.description)])]
        case .resumed(let leading):
            [Text("mail.resumed", ["number": .words(leading.description), "status": .text(status.text)])]
        case .corrected: [Text("report.act.corrected.text", ["status": .text(status.text)])]
        case .supported(let persons): [Text("mail.idea.supported", ["count": .number(persons)])]
        case .takenUp(let extent): [Text("mail.idea.\(extent.rawValue)")]
        default: [Text("report.event.\(status.rawValue)")]
        }
    }
}
