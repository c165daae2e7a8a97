import CityKit

@testable import CityWeb

/// The way of a report: where, what, check, done.
extension DesignGallery {
    static let place = page(
        "Gdzie to jest? Krok 1 z 4",
        current: "/where.html",
        """
        \(BackLink("Wstecz", to: "/home.html"))
        \(Columns(.form, Form(action: "/what.html").html(placeQuestions), Card(
            id: "places",
            title: "Miejsca w pobliżu",
            look: .soft,
            content: TickList(items: ["Park Olszynka, wejście od Nadbrzeżnej", "Przystanek Ratusz 02"]).html
        ).html))
        """
    )

    private static let placeQuestions: HTML = """
        \(Steps(current: 1, total: 4, words: "Krok 1 z 4", name: "Miejsce"))
        <h1>Gdzie to jest?</h1>
        \(Notice(
            kind: .emergency,
            title: "Ktoś jest w niebezpieczeństwie?",
            text: "Dzwoń pod <a href=\"tel:112\"><b>112</b></a>. Zgłoszenia czytamy w godzinach pracy."
        ))
        \(Field(
            name: "address",
            label: "Adres albo nazwa miejsca",
            hint: "Na przykład: Młyńska 9, przystanek Ratusz, park Olszynka",
            control: .line(TextLine(value: "Młyńska 9", autocomplete: .addressLine1))
        ))
        \(ChosenPlace(address: "ul. Młyńska 9", facts: "To teren miasta. Sprawą zajmie się Zarząd Dróg."))
        \(Field(
            name: "directions",
            label: "Jak tam trafić",
            hint: "Na przykład: brama od podwórza, druga lampa za sklepem",
            optional: "nieobowiązkowe",
            control: .line(TextLine())
        ))
        \(Cluster(Button(words: "Dalej: co się dzieje")))
        """

    static let problem = page(
        "Co się dzieje? Krok 2 z 4",
        current: "/where.html",
        """
        \(BackLink("Wstecz", to: "/where.html"))
        \(Form(action: "/check.html", encoding: .files).html(FormWithAside(
            first: problemQuestions,
            aside: similar.html,
            second: photoQuestions
        ).html))
        """
    )

    private static let problemQuestions: HTML = """
        \(Steps(current: 2, total: 4, words: "Krok 2 z 4", name: "Problem"))
        <h1>Co się dzieje?</h1>
        \(Choices(
            name: "category",
            legend: "Czego to dotyczy",
            choices: [
                .init(value: "lamp", words: "Oświetlenie", hint: "Lampy uliczne, światła"),
                .init(value: "road", words: "Ulice i chodniki", hint: "Dziury, znaki, progi"),
                .init(value: "clean", words: "Porządek", hint: "Śmieci, kosze, napisy"),
                .init(value: "green", words: "Zieleń", hint: "Drzewa, skwery, parki"),
                .init(value: "play", words: "Place zabaw", hint: "Huśtawki, płoty"),
                .init(value: "other", words: "Coś innego", hint: "Sami dobierzemy"),
            ],
            selected: ["lamp"],
            columns: .two
        ))
        \(Field(
            name: "text",
            label: "Opisz to",
            hint: "Bez nazwisk i telefonów: po sprawdzeniu opis zobaczą wszyscy.",
            control: .area(TextArea(
                value: "Od niedzieli nie działają dwie lampy przy przejściu obok szkoły. Wieczorem jest zupełnie ciemno.",
                limit: textLimit
            ))
        ))
        """

    static let textLimit = TextArea.Limit(
        most: 2000,
        rule: "Najwyżej 2000 znaków",
        left: "Zostało {count} z 2000 znaków",
        over: "O {count} za dużo, mieści się 2000 znaków"
    )

    private static let photoQuestions: HTML = """
        \(Field(
            name: "photos",
            label: "Zdjęcia",
            hint: "Najwyżej 3. Usuwamy z nich czas, miejsce i dane aparatu.",
            optional: "nieobowiązkowe",
            control: .files(FileChoice(accept: "image/jpeg,image/png,image/webp,image/heic", count: .several))
        ))
        \(Photos(photos: [
            .init(
                address: "/lamp.svg",
                description: "Ciemna lampa przy przejściu",
                caption: "lampy.jpg, 1,4 MB<br>\(Link("Usuń", to: "/what.html", context: " lampy.jpg"))"
            )
        ]))
        \(Cluster(
            Button(words: "Dalej: Twój kontakt"),
            Button(words: "Zachowaj szkic", look: .quiet, name: "step", value: "draft")
        ))
        """

    private static let similar = SimilarReports(
        title: "Może to ta sama sprawa?",
        text: "Blisko ktoś zgłosił coś podobnego. Gdy dołączysz, dostaniesz te same odpowiedzi.",
        reports: [
            .init(
                tag: StatusTag(.working, "W trakcie realizacji"),
                report: Link("Ciemne przejście przy szkole", to: "/report.html"),
                place: "ul. Młyńska 15, 60 m stąd",
                facts: "2026/0031 · od 2 tygodni · obserwuje 6 osób",
                actions: [
                    Button(words: "Dołącz do tej sprawy", size: .small, name: "follow", value: "31").html,
                    LinkButton(Link("Zobacz", to: "/report.html"), look: .quiet, size: .small).html,
                ]
            )
        ],
        otherwise: "Jeśli to coś innego, wypełnij dalsze pola."
    )

    static let check = page(
        "Przeczytaj i wyślij. Krok 4 z 4",
        current: "/where.html",
        """
        \(BackLink("Wstecz", to: "/what.html"))
        \(Columns(.side, Form(action: "/done.html").html(answers), visibility))
        """
    )

    private static let answers: HTML = """
        \(Steps(current: 4, total: 4, words: "Krok 4 z 4", name: "Sprawdzenie"))
        <h1>Przeczytaj i wyślij</h1>
        \(CheckList(id: "report", title: "Zgłoszenie", rows: [
            .init(question: "Miejsce", answer: "ul. Młyńska 9", change: change("miejsce")),
            .init(question: "Jak trafić", answer: "nie podano", change: change("wskazówkę")),
            .init(question: "Kategoria", answer: "Oświetlenie", change: change("kategorię")),
            .init(question: "Opis", answer: "Od niedzieli nie działają dwie lampy.", change: change("opis")),
            .init(
                question: "Zdjęcia",
                answer: Photos(photos: [.init(address: "/lamp.svg", description: "Ciemna lampa")]).html,
                change: .link(Link("Zmień", to: "/what.html", context: " zdjęcia"))
            ),
        ]))
        \(CheckList(id: "contact", title: "Odpowiedź", rows: [
            .init(
                question: "Adres",
                answer: "bronisława.szczebrzeszyńska-brzezińska@<wbr>poczta.example",
                change: change("adres")
            )
        ]))
        \(Consent(
            name: "terms",
            words: "Znam regulamin i zasady ochrony danych",
            documents: [Link("Regulamin", to: "/message.html"), Link("Dane w skrócie", to: "/message.html")],
            state: .given
        ))
        \(Cluster(Button(words: "Wyślij zgłoszenie", icon: .send)))
        """

    private static func change(_ what: String) -> CheckList.Change {
        .submit(Button(words: "Zmień", look: .link, name: "step", value: what, context: " \(what)"))
    }

    private static let visibility: HTML = """
        \(Card(
            id: "seen",
            title: "To zobaczą inni",
            icon: .eye,
            content: TickList(items: ["miejsce, kategorię i opis, gdy je przeczytamy", "nasze odpowiedzi"]).html
        ))
        \(Card(
            id: "hidden",
            title: "Tego nie zobaczą",
            icon: .lock,
            look: .soft,
            content: TickList(sign: .no, items: ["Twojego adresu", "zdjęcia przed sprawdzeniem"]).html
        ))
        """

    static let done = page(
        "Zgłoszenie 2026/0044 przyjęte",
        current: "/where.html",
        Columns(.form, receipt, next).html
    )

    private static let receipt: HTML = """
        \(Receipt(
            title: "Mamy Twoje zgłoszenie",
            label: "Numer sprawy",
            number: "2026/0044",
            received: "środa, 24 grudnia 2025 r., 17.42"
        ))
        \(SecretLink(
            title: "Twój tajny odnośnik",
            explanation: "Prowadzi tylko do tej sprawy. Kto go zna, może pisać za Ciebie.",
            address: "https://wierzbin.example/s/0044/h8kq-2mzd-p4xr-77te",
            copy: "Kopiuj",
            copied: "Skopiowano odnośnik",
            actions: [
                LinkButton(Link("Zapisz PDF", to: "/done.html"), icon: .download, look: .quiet, size: .small),
                LinkButton(Link("Terminy do kalendarza", to: "/done.html"), icon: .calendar, look: .quiet, size: .small),
            ]
        ))
        """

    private static let next: HTML = """
        <h2>Co teraz i kiedy</h2>
        \(Track(entries: [
            .init(
                mark: .status(.new),
                title: "Czytamy i sprawdzamy",
                when: "do <b>wtorku, 30 grudnia 2025 r.</b>, 2 dni robocze",
                body: "<p>Święta i weekend się nie liczą:</p>\(holidays)"
            ),
            .init(
                mark: .status(.working),
                title: "Zaczynamy naprawę",
                when: "najpóźniej <b>we wtorek, 20 stycznia 2026 r.</b>",
                time: .future
            ),
            .init(
                mark: .icon(.mail, .done),
                title: "Piszemy o każdej zmianie",
                when: "na podany adres",
                time: .future
            ),
        ]))
        \(Notice(
            kind: .information,
            icon: .user,
            title: "Wolisz mieć wszystko w jednym miejscu?",
            text: "\(Link("Załóż konto", to: "/sign-in.html")), a sprawa trafi tam sama."
        ))
        """

    private static let holidays = DayStrip(
        label: "Dni od zgłoszenia do końca terminu",
        days: [
            .init(kind: .event, weekday: "śr", number: 24, caption: "0.", spoken: "środa 24: dzień zgłoszenia"),
            .init(kind: .off, weekday: "cz", number: 25, caption: "–", spoken: "czwartek 25: święto"),
            .init(kind: .off, weekday: "pt", number: 26, caption: "–", spoken: "piątek 26: święto"),
            .init(kind: .off, weekday: "so", number: 27, caption: "–", spoken: "sobota 27: wolne"),
            .init(kind: .off, weekday: "nd", number: 28, caption: "–", spoken: "niedziela 28: wolne"),
            .init(kind: .counted, weekday: "pn", number: 29, caption: "1.", spoken: "poniedziałek 29: dzień pierwszy"),
            .init(
                kind: .last,
                weekday: "wt",
                number: 30,
                caption: "2.",
                spoken: "wtorek 30: dzień drugi, koniec terminu"
            ),
        ]
    )
}
