import CityDomain
import CityKit

/// What in a text should perhaps not be published, for whoever decides. Nothing when there is none.
struct HintList: Component {
    let visit: Visit
    let hints: [TextHint]

    var html: HTML {
        guard !hints.isEmpty else { return .empty }
        let list = hints.map { hint in
            visit.words("hint.\(hint.kind.rawValue)", ["text": .words(hint.excerpt)])
        }
        return """
            <div class="notice letter">\(Icon.warning)<div><p><b>\(visit.words("hint.title"))</b> \(visit.words("hint.text"))</p>
            <ul class="hints">
            \(list.map { "<li>\($0)</li>\n" as HTML })</ul></div></div>

            """
    }
}
