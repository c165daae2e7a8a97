import CityDomain
import CityKit

/// A public page as it would be, in each language of the town, among others on a page of the settings.
struct ShownPage {
    let town: Municipality
    let visit: Visit
    /// The part of the page between its frame.
    let content: (Visit) -> HTML

    /// The language of the reader is open.
    var html: HTML {
        let languages = town.profile.languages
        let open = languages.contains(visit.language) ? visit.language : languages.first
        return languages.html { language in
            Disclosure(
                question: language.ownName,
                state: language == open ? .open : .closed,
                answer: "<div lang=\"\(language.rawValue)\" class=\"stack\">\(content(language).unnamed)</div>"
            ).html
        }
    }

    func content(_ language: Language) -> HTML { content(visit.showing(town, in: language)) }
}

extension HTML {
    /// The same markup without names for its parts, which a page may have once alone, and with headings below those of the page.
    fileprivate var unnamed: HTML {
        let plain = markup.replacing(/\ (?:id|aria-labelledby|aria-describedby)="[^"]*"/, with: "")
        let lower = ["2", "1"].reduce(plain) { text, level in
            text.replacing("<h\(level)", with: "<h\(level == "2" ? 4 : 3)")
                .replacing("</h\(level)>", with: "</h\(level == "2" ? 4 : 3)>")
        }
        return HTML(trusted: lower)
    }
}
