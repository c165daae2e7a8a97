import CityKit

@testable import CityWeb

/// Signing in, a form that came back with errors, and the account.
extension DesignGallery {
    static let signIn = page(
        "Wejście na konto",
        current: "/account.html",
        Columns(
            .form,
            signInForm,
            Card(
                id: "without",
                title: "Bez konta też można",
                look: .soft,
                content: "<p>\(Link("Zgłoś problem", to: "/where.html")) albo otwórz sprawę tajnym odnośnikiem.</p>"
            ).html
        ).html
    )

    private static let signInForm: HTML = """
        <h1>Wejdź na konto</h1>
        \(Form(action: "/account.html", hidden: [("token", "c2FtcGxl")]).html("""
            \(Field(
                name: "email",
                label: "E-mail",
                control: .line(TextLine(kind: .email, autocomplete: .username))
            ))
            \(Field(
                name: "password",
                label: "Hasło",
                control: .line(TextLine(
                    kind: .password,
                    autocomplete: .currentPassword,
                    reveal: .init(show: "Pokaż hasło", hide: "Ukryj hasło")
                ))
            ))
            \(Cluster(Button(words: "Wejdź"), Link("Nie pamiętam hasła", to: "/message.html")))
            """))
        """

    static let errors = page(
        "Błąd: Co się dzieje?",
        current: "/where.html",
        Columns(
            .form,
            """
            \(ErrorSummary(title: "Brakuje czterech rzeczy", items: [
                .init(field: "category", words: "Wybierz, czego to dotyczy"),
                .init(field: "text", words: "Opisz, co się dzieje"),
                .init(field: "file", words: "Zdjęcie „most.heic” ma 31 MB, zmieści się 10 MB"),
                .init(field: "terms", words: "Zaznacz, że znasz regulamin"),
            ]))
            <h1>Co się dzieje?</h1>
            \(Form(action: "/check.html", encoding: .files).html(faultyQuestions))
            """,
            states
        ).html
    )

    private static let faultyQuestions: HTML = """
        \(Choices(
            name: "category",
            legend: "Czego to dotyczy",
            hint: "Jedna odpowiedź wystarczy.",
            error: "Wybierz, czego to dotyczy",
            choices: [.init(value: "lamp", words: "Oświetlenie"), .init(value: "road", words: "Ulice i chodniki")]
        ))
        \(Field(
            name: "text",
            label: "Opisz to",
            hint: "Bez nazwisk.",
            error: "Opisz, co się dzieje",
            control: .area(TextArea(rows: 4, limit: textLimit))
        ))
        \(Field(
            name: "file",
            label: "Zdjęcie",
            error: "Zdjęcie „most.heic” ma 31 MB, zmieści się 10 MB",
            optional: "nieobowiązkowe",
            control: .files(FileChoice(accept: "image/*"))
        ))
        \(Field(
            name: "district",
            label: "Dzielnica",
            control: .select(Select(
                options: [.init(value: "", words: "Wybierz"), .init(value: "m", words: "Osiedle Młynarskie")],
                selected: "m"
            ))
        ))
        \(Field(
            name: "code",
            label: "Kod z SMS-a",
            control: .line(TextLine(value: "204 117", kind: .code, width: .short, autocomplete: .oneTimeCode))
        ))
        \(Choices(
            name: "channels",
            legend: "Jak pisać",
            choices: [.init(value: "mail", words: "E-mail"), .init(value: "sms", words: "SMS", hint: "nie w nocy")],
            selected: ["mail"],
            kind: .checkbox,
            columns: .two
        ))
        \(Consent(name: "terms", words: "Znam regulamin", error: "Zaznacz, że znasz regulamin"))
        \(Cluster(Button(words: "Dalej"), Button(words: "Zachowaj szkic", look: .quiet)))
        """

    private static let states: HTML = """
        \(Card(id: "tags", title: "Statusy", content: "<p class=\"row tight\">\(allTags)</p>"))
        \(Notice(kind: .success, title: "Zapisano.", text: "Zmiana działa od razu."))
        \(Card(
            id: "leave",
            title: "Usunięcie konta",
            look: .danger,
            content: """
                <p class="small">Od razu znikną imię, adres i ustawienia. Zostaną zgłoszenia, bez Twoich danych.</p>
                \(Form(action: "/account.html").html(Button(words: "Usuń konto", look: .danger, size: .wide).html))
                """
        ))
        """

    private static let allTags: [StatusTag] = [
        StatusTag(.new, "Nowe"), StatusTag(.accepted, "Przyjęte"), StatusTag(.working, "W trakcie realizacji"),
        StatusTag(.done, "Wykonane"), StatusTag(.closed, "Zamknięte"), StatusTag(.rejected, "Odrzucone"),
        StatusTag(.waiting, "Czeka na odpowiedź"), StatusTag(.overdue, "Po terminie"),
    ]

    static let account = page(
        "Twoje konto: prywatność",
        current: "/account.html",
        """
        <h1>Twoje konto</h1>
        \(Tabs(
            label: "Części konta",
            items: [
                .init(words: "Zgłoszenia (3)", href: "/list.html"),
                .init(words: "Wiadomości (1)", href: "/empty.html"),
                .init(words: "Dane i hasło", href: "/sign-in.html"),
                .init(words: "Prywatność", href: "/account.html"),
            ],
            current: "/account.html"
        ))
        \(Columns(.side, Card(id: "known", title: "Co o Tobie wiemy", content: FactList(rows: [
            .init(
                question: "Imię i nazwisko",
                answer: "Bronisława Szczebrzeszyńska-Brzezińska",
                change: .link(Link("Zmień", to: "/account.html", context: " imię i nazwisko"))
            ),
            .init(question: "Telefon", answer: "nie podano"),
        ]).html).html, Card(
            id: "rights",
            title: "Twoje prawa",
            look: .soft,
            content: "<p>\(Link("Pobierz swoje dane", to: "/account.html"))</p>"
        ).html))
        """
    )
}
