import CityDomain
import CityKit
import Hummingbird

extension Paper {
    /// The consent as it is printed, in the language of the person and not of the clerk.
    ///
    /// - Parameter modules: of the QR code of the number, by which the signed sheet is found again.
    init(_ consent: ConsentPaper, modules: [[Bool]], _ words: Words, in town: Municipality) {
        let recipient = consent.person.recipient
        let office = words(town.profile.office.name)
        // A line does not break within the number.
        let digits = recipient.number.description.replacing(" ", with: "\u{A0}")
        let number = words("messages.number", ["number": .words(digits)])
        self.init(
            language: consent.language,
            title: words("recipient.paper.title"),
            author: office,
            lead: [words(town.profile.name), "\(office), \(town.profile.office.address)"],
            code: Paper.Code(modules: modules, words: number),
            sections: [
                Section(title: words("recipient.paper.person"), paragraphs: Self.facts(consent, words)),
                Section(
                    title: words("recipient.paper.text"),
                    paragraphs: [
                        consent.text,
                        words(
                            "recipient.paper.version",
                            [
                                "version": .words(recipient.consent.version),
                                "day": .date(town.clock.date(of: recipient.consent.givenAt)),
                            ]
                        ), words("recipient.paper.withdraw"),
                    ]
                ),
            ],
            tables: [],
            blanks: [words("recipient.paper.date"), words("recipient.paper.signature")]
        )
    }

    private static func facts(_ consent: ConsentPaper, _ words: Words) -> [String] {
        let profile = consent.person.profile
        let address = profile.address.map { $0.flat.isEmpty ? $0.line : "\($0.line) / \($0.flat)" }
        let facts: [(Text, String?)] = [
            (Text("recipient.name"), profile.name),
            (Text("recipient.birthDate"), profile.birthDate?.words(in: consent.language)),
            (Text("recipient.address"), address),
        ]
        let contacts = profile.contacts.channels.map { ($0.text, profile.contacts.text(of: $0)) }
        return (facts + contacts).compactMap { name, value in value.map { "\(words(name)): \($0)" } }
    }
}

extension RecipientRoutes {
    /// The consent to be printed and signed.
    func consent(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let town = visit.town
        let consent = try await site.useCases.recipients.keep.consentPaper(
            of: visit.recipientID,
            by: visit.caller(signed),
            in: town,
            at: visit.now
        )
        let words = Words(
            catalogue: site.catalogue,
            language: consent.language,
            own: town.words[consent.language] ?? [:]
        )
        let number = consent.person.recipient.number.digits
        let paper = Paper(consent, modules: try site.qrCode.modules(of: number), words, in: town)
        let pdf = try await site.paperPrinter.pdf(of: paper, at: visit.now)
        return Response.paper(pdf, named: "\(town.id)-consent-\(number)")
    }
}
