import CityKit
import Testing

@testable import CityWeb

/// One value of every component, with what is hard about it: characters to escape, things left out, several of a kind.
enum ComponentSamples {
    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let html: HTML

        init(_ name: String, _ component: some Component) {
            self.name = name
            html = component.html
        }

        var testDescription: String { name }
    }

    static let all = words + fields + wholes + office

    private static let words: [Sample] = [
        Sample("icon", Icon.signOut),
        Sample("status-tags", StatusLook.allCases.map { StatusTag($0, "\($0)") }.html(\.html)),
        Sample("link", Link("<Change>", to: "/a?b=1&c=\"2\"", context: " the place", language: .ukrainian)),
        Sample("back-link", BackLink("Back", to: "/")),
        Sample(
            "buttons",
            Cluster(
                Button(words: "Send", icon: .send),
                Button(words: "Keep", look: .quiet, size: .small, name: "step", value: "a&b", action: "/keep"),
                Button(words: "Delete", look: .danger, size: .wide, context: " the account"),
                Button(words: "Change", look: .link),
                LinkButton(Link("Look", to: "/look"), icon: .eye, look: .quiet)
            )
        ),
        Sample("notice-emergency", Notice(kind: .emergency, title: "In danger?", text: "Call 112.")),
        Sample("notice-success", Notice(kind: .success, title: "Kept.", text: "It counts at once.")),
        Sample(
            "alert-bar",
            AlertBar(
                label: "Alarm",
                icon: .water,
                headline: "Boil the water.",
                text: "Until we say so.",
                links: [Link("Read on", to: "/1"), Link("+2", to: "/2", context: " more")]
            )
        ),
        Sample(
            "service-bar",
            ServiceBar(
                label: "Service",
                headline: "A break is planned.",
                text: "Monday.",
                affected: "Nic.",
                language: .polish,
                link: Link("Read on", to: "/disruptions"),
                state: .upcoming
            )
        ),
        Sample(
            "service-bar-running",
            ServiceBar(
                label: "Service",
                headline: "A fault.",
                text: "Now.",
                link: Link("Read on", to: "/disruptions"),
                state: .running
            )
        ),
        Sample("training-banner", DemoBanner(label: "Training", words: "Nothing here is real.", look: .training)),
        Sample("demo-banner", DemoBanner(label: "Demonstration", words: "Nothing here is real.")),
        Sample("disclosure", Disclosure(question: "How we count", state: .open, answer: "<p>Seven days.</p>")),
        Sample("empty-state", EmptyState(title: "All quiet", text: "Nothing near.", action: nil)),
        Sample(
            "page-message",
            PageMessage(
                title: "Not here",
                paragraphs: ["One & two."],
                actions: [LinkButton(Link("Home", to: "/"))],
                reference: "No. 7"
            )
        ),
        Sample(
            "pagination",
            Pagination(
                label: "Pages",
                position: "1–9 of 14",
                previous: Link("Before", to: "/1"),
                next: Link("After", to: "/3")
            )
        ),
        Sample(
            "tabs",
            Tabs(
                label: "Filter",
                look: .chips,
                items: [
                    .init(words: "All", href: "/", icon: .filter, count: "12"), .init(words: "Open", href: "/open"),
                ],
                current: "/"
            )
        ),
    ]

    private static let limit = TextArea.Limit(most: 9, rule: "At most 9", left: "{count} left", over: "{count} over")

    private static func choice(_ words: String) -> Choices.Choice { .init(value: words, words: words) }

    private static let fields: [Sample] = [
        Sample(
            "field-line",
            Field(
                name: "mail",
                label: "E-mail",
                hint: "Never shown",
                optional: "optional",
                control: .line(TextLine(value: "a\"b", kind: .email, width: .half, autocomplete: .email))
            )
        ),
        Sample(
            "field-password",
            Field(
                name: "password",
                label: "Password",
                control: .line(
                    TextLine(
                        value: "never sent back",
                        kind: .password,
                        autocomplete: .currentPassword,
                        reveal: .init(show: "Show", hide: "Hide")
                    )
                )
            )
        ),
        Sample(
            "field-area-with-error",
            Field(
                name: "text",
                label: "What happened",
                hint: "No names",
                error: "Say what happened",
                control: .area(TextArea(value: "\n<b>two\nlines", rows: 3, limit: limit)),
                prefix: "second-"
            )
        ),
        Sample(
            "field-select",
            Field(
                name: "town",
                label: "Town",
                control: .select(
                    Select(options: [.init(value: "a", words: "A & B"), .init(value: "c", words: "C")], selected: "c")
                ),
                labelStyle: .unseen
            )
        ),
        Sample(
            "field-files",
            Field(name: "photos", label: "Photos", control: .files(FileChoice(accept: "image/png", count: .several)))
        ),
        Sample(
            "choices",
            Choices(
                name: "kind",
                legend: "Kind",
                hint: "One is enough",
                error: "Choose a kind",
                choices: [
                    .init(value: "lamp", words: "Lamps", hint: "in the street"), .init(value: "road", words: "Roads"),
                ],
                selected: ["road"],
                columns: .two
            )
        ),
        Sample(
            "choices-folded",
            Choices(
                name: "category",
                legend: "Category",
                groups: [
                    .init(title: "Roads & <paths>", choices: ["Hole", "Kerb", "Sign", "Snow"].map(choice)),
                    .init(title: "Lights", choices: [choice("Lamp")]),
                    .init(title: "Green", choices: ["Tree", "Lawn", "Park", "Swing"].map(choice)),
                ],
                selected: ["Lawn"],
                columns: .two
            )
        ),
        Sample(
            "consent",
            Consent(
                name: "terms",
                words: "I know the terms",
                documents: [Link("Terms", to: "/t"), Link("Data", to: "/d")],
                error: "Tick the box",
                state: .given
            )
        ),
        Sample(
            "error-summary",
            ErrorSummary(
                title: "Two things are missing",
                items: [.init(field: "text", words: "Say what happened"), .init(field: nil, words: "Try again")]
            )
        ),
        Sample("steps", Steps(current: 2, total: 4, words: "Step 2 of 4", name: "Problem")),
        Sample(
            "form",
            Form(action: "/s?a&b", hidden: [("token", "x\"y")], encoding: .files).html("<p>In it</p>")
        ),
        Sample("search", SearchForm(action: "/s", name: "q", label: "Street", value: "<x>", button: "Find")),
        Sample(
            "filters",
            Filters(action: "/f", label: "Filter", fields: [], button: "Show", saved: [Link("Mine", to: "/f?mine")])
        ),
        Sample("chosen-place", ChosenPlace(address: "Long Street 4", facts: "Ground of the town")),
    ]
}
