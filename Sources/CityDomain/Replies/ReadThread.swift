public import CityKit

/// Opens the private thread of a report for the office and its reporter.
public struct ReadThread: Sendable {
    private let threads: any ThreadStore
    private let reports: any ReportStore
    private let colleagues: Colleagues
    private let vault: any Vault

    public init(threads: any ThreadStore, reports: any ReportStore, staff: any StaffStore, vault: any Vault) {
        self.threads = threads
        self.reports = reports
        colleagues = Colleagues(staff: staff, vault: vault)
        self.vault = vault
    }

    /// The thread of a report that the office has opened, which is in the audit log.
    public func read(_ report: OpenReport, by caller: Caller, in town: ID<Municipality>) async throws -> OpenThread {
        _ = try caller.using(.viewReports, on: report.report)
        let isForContacts = caller.may(.viewContacts, on: report.report) && !report.isRestricted
        return try await open(report, showing: isForContacts ? .senders : .words, in: town)
    }

    /// The thread for the reporter.
    public func read(_ report: OpenReport, in town: ID<Municipality>) async throws -> OpenThread {
        try await open(report, showing: .words, in: town)
    }

    /// What a reader is shown besides the words.
    private enum Shown { case words, senders }

    private func open(_ report: OpenReport, showing shown: Shown, in town: ID<Municipality>) async throws -> OpenThread
    {
        let sealed = try await threads.thread(of: report.report.id, in: town)
        guard !sealed.isEmpty, let file = try await reports.file(report.report.number, in: town) else { return .empty }
        let people = sealed.compactMap { if case .office(.staff(let id)) = $0.message.way { id } else { nil } }
        let names = try await colleagues.names(of: Set(people), in: town)
        let slots = ReportSlots(town: town, report: file.report.id)
        let key = try vault.key(file.caseKey, in: slots.caseKey)
        let personKey = try file.personKey.map { try vault.key($0, in: slots.personKey) }
        let answers = report.answers
        return OpenThread(
            messages: try sealed.map { sealed in
                let message = sealed.message
                func words(_ column: String, _ sealed: Sealed<PersonalText>?, _ key: (any DataKey)?) throws -> String? {
                    guard let sealed, let key else { return nil }
                    return try key.open(sealed, in: ReportMessage.slot(message.id, column, in: town)).words
                }
                let sender = shown == .senders ? try words("sender", message.mail?.sender, personKey) : nil
                let author: PersonName? = if case .office(.staff(let id)) = message.way { names[id] } else { nil }
                return OpenThread.Message(
                    id: message.id,
                    at: message.at,
                    way: message.way,
                    author: author,
                    words: try words("words", message.words, key)
                        ?? message.line.flatMap { answers[$0]?.justification } ?? "",
                    sender: message.mail?.from == .elsewhere ? sender : nil,
                    from: message.mail?.from ?? .ownAddress,
                    hasOriginal: shown == .senders && message.mail?.original != nil && personKey != nil,
                    refused: try words("refused", message.mail?.refused, key)?.split(separator: "\n").map(String.init)
                        ?? [],
                    isNews: message.isNews,
                    photos: sealed.photos
                )
            }
        )
    }
}
