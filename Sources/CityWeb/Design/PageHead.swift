import CityKit

/// The heading of a page with the states and the facts that belong to it.
struct PageHead: Component {
    var tags: [StatusTag] = []
    /// Beside the states: number of the case, who leads it.
    var facts: String?
    let title: String
    /// One sentence below the heading, with the icon that says what it is about.
    var lead: String?
    var leadIcon: Icon?
    /// At the end of the heading's line.
    var action: HTML?

    var html: HTML {
        """
        <div class="page-head">
        \(line)<div class="title-row"><h1>\(title)</h1>\(action)</div>
        \(leadMarkup)</div>
        """
    }

    private var line: HTML {
        guard !tags.isEmpty || facts != nil else { return .empty }
        let facts: HTML? = facts.map { "<span class=\"muted\">\($0)</span>" }
        return "<p class=\"row tight\">\(tags)\(facts)</p>\n"
    }

    private var leadMarkup: HTML? {
        lead.map { "<p class=\"muted\">\(leadIcon)\($0)</p>\n" }
    }
}
