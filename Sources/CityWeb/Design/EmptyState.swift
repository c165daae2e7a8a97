import CityKit

/// A list without anything in it: a fact, and one way on.
struct EmptyState: Component {
    let title: String
    let text: String
    var action: LinkButton?

    var html: HTML {
        """
        <div class="empty">\(Picture.bench)
        <p class="empty-title">\(title)</p>
        <p class="muted">\(text)</p>
        \(action)</div>
        """
    }
}

/// A drawing of `Assets/pictures.svg`, in the colours of the town.
enum Picture: String, CaseIterable, Component {
    case bench, skyline

    var html: HTML {
        """
        <svg class="picture \(rawValue)" viewBox="\(box)" width="\(size.width)" height="\(size.height)" \
        aria-hidden="true" focusable="false"><use href="\(Asset.address("pictures.svg"))#\(rawValue)"/></svg>
        """
    }

    private var size: (width: Int, height: Int) {
        switch self {
        case .bench: (200, 110)
        case .skyline: (880, 360)
        }
    }

    private var box: String { "0 0 \(size.width) \(size.height)" }
}
