import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// What everybody sees while the service is paused: until when, why, whom to ask instead. Whoever sent a form gets back what
/// was typed, and reads that it did not arrive.
struct PausePage {
    let pause: Pause
    /// Nil where no town is asked for.
    let town: Municipality?
    let site: Site
    let words: Words
    let disruptions: [Disruption]
    let sent: SentForm
    let now: Instant

    var response: Response {
        let title = words("pause.title")
        let head = DocumentHead(
            title: town.map { "\(title) – \(words($0.profile.name))" } ?? title,
            language: words.language,
            robots: .hidden,
            brandSheet: town.map { "\(site.addresses.base(of: $0.id))/brand.css?v=\($0.revision)" }
        )
        let demo = site.demoBanner(words)
        return .html(
            head.document(
                style: "public",
                body: """
                    \(demo)<main id="main"><div class="page"><div class="measure stack">
                    \(PageMessage(icon: .clock, title: title, paragraphs: [lead] + unsent))
                    \(typed)\(announced)\(contact)
                    </div></div></main>
                    """
            ),
            status: .serviceUnavailable
        )
    }

    private var lead: String {
        guard let until = pause.until, until > now else { return words("pause.lead") }
        guard let town else { return words("pause.lead") }
        let moment = DisruptionWords.moment(until, town, words)
        return words("pause.lead.until", ["moment": .words(moment)])
    }

    private var unsent: [String] {
        switch sent {
        case .nothing: []
        case .fields: [words("pause.unsent")]
        case .other: [words("pause.unsent"), words("pause.unsent.files")]
        case .settings: [words("pause.unsent"), words("pause.unsent.settings")]
        }
    }

    /// What was typed, to be copied.
    private var typed: HTML? {
        guard case .fields(let texts) = sent, !texts.isEmpty else { return nil }
        let areas = texts.enumerated().map { index, text in
            let rows = min(max(text.split(separator: "\n", omittingEmptySubsequences: false).count, 3), 12)
            return Field(
                name: "typed-\(index + 1)",
                label: words("pause.typed.part", ["number": .number(index + 1)]),
                control: .area(TextArea(value: text, rows: rows))
            )
        }
        return Card(
            id: "typed",
            title: words("pause.typed"),
            icon: .copy,
            content: "<p>\(words("pause.typed.lead"))</p>\(areas)"
        ).html
    }

    private var announced: HTML? {
        guard let town, let disruption = disruptions.first(where: { $0.phase(at: now) == .running }) else { return nil }
        let shown = DisruptionWords(disruption, town, words, at: now)
        return Card(
            id: "announced",
            title: words("pause.announced"),
            icon: .info,
            content: "<p><b>\(shown.span)</b></p>\n\(shown.affected)"
        ).html
    }

    private var contact: HTML? {
        guard let town else { return nil }
        let facts = FactList(rows: ContactFacts(town: town, words: words).rows)
        return Card(
            id: "contact",
            title: words("pause.contact"),
            icon: .phone,
            look: .soft,
            content: "\(facts)<p>\(words("pause.emergency", ["number": .words(town.profile.emergencyNumber)]))</p>"
        ).html
    }
}

/// How to reach the office, and who helps with the program.
struct ContactFacts {
    let town: Municipality
    let words: Words

    var rows: [CheckList.Row] {
        let office = town.profile.office
        let support = town.profile.operator?.support
        let rows: [(String, HTML?)] = [
            (words("contact.email"), Self.mail(office.email)), (words("contact.phone"), office.phone.map(Self.phone)),
            (words("imprint.support"), support.map { Self.mail($0.email) }),
            (words("imprint.support.phone"), support?.phone.map(Self.phone)),
        ]
        return rows.compactMap { question, answer in answer.map { CheckList.Row(question: question, answer: $0) } }
    }

    static func mail(_ address: String) -> HTML { "<a href=\"mailto:\(address)\">\(address)</a>" }
    static func phone(_ number: String) -> HTML { "<a href=\"tel:\(number.filter { $0 != " " })\">\(number)</a>" }
}

/// What came with a request that was turned away.
enum SentForm: Sendable, Equatable {
    case nothing
    /// Texts that somebody would have to write once more. No password and no code is among them.
    case fields([String])
    /// Photos, or what cannot be read.
    case other
    /// A file of settings, which is too large to be given back.
    case settings

    /// Fields of forms in which people write sentences.
    private static let texts = [
        "title", "description", "place", "matter", "demand", "justification", "reply", "answer", "note", "words",
        "publicText", "reason", "solution", "question", "events", "data", "consequences", "measures",
        "caption", "erasureReason",
    ]

    /// How fields of the settings begin in which people write sentences.
    private static let textsOfSettings = ["text-", "own-", "architecture-", "gap-"]

    init(_ request: Request) async {
        guard request.method == .post else {
            self = [.get, .head].contains(request.method) ? .nothing : .other
            return
        }
        guard !request.uri.path.contains("/office/settings/import") else {
            self = .settings
            return
        }
        // Texts of a regulation are longer than what residents type.
        let isOfSettings = request.uri.path.contains("/office/settings/")
        let limit = isOfSettings ? ConfigurationFile.largest : Site.largestForm
        guard (try? request.needs(mediaType: FormData.mediaType)) != nil,
            let bytes = try? await request.bodyBytes(upTo: limit), let form = try? FormData(bytes)
        else {
            self = .other
            return
        }
        let parts = ["publicText-"] + (isOfSettings ? Self.textsOfSettings : [])
        let publicTexts = form.names.filter { name in parts.contains { name.hasPrefix($0) } }.sorted()
        self = .fields((Self.texts + publicTexts).map { form[$0] }.filter { !$0.trimmingSpaces().isEmpty })
    }
}

extension DisruptionWords {
    /// A moment on the clock of a town.
    static func moment(_ instant: Instant, _ town: Municipality, _ words: Words) -> String {
        let time = town.clock.time(of: instant).words(in: words.language)
        return "\(town.clock.date(of: instant).words(in: words.language)), \(time)"
    }
}
