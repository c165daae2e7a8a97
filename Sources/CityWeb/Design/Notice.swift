import CityKit

/// A box that says something important once.
struct Notice: Component {
    enum Kind: String, Sendable {
        /// Danger to life, health or property: who to call instead.
        case emergency
        /// Something that counts as an official letter and has its own way and term.
        case letter
        case information
        /// What was done just now; said by a screen reader at once.
        case success
    }

    let kind: Kind
    /// Another sign than that of the kind.
    var icon: Icon?
    /// The first words, in bold.
    let title: String
    let text: HTML

    var html: HTML {
        let role = HTML.attribute("role", kind == .success ? "status" : nil)
        return """
            <div class="notice \(kind.rawValue)"\(role)>\(icon ?? kind.icon)<p><b>\(title)</b> \(text)</p></div>
            """
    }
}

extension Notice.Kind {
    fileprivate var icon: Icon {
        switch self {
        case .emergency: .phone
        case .letter: .letter
        case .information: .info
        case .success: .check
        }
    }
}
