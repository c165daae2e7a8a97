import CityKit

/// How loud a button is. A view has one `main` button.
enum ButtonLook: String, Sendable {
    case main, quiet
    /// A step that takes something away: outlined, never filled.
    case danger
    /// Looks like a link and is still a submit button, for steps that are sent by POST.
    case link
}

enum ButtonSize: String, Sendable {
    case normal, small
    /// As wide as its column.
    case wide
}

/// Sends the form it stands in.
struct Button: Component {
    let words: String
    var icon: Icon?
    var look: ButtonLook = .main
    var size: ButtonSize = .normal
    /// Sent with the form, so that the server knows which of several buttons was pressed.
    var name: String?
    var value: String?
    /// Where the form goes instead of its own address.
    var action: String?
    /// Said by a screen reader after the words.
    var context: String?

    var html: HTML {
        let sent: HTML = "\(.attribute("name", name))\(.attribute("value", value))\(.attribute("formaction", action))"
        return """
            <button type="submit"\(ButtonStyle.classes(look, size))\(sent)>\(icon)\(words)\(context.map { Unseen($0) })\
            </button>
            """
    }
}

/// Looks like a button and leads to another page.
struct LinkButton: Component {
    let link: Link
    var icon: Icon?
    var look: ButtonLook = .main
    var size: ButtonSize = .normal

    init(_ link: Link, icon: Icon? = nil, look: ButtonLook = .main, size: ButtonSize = .normal) {
        self.link = link
        self.icon = icon
        self.look = look
        self.size = size
    }

    var html: HTML { link.anchor(style: ButtonStyle.names(look, size), before: icon?.html) }
}

private enum ButtonStyle {
    static func names(_ look: ButtonLook, _ size: ButtonSize) -> String {
        guard look != .link else { return "as-link" }
        return ["button", look == .main ? nil : look.rawValue, size == .normal ? nil : size.rawValue]
            .compactMap(\.self).joined(separator: " ")
    }

    static func classes(_ look: ButtonLook, _ size: ButtonSize) -> HTML { .classes(names(look, size)) }
}
