import CityKit

/// The greeting of the first page above the skyline.
struct Hero: Component {
    let title: String
    let text: String
    let actions: [LinkButton]

    var html: HTML {
        """
        <div class="hero"><div class="page">
        <h1>\(title)</h1>
        <p>\(text)</p>
        <div class="row">\(actions)</div>
        </div>\(Picture.skyline)</div>
        """
    }
}
