import CityDomain
import CityKit
import Hummingbird

/// Everything around the form of a step: languages, the list of the steps with what is done, the buttons.
struct SetupFrame {
    let step: SetupStep
    let done: Set<SetupStep>
    let errors: ErrorFields
    let visit: SetupVisit

    var words: Words { visit.words }

    private var title: String { words(step.title) }

    /// - Parameter content: the fields of the step.
    func response(_ content: HTML) -> Response {
        let number = (SetupStep.allCases.firstIndex(of: step) ?? 0) + 1
        let steps = Steps(
            current: number,
            total: SetupStep.allCases.count,
            words: words(
                "setup.position",
                ["step": .number(number), "count": .number(SetupStep.allCases.count)]
            ),
            name: title
        )
        // Told back by the page, so that another window that changed the step meanwhile is noticed.
        let seen = [(name: "seen", value: visit.opened.draft.mark(of: step))]
        let form = Form(action: visit.path(step.rawValue), hidden: seen, encoding: .files)
            .html("\(Columns(.side, "<div class=\"stack\">\(content)\(buttons)</div>", "\(list)"))")
        return .html(
            SetupDocument(title: errors.isEmpty ? title : words("page.faulty", ["title": .words(title)]), visit: visit)
                .html("\(errors.summary)\(steps)\(PageHead(title: title, lead: lead))\(form)", page: step.rawValue),
            errors
        )
    }

    private var lead: String {
        switch step {
        case .profile: words("setup.lead.profile")
        case .town: words("setup.lead.town")
        case .look: words("setup.lead.look")
        case .place: words("setup.lead.place")
        case .units: words("setup.lead.units")
        case .administrator: words("setup.lead.administrator")
        case .review: words("setup.lead.review")
        }
    }

    /// The way on is the first, so that the key Enter takes it; the way back keeps what was typed as well.
    private var buttons: HTML {
        let next = Button(words: words(step == .review ? "setup.make" : "setup.next"))
        let back = step.previous.map { previous in
            Button(words: words("setup.back"), look: .quiet, name: "go", value: previous.rawValue)
        }
        return "<p class=\"row\">\(next)\(back)</p>"
    }

    private var list: HTML {
        let items = SetupStep.allCases.html { step in
            let name = words(step.title)
            let state: HTML? = done.contains(step) ? " <small>\(Icon.check)\(words("setup.done"))</small>" : nil
            let way: HTML =
                step == self.step
                ? "<b aria-current=\"step\">\(name)</b>"
                : Button(words: name, look: .link, name: "go", value: step.rawValue).html
            return "<li>\(way)\(state)</li>\n"
        }
        return Card(
            id: "steps",
            title: words("setup.steps"),
            look: .soft,
            content: "<ol class=\"setup-steps\">\(items)</ol>"
        )
        .html
    }
}

/// The document of every page of the wizard.
struct SetupDocument {
    let title: String
    let visit: SetupVisit

    func html(_ main: HTML, page: String) -> HTML {
        let words = visit.words
        let head = DocumentHead(
            title: "\(title) – Ratusz",
            language: words.language,
            robots: .hidden,
            brandSheet: visit.path("brand.css")
        )
        let mark = TownMark(
            sign: .letter("R"),
            name: "Ratusz",
            tagline: words("setup.tagline"),
            home: visit.path(page)
        )
        let languages = LanguageSwitch(
            label: words("language.label"),
            current: words.language,
            choices: Language.allCases.map { language in
                LanguageSwitch.Choice(
                    language: language,
                    name: language.ownName,
                    short: language.short,
                    href: "\(visit.path(page))?lang=\(language.rawValue)"
                )
            }
        )
        return head.document(
            style: "public",
            body: """
                <a class="skip" href="#main">\(words("page.skip"))</a>
                \(visit.site.demoBanner(words))<header class="masthead"><div class="page">
                \(mark)
                \(languages)
                </div></header>
                <main id="main" tabindex="-1">
                <div class="page">
                \(main)
                </div>
                </main>
                """
        )
    }
}
