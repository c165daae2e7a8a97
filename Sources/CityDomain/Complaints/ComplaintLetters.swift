public import CityKit

/// Writes the mails about a complaint to the address that it names: that it came, the answer, and what was added later. None
/// repeats what was typed, so that nobody can have the town send words to a stranger.
public struct ComplaintLetters: DeliveryLetters {
    private let complaints: any ComplaintStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        complaints: any ComplaintStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.complaints = complaints
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    /// Nil once the person was erased, and while nothing but keeping is done with the person's data.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard case .complaint(let id) = delivery.subject, let town = towns.municipality(delivery.municipality),
            let sealed = try await complaints.complaint(id, in: town.id), !sealed.isRestricted
        else { return nil }
        let open = try OpenComplaint(sealed, for: .person, vault, in: town.id)
        let paper = LetterPaper(town: town, language: open.complaint.language, catalogue: catalogue)
        guard let email = open.content?.email, let (key, said) = words(for: delivery.message, open, in: town) else {
            return nil
        }
        let token = vault.token(of: id, in: town.id).text
        let places: [String: Text.Argument] = [
            "number": .words(open.complaint.number.description),
            "received": .date(open.complaint.receivedOn),
            "link": .words(addresses.link(to: "complaints/sent/\(id)/\(token)", of: town.id)),
            "said": .words(paper.words(said)),
        ]
        return try paper.letter(key, places, for: delivery, to: email, at: now)
    }

    private func words(for message: DeliveryMessage, _ open: OpenComplaint, in town: Municipality)
        -> (key: String, said: [Text])?
    {
        let complaint = open.complaint
        switch message {
        case .complaintReceived: return ("mail.complaint.received", [complaint.promise])
        case .complaintAnswered:
            guard let answer = complaint.answer, let words = open.words(at: 1) else { return nil }
            let outcome = Text("mail.complaint.outcome.\(answer.outcome.rawValue)")
            let elsewhere = answer.outcome == .elsewhere ? [ways(in: town)] : []
            return (
                "mail.complaint.answered",
                [outcome, Text("mail.complaint.words", ["words": .words(words)])] + elsewhere
            )
        case .complaintAdded(let sequence):
            guard let words = open.words(at: sequence) else { return nil }
            return ("mail.complaint.added", [Text("mail.complaint.words", ["words": .words(words)])])
        default: return nil
        }
    }

    /// Where the page is that leads elsewhere.
    private func ways(in town: Municipality) -> Text {
        Text("mail.complaint.elsewhere", ["link": .words(addresses.link(to: "complaints", of: town.id))])
    }
}

extension Complaint {
    /// By when the office answers, in words.
    public var promise: Text {
        due.map { Text("complaint.promise.due", ["date": .date($0)]) } ?? Text("complaint.promise.undated")
    }
}

extension OpenComplaint {
    fileprivate func words(at sequence: Int) -> String? { lines.first { $0.line.sequence == sequence }?.words }
}
