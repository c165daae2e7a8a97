import CityKit

/// Files of the person's device. The browser's own control stays, since it names the chosen files without a script.
struct FileChoice: Sendable {
    enum Count: Sendable { case one, several }

    /// Media types and endings as the `accept` attribute takes them, such as `image/jpeg,image/png`.
    let accept: String
    var count = Count.one

    func html(_ field: Field.Binding) -> HTML {
        let multiple = HTML.attribute("multiple", count == .several ? "" : nil)
        return "<input class=\"input file\" type=\"file\"\(field.attributes) accept=\"\(accept)\"\(multiple)>"
    }
}
