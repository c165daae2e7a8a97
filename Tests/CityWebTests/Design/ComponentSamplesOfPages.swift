import CityKit

@testable import CityWeb

extension ComponentSamples {
    static let wholes: [Sample] = [
        Sample(
            "check-list",
            CheckList(
                id: "report",
                title: "Report",
                rows: [
                    .init(
                        question: "Place",
                        answer: "Long Street",
                        change: .link(Link("Change", to: "/1", context: " place"))
                    ),
                    .init(question: "Text", answer: "Dark", change: .submit(Button(words: "Change", look: .link))),
                    .init(question: "Hint", answer: "not given"),
                ]
            )
        ),
        Sample("receipt", Receipt(title: "We have it", label: "Number", number: "2026/1", received: "today")),
        Sample(
            "secret-link",
            SecretLink(
                title: "Secret link",
                explanation: "Opens one case.",
                address: "https://town.example/s/1/a-b",
                copy: "Copy",
                copied: "Copied",
                actions: [LinkButton(Link("PDF", to: "/pdf"), icon: .download, look: .quiet, size: .small)]
            )
        ),
        Sample(
            "day-strip",
            DayStrip(
                label: "Days",
                days: [
                    .init(kind: .event, weekday: "We", number: 24, caption: "0.", spoken: "Wednesday 24: the report"),
                    .init(kind: .off, weekday: "Th", number: 25, caption: "–", spoken: "Thursday 25: a day off"),
                    .init(
                        kind: .paused,
                        weekday: "Fr",
                        number: 26,
                        caption: "–",
                        spoken: "Friday 26: the clock stands"
                    ),
                    .init(kind: .counted, weekday: "Mo", number: 29, caption: "1.", spoken: "Monday 29: first day"),
                    .init(kind: .last, weekday: "Tu", number: 30, caption: "2.", spoken: "Tuesday 30: last day"),
                ]
            )
        ),
        Sample(
            "track",
            Track(entries: [
                .init(mark: .status(.new), title: "New", when: "today", body: "<p>It has a number.</p>"),
                .init(
                    mark: .icon(.forward, .new),
                    title: "Handed on",
                    when: "today",
                    answer: .init(label: "Answer.", text: "To <b>Roads</b>")
                ),
                .init(mark: .status(.done), title: "Done", when: "by <b>Friday</b>", time: .future),
            ])
        ),
        Sample(
            "next-date",
            NextDate(
                title: "Next",
                date: "3 May",
                rest: "Monday",
                explanation: "<p>Else we write.</p>",
                counting: Disclosure(question: "How", answer: "<p>So.</p>"),
                kept: ["Checked in time"]
            )
        ),
        Sample(
            "question",
            Question(
                title: "A question",
                by: "Roads, today",
                question: "Where?",
                due: "by <b>Monday</b>",
                answer: "<p>-</p>"
            )
        ),
        Sample(
            "report-list",
            ReportList(
                level: .third,
                rows: [
                    .init(
                        look: .done,
                        status: "Done",
                        title: "Лавка",
                        href: "/1",
                        place: "Park",
                        facts: "2026/1",
                        language: .ukrainian
                    )
                ]
            )
        ),
        Sample(
            "similar-reports",
            SimilarReports(
                title: "The same?",
                text: "Near you.",
                reports: [
                    .init(
                        tag: StatusTag(.working, "In work"),
                        report: Link("Dark crossing", to: "/1"),
                        place: "Long Street",
                        facts: "2026/1",
                        actions: [Button(words: "Follow", size: .small).html]
                    )
                ],
                otherwise: "Else go on."
            )
        ),
        Sample(
            "photos",
            Photos(photos: [.init(address: "/p", description: "A lamp", full: "/p?full", caption: "Checked")])
        ),
        Sample(
            "hero",
            Hero(title: "Good day", text: "Tell us.", actions: [LinkButton(Link("Report", to: "/r"), icon: .report)])
        ),
        Sample("tiles", Tiles(tiles: [.init(icon: .bus, title: "Buses", text: "Now", href: "/b")])),
        Sample(
            "news",
            NewsList(items: [
                .init(date: "2026-01-07", day: "7", month: "Jan", title: "Shut", href: "/n", summary: "All day.")
            ])
        ),
        Sample(
            "form-with-aside",
            FormWithAside(first: "<p>1</p>", aside: "<aside>2</aside>", second: "<p>3</p>")
        ),
        Sample(
            "theme-switch",
            ThemeSwitch(
                label: "Colours",
                form: Form(action: "/colours"),
                choices: [.init(theme: nil, words: "Device"), .init(theme: .dark, words: "Dark")],
                current: .dark
            )
        ),
    ]

    static let office: [Sample] = [
        Sample(
            "terms-card",
            TermsCard(
                title: "Terms",
                terms: [
                    .init(look: .overdue, name: "Start", due: "today", passed: 20, days: 14, sentence: "6 days late"),
                    .init(look: .done, name: "Check", due: "3 May", passed: 0, days: 0, sentence: "on the day"),
                ],
                counting: Disclosure(question: "How", answer: "<p>So.</p>")
            )
        ),
        Sample(
            "moves",
            Moves(
                title: "Next",
                form: Form(action: "/m", hidden: [("token", "t")]),
                legend: "Move",
                moves: [
                    .init(value: "work", name: "In work", demand: "a reason"),
                    .init(value: "close", name: "Closed", demand: "another way"),
                ],
                selected: "close",
                error: "Choose a move",
                reason: Field(name: "reason", label: "Reason", control: .area(TextArea(rows: 3))),
                more: [Field(name: "unit", label: "Unit", control: .line(TextLine()))],
                button: "Keep and tell"
            )
        ),
        Sample(
            "inbox",
            Inbox(
                caption: "My cases",
                columns: .init(selection: "Pick", due: "Due", report: "Case", status: "Status", officer: "Officer"),
                rows: [
                    .init(
                        value: "1",
                        select: "Pick 2026/1",
                        selection: .on,
                        due: "today",
                        dueNote: "check",
                        urgency: .soon,
                        title: "A & B",
                        href: "/1",
                        facts: "2026/1",
                        status: StatusTag(.new, "New"),
                        officer: "nobody"
                    ),
                    .init(
                        value: "2",
                        select: "Pick 2026/2",
                        due: "3 May",
                        dueNote: "2 days late",
                        urgency: .late,
                        title: "C",
                        href: "/2",
                        facts: "2026/2",
                        status: StatusTag(.accepted, "Accepted"),
                        officer: "Roads"
                    ),
                ],
                form: Form(action: "/bulk"),
                bulk: BulkBar(
                    label: "Actions",
                    words: "1 picked",
                    actions: [Button(words: "Accept")],
                    clear: Link("Clear", to: "/")
                )
            )
        ),
        Sample(
            "case-table",
            CaseTable(
                caption: "Open cases",
                columns: ["Due", "Case", "Status"],
                rows: [
                    .init(
                        due: "3 May",
                        note: "2 days late",
                        urgency: .late,
                        title: "A & B",
                        href: "/1",
                        facts: "2026/1",
                        status: StatusTag(.new, "New")
                    )
                ]
            )
        ),
        Sample(
            "queue-table",
            QueueTable(
                caption: "Not delivered",
                columns: ["Delivery", "Reason"],
                rows: [
                    .init(head: "2026/1", note: "e-mail", href: "/1", cells: [.init("no such user", note: "A & B")]),
                    .init(head: "2026/2", cells: [.init(markup: Button(words: "Try again").html)]),
                ]
            )
        ),
        Sample(
            "conversation",
            Conversation(messages: [
                .init(side: .office, by: "Roads", text: "When?"),
                .init(side: .resident, by: "Resident", text: "<Щодня>", language: .ukrainian),
                .init(side: .note, by: "Note", text: "Ask again"),
            ])
        ),
        Sample(
            "duplicates",
            Duplicates(
                title: "Alike",
                cases: [
                    .init(
                        tag: StatusTag(.done, "Done"),
                        number: Link("2026/1", to: "/1"),
                        facts: "60 m",
                        action: Button(words: "Merge").html
                    )
                ]
            )
        ),
        Sample(
            "page-head",
            PageHead(
                tags: [StatusTag(.new, "New")],
                facts: "2026/1",
                title: "A case",
                lead: "Long Street",
                leadIcon: .report
            )
        ),
    ]
}
