public import CityDomain
public import CityKit

/// The page that a reverse proxy shows while the program does not run: one file that needs nothing else, in all languages of
/// its towns, since nobody is there to ask for the reader's.
public struct StandInPage {
    private let towns: [Municipality]
    private let catalogue: TextCatalogue

    /// - Parameter towns: one, or all of an installation.
    public init(towns: [Municipality], catalogue: TextCatalogue) {
        self.towns = towns
        self.catalogue = catalogue
    }

    public var html: HTML {
        let languages = languages
        let first = languages.first ?? .polish
        return """
            <!doctype html>
            <html lang="\(first.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <meta name="color-scheme" content="light dark">
            <title>\(title(first))</title>
            <style>\(HTML(trusted: Self.style))</style>
            </head>
            <body>
            <main>
            \(languages.html { part($0, isFirst: $0 == first ? .first : .further) })</main>
            </body>
            </html>

            """
    }

    private enum Place { case first, further }

    /// A file that the program does not serve may carry its own style.
    private static let style = """
        body{font:1.125rem/1.5 system-ui,sans-serif;margin:0}\
        main{max-width:40rem;margin:0 auto;padding:2rem 1rem}\
        section+section{border-top:1px solid;margin-top:2rem;padding-top:1rem}\
        h1,h2{line-height:1.2}a{color:inherit}a:focus-visible{outline:3px solid;outline-offset:2px}
        """

    /// Those of all towns, the own one of the first before the others.
    private var languages: [Language] {
        towns.flatMap(\.profile.languages).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func words(_ language: Language, of town: Municipality? = nil) -> Words {
        Words(catalogue: catalogue, language: language, own: town?.words[language] ?? [:])
    }

    private func title(_ language: Language) -> String {
        let title = words(language)("pause.title")
        guard towns.count == 1, let town = towns.first else { return title }
        return "\(title) – \(town.profile.name[language])"
    }

    private func part(_ language: Language, isFirst place: Place) -> HTML {
        let words = words(language)
        let spoken = towns.filter { $0.profile.languages.contains(language) }
        let numbers = Set(spoken.map(\.profile.emergencyNumber)).sorted().joined(separator: ", ")
        let heading: HTML =
            place == .first ? "<h1>\(title(language))</h1>" : "<h2>\(title(language))</h2>"
        return """
            <section lang="\(language.rawValue)">
            \(heading)
            <p>\(words("pause.lead"))</p>
            <p>\(words("pause.contact"))</p>
            <ul>
            \(spoken.html { contact($0, language) })</ul>
            <p>\(words("pause.emergency", ["number": .words(numbers)]))</p>
            </section>

            """
    }

    private func contact(_ town: Municipality, _ language: Language) -> HTML {
        let words = words(language, of: town)
        let office = town.profile.office
        let phone: HTML? = office.phone.map { ", \(ContactFacts.phone($0))" }
        return "<li>\(words(office.name)): \(ContactFacts.mail(office.email))\(phone)</li>\n"
    }
}
