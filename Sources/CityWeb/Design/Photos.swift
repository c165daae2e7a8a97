import CityKit

/// Small pictures in a row, each with what is known about it.
struct Photos: Component {
    struct Photo: Sendable {
        let address: String
        /// What is to be seen, for those who do not see it.
        let description: String
        /// The large picture.
        var full: String?
        var caption: HTML?
    }

    let photos: [Photo]

    var html: HTML { "<ul class=\"photos\">\n\(photos.html(figure))</ul>" }

    private func figure(_ photo: Photo) -> HTML {
        let image: HTML = """
            <img src="\(photo.address)" alt="\(photo.description)" width="240" height="180">
            """
        let linked: HTML = photo.full.map { "<a href=\"\($0)\">\(image)</a>" } ?? image
        let caption: HTML? = photo.caption.map { "<figcaption>\($0)</figcaption>" }
        return "<li><figure>\(linked)\(caption)</figure></li>\n"
    }
}
