import CityKit

/// A part of a page: a value that holds finished words in the reader's language and knows its markup. A component never
/// looks up a text, reads the clock or asks a store, so that its sample value and its snapshot say all there is to it.
protocol Component: Sendable {
    var html: HTML { get }
}

extension HTML: Component {
    var html: HTML { self }
}

extension HTML.Interpolation {
    mutating func appendInterpolation(_ component: some Component) { appendInterpolation(component.html) }

    /// Nothing at all where there is no component.
    mutating func appendInterpolation(_ component: (some Component)?) { appendInterpolation(component?.html) }

    /// One after the other.
    mutating func appendInterpolation(_ components: [some Component]) { appendInterpolation(components.html(\.html)) }
}

extension HTML {
    /// ` name="value"` with the value escaped, or nothing at all where there is no value.
    static func attribute(_ name: StaticString, _ value: String?) -> HTML {
        guard let value else { return .empty }
        return " \(HTML(trusted: "\(name)"))=\"\(value)\""
    }

    /// ` class="a b"`, or nothing at all where no name is given.
    static func classes(_ names: String?...) -> HTML {
        let names = names.compactMap(\.self)
        return attribute("class", names.isEmpty ? nil : names.joined(separator: " "))
    }
}

/// Words that only a screen reader says.
struct Unseen: Component {
    let words: String

    init(_ words: String) { self.words = words }

    var html: HTML { "<span class=\"unseen\">\(words)</span>" }
}
