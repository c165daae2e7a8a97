public import CityKit

/// Writes the letters of a morning, of what is due at the moment they are sent.
public struct DigestLetters: DeliveryLetters {
    private let digests: any DigestStore
    private let compose: ComposeDigest
    private let staff: any StaffStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        digests: any DigestStore,
        compose: ComposeDigest,
        staff: any StaffStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.digests = digests
        self.compose = compose
        self.staff = staff
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    /// Nil once the day is over, the account is closed or all is done.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard case .digest(let id) = delivery.subject, let town = towns.municipality(delivery.municipality),
            let planned = try await digests.digest(id, in: town.id), planned.day == town.clock.date(of: now),
            let person = try await staff.person(planned.staff, in: town.id), person.standing != .closed,
            let morning = try await compose.morning(of: planned.day, in: town)
        else { return nil }
        let digest = try await compose(for: person.staff, on: morning)
        guard !digest.isEmpty else { return nil }
        let slots = StaffSlots(town: town.id, staff: person.staff.id)
        let key = try vault.key(person.staff.personKey, in: slots.personKey)
        let paper = LetterPaper(town: town, language: town.profile.languages[0], catalogue: catalogue)
        return try paper.letter(
            "mail.digest",
            [
                "name": .words(try key.open(person.staff.name, in: slots.name).text),
                "date": .date(planned.day),
                "said": .words(try await said(digest, on: paper)),
                "link": .words(addresses.link(to: "office", of: town.id)),
                "account": .words(addresses.link(to: "office/account", of: town.id)),
            ],
            for: delivery,
            to: try key.open(person.staff.login, in: slots.login),
            at: now
        )
    }

    private func said(_ digest: Digest, on paper: LetterPaper) async throws -> String {
        let leads = Set(digest.sections.values.flatMap(\.lines).compactMap(\.lead))
        let names = try await Colleagues(staff: staff, vault: vault).names(of: leads, in: paper.town.id)
        return Digest.Part.allCases.compactMap { part in
            digest.sections[part].map { section in
                let lines = section.lines.map { line($0, in: part, names, on: paper) }
                let all = [paper.words(part.heading(section.total))] + lines + [section.rest.map(paper.words)]
                return all.compactMap(\.self).joined(separator: "\n")
            }
        }.joined(separator: "\n\n")
    }

    private func line(
        _ line: DueCase,
        in part: Digest.Part,
        _ names: [ID<Staff>: PersonName],
        on paper: LetterPaper
    ) -> String {
        let town = paper.town
        let category = town.category(line.category)?.name[paper.language]
        let lead = part == .escalated ? line.lead.flatMap { names[$0]?.text } : nil
        let facts = [
            line.number.description, category ?? line.category.rawValue,
            line.due.map { paper.words(Text("mail.digest.due", ["date": .date($0)])) }, lead,
        ]
        let link = addresses.link(to: "office/reports/\(line.number.path)", of: town.id)
        return "- \(facts.compactMap(\.self).joined(separator: ", "))\n  \(link)"
    }
}

extension Digest.Part {
    fileprivate func heading(_ count: Int) -> Text { Text("mail.digest.\(rawValue)", ["count": .number(count)]) }
}

extension Digest.Section {
    /// How many more there are.
    fileprivate var rest: Text? {
        total > lines.count ? Text("mail.digest.rest", ["count": .number(total - lines.count)]) : nil
    }
}
