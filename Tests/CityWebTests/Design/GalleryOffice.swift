import CityKit

@testable import CityWeb

/// What officers see.
extension DesignGallery {
    private static func office(_ title: String, _ main: HTML) -> HTML {
        OfficeFrame(
            head: DocumentHead(title: "\(title) – Biuro, Wierzbin", language: .polish, robots: .hidden),
            mark: TownMark(sign: .letter("W"), name: "Wierzbin", tagline: "Biuro", home: "/inbox.html"),
            skip: "Przejdź do treści",
            search: .init(action: "/inbox.html", name: "q", label: "Numer, telefon, ulica albo słowo"),
            user: .init(
                name: "Róża Ćwikła, Zarząd Dróg",
                account: "/account.html",
                signOut: Form(action: "/sign-in.html", hidden: [("token", "c2FtcGxl")]),
                signOutWords: "Wyjdź"
            ),
            label: "Kolejki",
            groups: [
                .init(
                    title: "Sprawy",
                    entries: [
                        .init(words: "Moje sprawy", href: "/inbox.html", count: "14"),
                        .init(words: "Mój wydział", href: "/inbox.html?unit", count: "86"),
                        .init(words: "Nieprzypisane", href: "/inbox.html?free", count: "5"),
                        .init(words: "Po terminie", href: "/inbox.html?late", count: "3", weight: .urgent),
                        .init(words: "Czeka na mieszkańca", href: "/inbox.html?waiting", count: "9"),
                    ]
                ),
                .init(
                    title: "Miasto",
                    entries: [
                        .init(words: "Komunikaty", href: "/empty.html", icon: .send),
                        .init(words: "Statystyka", href: "/empty.html", icon: .stats),
                    ]
                ),
            ],
            current: "/inbox.html"
        ).document(main)
    }

    /// The frame with as little in it as can be.
    static let officeEmpty = office("Pusto", "<h1>Pusto</h1>")

    static let inbox = office(
        "Moje sprawy",
        """
        \(PageHead(
            title: "Moje sprawy",
            lead: "5 spraw, w tym 1 po terminie · środa, 7 stycznia 2026 r.",
            action: Cluster(
                LinkButton(Link("Mapa", to: "/list.html"), icon: .map, look: .quiet),
                LinkButton(Link("Zapisz z telefonu", to: "/where.html"), icon: .phone)
            ).html
        ))
        \(Filters(
            action: "/inbox.html",
            label: "Filtr",
            fields: [
                filter("status", "Status", "Każdy otwarty status"), filter("category", "Kategoria", "Każda kategoria"),
            ],
            button: "Filtruj",
            saved: [Link("Zapisane: „Lampy przed świętami”", to: "/inbox.html?saved")]
        ))
        \(Inbox(
            caption: "Moje sprawy od najbliższego terminu",
            columns: .init(
                selection: "Wybór",
                due: "Najbliższy termin",
                report: "Sprawa",
                status: "Status",
                officer: "Prowadzi"
            ),
            rows: inboxRows,
            form: Form(action: "/inbox.html", hidden: [("token", "c2FtcGxl")]),
            bulk: BulkBar(
                label: "Działania na zaznaczonych",
                words: "Zaznaczono 1 sprawę",
                actions: [
                    Button(words: "Przyjmij", icon: .check, name: "move", value: "accept"),
                    Button(words: "Przypisz", look: .quiet, name: "move", value: "assign"),
                    Button(words: "Przekaż", icon: .forward, look: .quiet, name: "move", value: "hand-on"),
                ],
                clear: Link("Odznacz", to: "/inbox.html")
            )
        ))
        \(Pagination(label: "Strony", position: "1–5 z 14", next: Link("Następne 5 spraw", to: "/inbox.html?2")))
        """
    )

    private static func filter(_ name: String, _ label: String, _ words: String) -> Field {
        Field(
            name: name,
            label: label,
            control: .select(Select(options: [.init(value: "", words: words)])),
            labelStyle: .unseen
        )
    }

    private static let inboxRows: [Inbox.Row] = [
        row(
            "0012",
            "5 stycznia",
            "2 dni robocze po terminie",
            .late,
            "Osunięty chodnik przy studni",
            .accepted,
            "Przyjęte"
        ),
        row("0038", "dziś", "sprawdzenie, 3 dni robocze", .soon, "Nie słychać sygnału na przejściu", .new, "Nowe", .on),
        row(
            "0019",
            "9 stycznia",
            "początek prac",
            .none,
            "Nie świeci się osiem lamp wzdłuż ścieżki od Zespołu Szkół Ogrodniczych do przystani",
            .accepted,
            "Przyjęte"
        ),
        row("0031", "3 lutego", "30 dni od przyjęcia", .none, "Ciemne przejście przy szkole", .working, "W trakcie"),
        row(
            "0040",
            "czas stoi",
            "odpowiedź do 15 stycznia",
            .none,
            "Głośne prace nocą",
            .waiting,
            "Czeka na mieszkańca"
        ),
    ]

    private static func row(
        _ number: String,
        _ due: String,
        _ note: String,
        _ urgency: Inbox.Urgency,
        _ title: String,
        _ look: StatusLook,
        _ status: String,
        _ selection: Inbox.Selection = .off
    ) -> Inbox.Row {
        Inbox.Row(
            value: number,
            select: "Zaznacz 2026/\(number)",
            selection: selection,
            due: due,
            dueNote: note,
            urgency: urgency,
            title: title,
            href: "/case.html",
            facts: "2026/\(number) · ul. Młyńska 9",
            status: StatusTag(look, status),
            officer: "Róża Ćwikła"
        )
    }

    static let officeCase = office(
        "2026/0019",
        """
        \(BackLink("Moje sprawy", to: "/inbox.html"))
        \(PageHead(
            tags: [StatusTag(.accepted, "Przyjęte"), StatusTag(.overdue, "Termin jutro")],
            facts: "2026/0019 · prowadzi Róża Ćwikła · widoczna dla wszystkich",
            title: "Nie świeci się osiem lamp wzdłuż ścieżki"
        ))
        <p class="only-narrow">\(LinkButton(Link("Przejdź do działań", to: "#moves"), look: .quiet))</p>
        \(Columns(.work, caseLeft, caseRight))
        """
    )

    private static let caseLeft: HTML = """
        \(Card(id: "report", title: "Zgłoszenie", content: """
            <p>Lampy gasną po zmierzchu, jedna po drugiej. Ścieżką chodzi cała szkoła.</p>
            \(Photos(photos: [.init(address: "/lamp.svg", description: "Ciemna ścieżka", caption: "Niepublikowane")]))
            <p class="small muted">\(Icon.report)ul. Młyńska 9 · Oświetlenie · e-mail \
            \(Link("pokaż (zapiszemy to w dzienniku)", to: "/case.html"))</p>
            """))
        \(Card(id: "talk", title: "Rozmowa", icon: .lock, note: "niewidoczna dla innych", content: """
            \(Conversation(messages: [
                .init(side: .office, by: "Róża Ćwikła · 4 stycznia, 10.12", text: "Czy gasną naraz?"),
                .init(side: .resident, by: "Zgłaszająca · 5 stycznia, 7.48 · e-mail", text: "Nie, po kolei.\nOd szkoły."),
                .init(side: .note, by: "Notatka · Jan Pokrzywa, 5 stycznia", text: "Ten sam obwód co 2026/0031."),
            ]))
            \(Form(action: "/case.html").html("""
                \(Field(name: "message", label: "Nowa wiadomość", control: .area(TextArea(rows: 3))))
                \(Cluster(
                    Button(words: "Wyślij", look: .quiet),
                    Button(words: "Zapisz jako notatkę", look: .quiet, name: "kind", value: "note")
                ))
                """))
            """))
        \(Card(id: "history", title: "Historia", content: Track(entries: [
            .init(mark: .status(.new), title: "Nowe", when: "2 stycznia, 16.20 · przez stronę"),
            .init(mark: .icon(.forward, .new), title: "Przekazane: Straż → Zarząd Dróg", when: "3 stycznia, 8.04"),
            .init(mark: .status(.accepted), title: "Przyjęte", when: "3 stycznia, 9.31 · Róża Ćwikła"),
        ]).html))
        """

    private static let caseRight: HTML = """
        \(Moves(
            title: "Co dalej",
            form: Form(action: "/case.html", hidden: [("token", "c2FtcGxl")]),
            legend: "Ruch",
            moves: [
                .init(value: "working", name: "W trakcie realizacji", demand: "potrzebne uzasadnienie"),
                .init(value: "closed", name: "Zamknięte", demand: "uzasadnienie i inne wyjście"),
                .init(value: "question", name: "Pytanie do zgłaszającej", demand: "czas stanie na 7 dni"),
            ],
            selected: "working",
            reason: Field(
                name: "reason",
                label: "Uzasadnienie, dla wszystkich",
                control: .area(TextArea(value: "Wykonawca wymieni sterownik.", rows: 3))
            ),
            button: "Zapisz i powiadom zgłaszającą"
        ))
        \(TermsCard(
            title: "Terminy",
            terms: [
                .init(
                    look: .overdue,
                    name: "Początek prac",
                    due: "jutro, 8 sty",
                    passed: 13,
                    days: 14,
                    sentence: "13 z 14 dni roboczych"
                ),
                .init(
                    look: .accepted,
                    name: "Zamknięcie, jeśli się nie da",
                    due: "2 lut",
                    passed: 4,
                    days: 30,
                    sentence: "4 z 30 dni od 3 stycznia"
                ),
                .init(look: .done, name: "Sprawdzenie", due: "3 sty", passed: 3, days: 3, sentence: "dzień przed terminem"),
            ],
            counting: Disclosure(question: "Jak liczone", answer: "<p>Bez sobót, niedziel i 6 stycznia.</p>")
        ))
        \(Duplicates(title: "Podobne sprawy", cases: [
            .init(
                tag: StatusTag(.working, "W trakcie"),
                number: Link("2026/0031", to: "/case.html"),
                facts: "Ciemne przejście · 60 m · 2 dni",
                action: Form(action: "/case.html").html(Button(
                    words: "Połącz",
                    icon: .merge,
                    look: .quiet,
                    size: .small,
                    name: "merge",
                    value: "31",
                    context: " z 2026/0031"
                ).html)
            )
        ]))
        """
}
