import CityDomain
import CityKit

/// A disruption in the words of a page.
struct DisruptionWords {
    let disruption: Disruption
    let town: Municipality
    let words: Words
    let now: Instant

    init(_ disruption: Disruption, _ town: Municipality, _ words: Words, at now: Instant) {
        self.disruption = disruption
        self.town = town
        self.words = words
        self.now = now
    }

    init(_ disruption: Disruption, _ visit: Visit) {
        self.init(disruption, visit.town, visit.words, at: visit.now)
    }

    var phase: Disruption.Phase { disruption.phase(at: now) }

    /// “Now: a break in the service.”
    var headline: String {
        switch (disruption.kind, phase) {
        case (.planned, .running): words("disruption.headline.planned.running")
        case (.planned, .upcoming): words("disruption.headline.planned.upcoming")
        case (.unplanned, .running): words("disruption.headline.unplanned.running")
        case (.unplanned, .upcoming): words("disruption.headline.unplanned.upcoming")
        case (.planned, .over), (.planned, .cancelled): words("disruption.headline.planned.past")
        case (.unplanned, .over), (.unplanned, .cancelled): words("disruption.headline.unplanned.past")
        }
    }

    /// From when to when it is, or was: “Monday 27 April 2026, 20:00–22:00”.
    var span: String { span(of: disruption.course, until: disruption.endedAt ?? disruption.course.until) }

    func span(of course: Disruption.Course) -> String { span(of: course, until: course.until) }

    private func span(of course: Disruption.Course, until: Instant?) -> String {
        let (day, start) = shown(course.from)
        guard let until else {
            return words("disruption.span.open", ["day": .date(day), "from": .words(start)])
        }
        let (last, end) = shown(until)
        let values: [String: Text.Argument] = [
            "day": .date(day), "from": .words(start), "last": .date(last), "until": .words(end),
        ]
        return day == last
            ? words("disruption.span.day", values.filter { $0.key != "last" }) : words("disruption.span.days", values)
    }

    /// What does not work, marked where it is in another language than the page.
    var affected: HTML { affected(disruption.course) }

    func affected(_ course: Disruption.Course) -> HTML {
        let office = town.profile.languages[0]
        let language = course.words[words.language] == nil ? office : words.language
        let mark = HTML.attribute("lang", language == words.language ? nil : language.rawValue)
        return "<div\(mark)>\(HTML(paragraphs: course.words[language] ?? ""))</div>"
    }

    /// A moment on the town's clock.
    func moment(_ instant: Instant) -> String { Self.moment(instant, town, words) }

    private func shown(_ instant: Instant) -> (CivilDate, String) {
        (town.clock.date(of: instant), town.clock.time(of: instant).words(in: words.language))
    }
}

extension ServiceBar {
    /// The bar of a page; nil where nothing is announced.
    init?(_ disruptions: [Disruption], _ town: Municipality, _ words: Words, page: String, at now: Instant) {
        guard let first = disruptions.first else { return nil }
        let shown = DisruptionWords(first, town, words, at: now)
        let said = first.words(in: words.language, else: town.profile.languages[0])
        let more = disruptions.count - 1
        self.init(
            label: words("disruption.bar"),
            headline: "\(shown.headline):",
            text: "\(shown.span).",
            // A long text would push the page away; the link leads to it.
            affected: said.words.count <= Self.longest && !said.words.contains("\n") ? said.words : nil,
            language: said.language == words.language ? nil : said.language,
            link: Link(
                more > 0 ? words("disruption.bar.more", ["count": .number(more)]) : words("disruption.bar.link"),
                to: page
            ),
            state: shown.phase == .running ? .running : .upcoming
        )
    }

    private static let longest = 140
}

extension Visit {
    /// The bars on the pages of the town: that the service ends, and what disturbs it.
    var serviceBars: [ServiceBar] {
        [
            ServiceBar(town, words, page: path("closing"), on: today),
            ServiceBar(context.disruptions, town, words, page: path("disruptions"), at: now),
        ].compactMap(\.self)
    }
}
