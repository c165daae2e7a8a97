import CityKit

@testable import CityWeb

/// The invented towns of the gallery: Wierzbin in Polish with the colours of the program, the same in Ukrainian with a
/// brand of its own.
extension DesignGallery {
    /// A brand in blue, as a town by a river might bring it.
    static let riverTown = Brand(
        light: palette("#1D4E89", "#143962", "#FFFFFF", "#DEE9F5", "#EEF4FA", "#1D4E89"),
        dark: palette("#9CC6F5", "#C2DDFA", "#071C33", "#1A3350", "#14243A", "#3F6C98")
    )

    static func palette(_ hex: String...) -> Brand.Palette {
        let colors = hex.compactMap(Color.init)
        return Brand.Palette(
            brand: colors[0],
            brandStrong: colors[1],
            onBrand: colors[2],
            soft: colors[3],
            tint: colors[4],
            seal: colors[5]
        )
    }

    static func page(
        _ title: String,
        in language: Language = .polish,
        current: String? = nil,
        alert: AlertBar? = nil,
        demo: DemoBanner? = nil,
        width: PublicFrame.Width = .page,
        _ main: HTML
    ) -> HTML {
        let isPolish = language == .polish
        let frame = PublicFrame(
            site: isPolish ? polish : ukrainian,
            head: DocumentHead(
                title: "\(title) – \(isPolish ? "Wierzbin" : "Вербин")",
                language: language,
                brandSheet: isPolish ? nil : "/brand.css",
                accessibilityStatement: "/message.html"
            ),
            languages: languages(language),
            current: current,
            demo: demo,
            alert: alert,
            themes: isPolish ? themes : nil,
            width: width
        )
        return frame.document(main)
    }

    private static let polish = PublicFrame.Site(
        mark: TownMark(sign: .letter("W"), name: "Wierzbin", tagline: "Sprawy mieszkańców", home: "/home.html"),
        navigation: Navigation(
            label: "Menu główne",
            items: [
                .init(words: "Start", href: "/home.html", icon: .home),
                .init(words: "Zgłoszenia", href: "/list.html", icon: .list),
                .init(words: "Komunikaty", href: "/empty.html", icon: .bell),
                .init(words: "Moje konto", href: "/account.html", icon: .user),
            ]
        ),
        shortcuts: Navigation(
            label: "Skróty",
            items: [
                .init(words: "Start", href: "/home.html", icon: .home),
                .init(words: "Zgłoszenia", href: "/list.html", icon: .list),
                .init(words: "Zgłoś", href: "/where.html", icon: .plus),
                .init(words: "Komunikaty", href: "/empty.html", icon: .bell),
                .init(words: "Konto", href: "/account.html", icon: .user),
            ]
        ),
        middle: 2,
        footer: ["Deklaracja dostępności", "Prywatność", "Regulamin", "Kontakt", "Otwarte dane"]
            .map { Link($0, to: "/message.html") },
        imprint: "Ratusz, wolny program dla gmin. Urząd Miasta, Plac Lipowy 2, 00-000 Wierzbin",
        skip: "Przejdź do treści"
    )

    private static let ukrainian = PublicFrame.Site(
        mark: TownMark(sign: .letter("В"), name: "Вербин", tagline: "Справи мешканців", home: "/home-uk.html"),
        navigation: Navigation(
            label: "Головне меню",
            items: [
                .init(words: "Головна", href: "/home-uk.html", icon: .home),
                .init(words: "Звернення", href: "/list.html", icon: .list),
                .init(words: "Новини", href: "/empty.html", icon: .bell),
                .init(words: "Мій кабінет", href: "/account.html", icon: .user),
            ]
        ),
        shortcuts: Navigation(
            label: "Швидкий доступ",
            items: [
                .init(words: "Головна", href: "/home-uk.html", icon: .home),
                .init(words: "Звернення", href: "/list.html", icon: .list),
                .init(words: "Повідомити", href: "/where.html", icon: .plus),
                .init(words: "Новини", href: "/empty.html", icon: .bell),
                .init(words: "Кабінет", href: "/account.html", icon: .user),
            ]
        ),
        middle: 2,
        footer: ["Доступність", "Приватність", "Правила", "Контакти", "Відкриті дані"]
            .map { Link($0, to: "/message.html") },
        imprint: "Ратуша, вільна програма для громад. Міська рада, площа Липова, 2, Вербин",
        skip: "Перейти до змісту"
    )

    private static func languages(_ current: Language) -> LanguageSwitch {
        LanguageSwitch(
            label: current == .polish ? "Język" : "Мова",
            current: current,
            choices: [
                .init(language: .polish, name: "Polski", short: "PL", href: "/home.html"),
                .init(language: .ukrainian, name: "Українська", short: "УКР", href: "/home-uk.html"),
                .init(language: .english, name: "English", short: "EN", href: "/home.html"),
            ]
        )
    }

    private static let themes = ThemeSwitch(
        label: "Kolory",
        form: Form(action: "/message.html"),
        choices: [
            .init(theme: nil, words: "Kolory urządzenia"),
            .init(theme: .light, words: "Jasne"),
            .init(theme: .dark, words: "Ciemne"),
            .init(theme: .contrast, words: "Kontrastowe"),
        ],
        current: nil
    )
}
