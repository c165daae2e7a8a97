import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// The frame of the residents' pages, filled with the words and ways of one town.
struct PublicPage {
    /// The main ways of the site; the one a page belongs to is marked.
    enum Section: String {
        case home = ""
        case report
        case reports
        case status
        case account
        case none = "-"
    }

    let title: String
    var section = Section.none
    var robots = DocumentHead.Robots.index
    var width = PublicFrame.Width.page
    /// What has to be mended on the page; the title says so first, and the status of the answer.
    var errors = ErrorFields.none
    /// The address of an Atom feed with what the page lists.
    var feed: String?

    func html(_ visit: Visit, _ main: HTML) -> HTML {
        let words = visit.words
        return PublicFrame(
            site: site(visit),
            head: head(visit),
            languages: languages(visit),
            current: visit.path(section.rawValue),
            demo: visit.site.demoBanner(words),
            notices: visit.serviceBars,
            width: width
        ).document(main)
    }

    /// - Parameter status: nil for the one that follows from the errors.
    func response(_ visit: Visit, status: HTTPResponse.Status? = nil, _ main: HTML) -> Response {
        .html(html(visit, main), status: status, errors)
    }

    private func head(_ visit: Visit) -> DocumentHead {
        let words = visit.words
        let full = "\(title) – \(words(visit.town.profile.name))"
        return DocumentHead(
            title: !errors.isEmpty ? words("page.faulty", ["title": .words(full)]) : full,
            language: visit.language,
            robots: robots,
            feed: feed,
            brandSheet: visit.path("brand.css?v=\(visit.town.revision)"),
            accessibilityStatement: visit.link("accessibility")
        )
    }

    private func site(_ visit: Visit) -> PublicFrame.Site {
        let words = visit.words
        let office = visit.town.profile.office
        let reports = visit.town.profile.modules.contains(.reports)
        let isOpen = !visit.town.isClosed(on: visit.today)
        let ways: [(Section, String, Icon)] =
            [(.home, "nav.home", .home)]
            + (reports
                ? [(.reports, "nav.reports", .list)]
                    + (isOpen ? [(.report, "nav.report", .plus)] : []) + [(.status, "nav.status", .search)]
                : [])
            + (visit.town.accounts == nil ? [] : [(.account, "nav.account", .user)])
        let items = ways.map {
            Navigation.Item(words: words($0.1), href: visit.path($0.0.rawValue), icon: $0.2)
        }
        return PublicFrame.Site(
            mark: TownMark(
                sign: .letter(visit.town.profile.brand.mark),
                name: words(visit.town.profile.name),
                tagline: words("site.tagline"),
                home: visit.path("")
            ),
            navigation: Navigation(label: words("nav.label"), items: items),
            shortcuts: Navigation(label: words("nav.shortcuts"), items: items),
            middle: reports && isOpen ? 2 : nil,
            footer: footer(visit),
            imprint: words(
                "footer.imprint",
                ["office": .words(words(office.name)), "address": .words(office.address)]
            ),
            skip: words("page.skip")
        )
    }

    private func footer(_ visit: Visit) -> [Link] {
        let profile = visit.town.profile
        let addresses = visit.site.useCases.addresses.addresses(of: visit.town.id)
        let isOpen = profile.openData != nil && profile.modules.contains(.reports)
        let pages: [(key: String, path: String)] =
            [
                ("accessibility", "accessibility"), ("privacy", "privacy"), ("regulation", "regulation"),
                ("contact", "contact"), ("about", "imprint"), ("disruptions", "disruptions"),
            ]
            + (profile.modules.contains(.reports) ? [("statistics", "statistics")] : [])
            + (visit.town.ideas == nil ? [] : [("ideas", "ideas")])
            + (visit.town.recipients == nil ? [] : [("messages", "messages")])
            + (visit.town.questions == nil ? [] : [("questions", "questions")])
            + (visit.town.complaints == nil ? [] : [("complaints", "complaints")])
            + (addresses.hasHouses ? [("addresses", "addresses")] : [])
            + (addresses.hasRenamedStreets ? [("renamedStreets", "renamed-streets")] : [])
            + (isOpen ? [("openData", "open-data")] : [])
        return pages.map { Link(visit.words("footer.\($0.key)"), to: visit.path($0.path)) }
    }

    private func languages(_ visit: Visit) -> LanguageSwitch {
        LanguageSwitch(
            label: visit.words("language.label"),
            current: visit.language,
            choices: visit.town.profile.languages.map { language in
                LanguageSwitch.Choice(
                    language: language,
                    name: language.ownName,
                    short: language.short,
                    href: "\(visit.ownPath)?lang=\(language.rawValue)"
                )
            }
        )
    }
}

extension Language {
    /// The language's name in itself.
    var ownName: String {
        switch self {
        case .polish: "Polski"
        case .ukrainian: "Українська"
        case .english: "English"
        }
    }

    var short: String {
        switch self {
        case .polish: "PL"
        case .ukrainian: "УКР"
        case .english: "EN"
        }
    }
}
