import CityKit

@testable import CityWeb

extension DesignGallery {
    static func home(in language: Language) -> HTML {
        language == .polish ? polishHome : ukrainianHome
    }

    private static let polishHome = page(
        "Start",
        current: "/home.html",
        alert: AlertBar(
            label: "Alarm",
            icon: .water,
            headline: "Osiedle Młynarskie: wodę trzeba przegotować.",
            text: "Od dziś, do odwołania. Beczkowóz czeka przy szkole na ul. Młyńskiej 9.",
            links: [
                Link("Cały komunikat", to: "/message.html"),
                Link("Українською", to: "/home-uk.html", language: .ukrainian),
                Link("+2", to: "/empty.html", context: " inne alarmy"),
            ]
        ),
        demo: DemoBanner(label: "Pokaz", words: "To jest pokaz. Dane są zmyślone, listów nikt nie dostaje."),
        width: .full,
        """
        \(Hero(
            title: "Dzień dobry, Wierzbin. W czym pomóc?",
            text: "Powiedz nam, co jest zepsute, i zobacz, co z tym robimy. Bez zakładania konta.",
            actions: [
                LinkButton(Link("Zgłoś problem", to: "/where.html"), icon: .report),
                LinkButton(Link("Sprawdź zgłoszenie", to: "/status.html"), icon: .search, look: .quiet),
            ]
        ))
        <div class="page">
        \(PageSection(
            id: "services",
            title: "Usługi miasta",
            more: Link("Wszystkie (12)", to: "/empty.html"),
            content: Tiles(tiles: polishTiles).html
        ))
        <div class="section">
        \(Columns(
            .even,
            PageSection(
                id: "news",
                title: "Komunikaty",
                more: Link("Wszystkie", to: "/empty.html", context: " komunikaty"),
                content: NewsList(items: polishNews).html
            ).html,
            PageSection(
                id: "recent",
                title: "Zgłoszenia w mieście",
                more: Link("Lista i mapa", to: "/list.html"),
                content: "\(ReportList(level: .third, rows: Array(reportRows.prefix(3))))"
            ).html
        ))
        </div>
        </div>
        """
    )

    private static let polishTiles: [Tiles.Tile] = [
        .init(icon: .report, title: "Zgłoś problem", text: "Lampy, drogi, zieleń", href: "/where.html"),
        .init(icon: .list, title: "Moje zgłoszenia", text: "Co się z nimi dzieje", href: "/status.html"),
        .init(icon: .calendar, title: "Umów wizytę", text: "Wolne od środy, 9.30", href: "/empty.html"),
        .init(icon: .bus, title: "Odjazdy autobusów", text: "Najbliższe przystanki", href: "/empty.html"),
        .init(icon: .bin, title: "Wywóz odpadów", text: "Szkło: piątek, 9 stycznia", href: "/empty.html"),
        .init(icon: .card, title: "Karta mieszkańca", text: "Zniżki i okazanie karty", href: "/empty.html"),
        .init(icon: .shield, title: "Miejsca pomocy", text: "Schrony, ciepłownie, apteki", href: "/empty.html"),
        .init(icon: .phone, title: "Kontakt z urzędem", text: "Dziś czynne do 16.00", href: "/message.html"),
    ]

    private static let polishNews: [NewsList.Item] = [
        .init(
            date: "2026-01-07",
            day: "7",
            month: "sty",
            title: "Urząd w Trzech Króli zamknięty",
            href: "/message.html",
            summary: "We wtorek, 6 stycznia, nie pracujemy. Dyżur w sprawie zgonów: 8.00–11.00."
        ),
        .init(
            date: "2026-01-05",
            day: "5",
            month: "sty",
            title: "Most na Olszynce zamknięty do końca lutego",
            href: "/message.html",
            summary: "Autobus 3 jedzie przez Podwale. Rowery i piesi przechodzą kładką."
        ),
        .init(
            date: "2026-01-02",
            day: "2",
            month: "sty",
            title: "Де отримати допомогу взимку",
            href: "/home-uk.html",
            summary: "Пункти обігріву працюють цілодобово, адреси на карті.",
            language: .ukrainian
        ),
    ]

    private static let ukrainianHome = page(
        "Головна",
        in: .ukrainian,
        current: "/home-uk.html",
        alert: AlertBar(
            label: "Тривога",
            icon: .warning,
            headline: "Повітряна тривога. Ідіть в укриття.",
            text: "Оголошено о 17:42. Найближче: вул. Шкільна, 4, підвал школи, 250 м.",
            links: [Link("Усі укриття", to: "/list.html")]
        ),
        width: .full,
        """
        \(Hero(
            title: "Добрий день, Вербине. Чим допомогти?",
            text: "Розкажіть, що зламалося, і дивіться, як ми це лагодимо. Обліковий запис не потрібен.",
            actions: [
                LinkButton(Link("Повідомити про проблему", to: "/where.html"), icon: .report),
                LinkButton(Link("Перевірити звернення", to: "/status.html"), icon: .search, look: .quiet),
            ]
        ))
        <div class="page">
        \(PageSection(
            id: "services",
            title: "Міські послуги",
            more: Link("Усі послуги (9)", to: "/empty.html"),
            content: Tiles(tiles: ukrainianTiles).html
        ))
        </div>
        """
    )

    private static let ukrainianTiles: [Tiles.Tile] = [
        .init(icon: .shield, title: "Укриття", text: "Відкриті поруч", href: "/list.html"),
        .init(icon: .bus, title: "Транспорт", text: "Прибуття зараз", href: "/empty.html"),
        .init(icon: .power, title: "Відключення", text: "Світло, вода, тепло", href: "/empty.html"),
        .init(icon: .calendar, title: "Запис на прийом", text: "Вільно з середи, 9:30", href: "/empty.html"),
    ]
}
