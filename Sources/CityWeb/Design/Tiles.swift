import CityKit

/// The services of a town, each a tile that leads to it.
struct Tiles: Component {
    struct Tile: Sendable {
        let icon: Icon
        let title: String
        /// A fact of now rather than a description: “free from tomorrow, 8:15”.
        let text: String
        let href: String
    }

    let tiles: [Tile]

    var html: HTML { "<ul class=\"tiles\">\n\(tiles.html(tile))</ul>" }

    private func tile(_ tile: Tile) -> HTML {
        """
        <li><a class="tile" href="\(tile.href)"><span class="arch">\(tile.icon)</span>\
        <span><b>\(tile.title)</b> \(tile.text)</span></a></li>

        """
    }
}
