import CityKit

@testable import CityWeb

/// What residents read later: one report, all reports, the own case, the account, and pages without content.
extension DesignGallery {
    static let reportRows: [ReportList.Row] = [
        .init(
            look: .working,
            status: "W trakcie realizacji",
            title: "Ciemne przejście przy szkole",
            href: "/report.html",
            place: "ul. Młyńska 15 · 60 m",
            facts: "2026/0031 · od 2 tygodni · obserwuje 6 osób"
        ),
        .init(
            look: .done,
            status: "Wykonane",
            title: "Kosz pełen od tygodnia",
            href: "/report.html",
            place: "Plac Lipowy · 240 m",
            facts: "2026/0027 · 4 dni temu"
        ),
        .init(
            look: .accepted,
            status: "Przyjęte",
            title: "Dziura przy wjeździe na rondo Olszynka, prawy pas od strony Podwala i starej gazowni",
            href: "/report.html",
            place: "rondo Olszynka · 700 m",
            facts: "2026/0025 · 6 dni temu"
        ),
        .init(
            look: .rejected,
            status: "Odrzucone",
            title: "Зламана лавка на подвір’ї",
            href: "/report.html",
            place: "ul. Podwale 3 · 1,2 km",
            facts: "2026/0011 · 3 tygodnie temu",
            language: .ukrainian
        ),
        .init(
            look: .closed,
            status: "Zamknięte",
            title: "Próg zwalniający przed przedszkolem",
            href: "/report.html",
            place: "ul. Ogrodowa 40 · 1,4 km",
            facts: "2025/1980 · 7 tygodni temu"
        ),
        .init(
            look: .new,
            status: "Nowe",
            title: "Szkło na placu zabaw",
            href: "/report.html",
            place: "park Olszynka · 1,9 km",
            facts: "2026/0043 · dziś"
        ),
    ]

    static let list = page(
        "Zgłoszenia",
        current: "/list.html",
        Stack(
            .normal,
            [
                PageHead(
                    title: "Zgłoszenia",
                    action: LinkButton(Link("Nowe zgłoszenie", to: "/where.html"), icon: .plus).html
                ),
                SearchForm(action: "/list.html", name: "q", label: "Ulica, numer albo słowo", button: "Szukaj"),
                Cluster(
                    .apart,
                    Tabs(
                        label: "Filtr",
                        look: .chips,
                        items: [
                            .init(words: "Wszystkie", href: "/list.html", count: "1 204"),
                            .init(words: "W toku", href: "/list.html?open", count: "96"),
                            .init(words: "Wykonane", href: "/list.html?done", count: "1 108"),
                            .init(words: "Kategoria", href: "/list.html?category", icon: .filter),
                        ],
                        current: "/list.html"
                    ),
                    Tabs(
                        label: "Kolejność",
                        look: .segments,
                        items: [
                            .init(words: "Najbliższe", href: "/list.html"),
                            .init(words: "Najnowsze", href: "/list.html?new"),
                        ],
                        current: "/list.html"
                    )
                ),
                ReportList(rows: reportRows),
                Pagination(
                    label: "Strony",
                    position: "1–6 z 1 204",
                    previous: Link("Poprzednie", to: "/list.html?0"),
                    next: Link("Następne 6", to: "/list.html?2")
                ),
            ]
        ).html
    )

    static let report = page(
        "Ciemne przejście przy szkole",
        current: "/list.html",
        """
        \(BackLink("Lista zgłoszeń", to: "/list.html"))
        \(Columns(.side, reportStory, reportSide))
        """
    )

    private static let reportStory: HTML = """
        \(PageHead(
            tags: [StatusTag(.working, "W trakcie realizacji")],
            facts: "Sprawa 2026/0031",
            title: "Ciemne przejście przy szkole",
            lead: "ul. Młyńska 15 · Oświetlenie · zgłoszono 2 stycznia 2026 r.",
            leadIcon: .report
        ))
        <p>Obie lampy przy przejściu gasną po zmierzchu. Dzieci wracają ze szkoły po ciemku. Na słupie jest numer 207.</p>
        \(Photos(photos: [
            .init(address: "/lamp.svg", description: "Zgaszona lampa", full: "/lamp.svg", caption: "Sprawdzone przez urząd")
        ]))
        \(PageSection(id: "history", title: "Co się działo", content: Track(entries: history).html))
        """

    private static let history: [Track.Entry] = [
        .init(
            mark: .status(.new),
            title: "Nowe",
            when: "piątek, 2 stycznia 2026 r., 18.05",
            body: "<p>Zgłoszenie ma numer.</p>"
        ),
        .init(
            mark: .icon(.forward, .new),
            title: "Przekazane do Zarządu Dróg",
            when: "poniedziałek, 5 stycznia 2026 r., 8.15"
        ),
        .init(
            mark: .status(.working),
            title: "W trakcie realizacji",
            when: "środa, 7 stycznia 2026 r., 13.41 · Zarząd Dróg",
            answer: .init(
                label: "Odpowiedź urzędu.",
                text: "Zepsuty jest sterownik. Nowy przyjedzie w przyszłym tygodniu."
            )
        ),
        .init(
            mark: .status(.done),
            title: "Wykonane albo wyjaśnione",
            when: "spodziewane do <b>wtorku, 3 lutego 2026 r.</b>",
            time: .future
        ),
    ]

    private static let reportSide: HTML = """
        \(NextDate(
            title: "Najbliższy termin",
            date: "3 lutego",
            rest: "wtorek, za 27 dni",
            explanation: "<p>Jeśli naprawa się nie uda, do tego dnia napiszemy dlaczego.</p>",
            counting: Disclosure(
                question: "Jak to liczymy",
                state: .open,
                answer: "<p>30 dni od przyjęcia 4 stycznia. \(Link("Regulamin, rozdział 3", to: "/message.html"))</p>"
            ),
            kept: ["Sprawdzone dzień przed terminem", "Zaczęte 9 dni przed terminem"]
        ))
        \(Card(
            id: "follow",
            title: "Też to widzisz?",
            look: .soft,
            content: """
                <p class="small">Sprawę obserwuje 6 osób. Dołącz, a napiszemy o zmianach.</p>
                \(Form(action: "/report.html").html(Button(words: "Obserwuj", icon: .bell, size: .wide).html))
                """
        ))
        """

    static let status = page(
        "Twoja sprawa 2026/0040",
        current: "/list.html",
        Columns(.side, caseStory, caseSide).html
    )

    private static let caseStory: HTML = """
        \(PageHead(
            tags: [StatusTag(.new, "Nowe"), StatusTag(.waiting, "Czeka na Twoją odpowiedź")],
            facts: "Sprawa 2026/0040",
            title: "Głośne prace nocą",
            lead: "Otwiera ją tajny odnośnik. Nie wiemy, kto pyta.",
            leadIcon: .lock
        ))
        \(Question(
            title: "Mamy do Ciebie pytanie",
            by: "Wydział Środowiska, czwartek, 8 stycznia 2026 r., 11.08",
            question: "Skąd dochodzi hałas i w które noce? Wystarczą dwie ostatnie.",
            due: "Odpowiedz do <b>czwartku, 15 stycznia 2026 r.</b>",
            answer: Form(action: "/status.html", encoding: .files).html("""
                \(Field(
                    name: "answer",
                    label: "Twoja odpowiedź",
                    hint: "Przeczyta ją tylko urząd.",
                    control: .area(TextArea())
                ))
                \(Field(
                    name: "photo",
                    label: "Zdjęcie",
                    optional: "nieobowiązkowe",
                    control: .files(FileChoice(accept: "image/*"))
                ))
                \(Button(words: "Wyślij odpowiedź", icon: .send))
                """)
        ))
        \(Notice(
            kind: .letter,
            title: "To nie jest pismo.",
            text: "Skargę albo wniosek z odpowiedzią w terminie ustawowym \(Link("złóż tutaj", to: "/message.html"))."
        ))
        """

    private static let caseSide: HTML = """
        \(NextDate(
            title: "Odpowiedz do",
            date: "15 stycznia",
            rest: "czwartek, do końca dnia",
            counting: Disclosure(question: "Jak to liczymy", state: .open, answer: """
                <p>7 dni od pytania.</p>
                \(DayStrip(label: "Dni od 12 do 15 stycznia", days: [
                    .init(kind: .paused, weekday: "pn", number: 12, caption: "4.", spoken: "poniedziałek 12: dzień 4"),
                    .init(kind: .paused, weekday: "wt", number: 13, caption: "5.", spoken: "wtorek 13: dzień 5"),
                    .init(kind: .paused, weekday: "śr", number: 14, caption: "6.", spoken: "środa 14: dzień 6"),
                    .init(kind: .last, weekday: "cz", number: 15, caption: "7.", spoken: "czwartek 15: ostatni dzień"),
                ]))
                <p><b>Nasz czas stoi</b> od 8 stycznia.</p>
                """)
        ))
        <p class="small">\(Link("Wycofaj zgłoszenie", to: "/message.html"))</p>
        """

    static let empty = page(
        "Komunikaty",
        current: "/empty.html",
        """
        <h1>Komunikaty</h1>
        <div class="section">\(EmptyState(
            title: "Jest spokojnie",
            text: "W promieniu 500 m nie ma żadnych utrudnień.",
            action: LinkButton(Link("Pokaż całe miasto", to: "/list.html"), look: .quiet, size: .small)
        ))</div>
        """
    )

    static let message = page(
        "Nie ma takiej strony",
        PageMessage(
            icon: .search,
            title: "Nie ma takiej strony",
            paragraphs: ["Adres mógł się zmienić albo brakuje w nim znaku."],
            actions: [
                LinkButton(Link("Na początek", to: "/home.html")),
                LinkButton(Link("Szukaj zgłoszenia", to: "/list.html"), look: .quiet),
            ],
            reference: "Numer zdarzenia: 7k2q-91xd"
        ).html
    )
}
