public import CityKit

/// Writes to the reporter of a joined report what happened to the one that leads it. Its words are told only where everybody
/// may read them; that it moved, the reporter learns in any case.
public struct JoinedLetters: Sendable {
    private let reports: any ReportStore
    private let joins: any JoinStore
    private let browseReports: BrowseReports
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        reports: any ReportStore,
        joins: any JoinStore,
        browseReports: BrowseReports,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.reports = reports
        self.joins = joins
        self.browseReports = browseReports
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    /// Nil once the two were taken apart, and for somebody who is told as the reporter of another one of them.
    func letter(for delivery: Delivery, about leading: ID<Report>, line: Int, at now: Instant) async throws
        -> EmailMessage?
    {
        guard let town = towns.municipality(delivery.municipality), let number = delivery.subject.number,
            let file = try await reports.file(number, in: town.id), let join = file.report.joined,
            file.emailConfirmedAt != nil, let report = try await reports.file(join.leading, in: town.id)?.report,
            report.id == leading, let event = report.history.first(where: { $0.sequence == line }),
            event.lineIsFor == .everybody
        else { return nil }
        let open = try OpenReport(file, vault: vault, in: town.id, for: .reporter)
        guard let email = open.contact.email, try await isFirst(open.report.id, with: email, of: leading, in: town.id)
        else { return nil }
        let paper = LetterPaper(town: town, language: open.language, catalogue: catalogue)
        let entry = try await browseReports.ifShown(join.leading, for: .everyone, in: town)
        return try paper.letter(
            "mail.leading",
            [
                "said": .words(paper.words(paragraphs(about: event, of: report, entry))),
                "status": .text(event.statusText(of: report.kind)), "leading": .words(join.leading.description),
                "link": .words(link(to: open, in: town.id)),
            ],
            for: delivery,
            to: email,
            at: now
        )
    }

    /// One person may have sent several of the joined reports.
    private func isFirst(
        _ report: ID<Report>,
        with email: EmailAddress,
        of leading: ID<Report>,
        in town: ID<Municipality>
    )
        async throws -> Bool
    {
        for sender in try await joins.senders(of: leading, in: town) {
            if sender.report == report { return true }
            if try sender.address(vault, in: town)?.indexForm == email.indexForm { return false }
        }
        return true
    }

    private func paragraphs(about event: ReportEvent, of report: Report, _ entry: BrowseReports.Entry?) -> [Text] {
        guard let entry else {
            return [Text("mail.leading.moved", ["status": .text(event.statusText(of: report.kind))])]
        }
        let answer = entry.answers[event.sequence]?.paragraphs(under: "mail.answer") ?? []
        return event.publicNews + answer + report.nextParagraph(after: event)
    }

    private func link(to open: OpenReport, in town: ID<Municipality>) -> String {
        let secret = vault.reportSecret(of: open.report.id, open.clientKey, in: town)
        return addresses.link(to: "z/\(open.report.number.path)/\(secret.grouped)", of: town)
    }
}
