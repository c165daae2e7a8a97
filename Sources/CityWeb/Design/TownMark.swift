import CityKit

/// The arch with the town's letter or arms, and its name: the way to the first page.
struct TownMark: Component {
    enum Sign: Sendable {
        /// One or two letters.
        case letter(String)
        /// The address of a picture of the arms that the town may use.
        case arms(String)
    }

    let sign: Sign
    let name: String
    /// What the site is, in a few words.
    let tagline: String
    let home: String

    var html: HTML {
        """
        <a class="town" href="\(home)">\(signMarkup)<span>\(name) <small>\(tagline)</small></span></a>
        """
    }

    private var signMarkup: HTML {
        switch sign {
        case .letter(let letter): "<span class=\"arch\" aria-hidden=\"true\">\(letter)</span>"
        case .arms(let address):
            "<span class=\"arch\"><img src=\"\(address)\" alt=\"\" width=\"24\" height=\"28\"></span>"
        }
    }
}
