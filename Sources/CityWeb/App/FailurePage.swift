import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// What a resident sees when a page cannot be shown: what happened and the way on.
struct FailurePage {
    let response: Response

    /// - Parameter advice: what was lost and how to do it again, in words.
    init(
        _ failures: [any Failure],
        _ words: Words,
        site: Site,
        town: Municipality?,
        bar: ServiceBar?,
        requestID: String,
        advice: [String] = []
    ) {
        let first = failures.first ?? InternalFailure()
        let status = first.kind.status
        let home = town.map { site.addresses.base(of: $0.id) } ?? ""
        let message = PageMessage(
            icon: status == .notFound ? .search : .warning,
            title: words("failure.title.\(first.kind.code)"),
            paragraphs: failures.map { words($0.text) } + advice,
            actions: [LinkButton(Link(words("failure.home"), to: home.isEmpty ? "/" : home))],
            reference: words("failure.reference", ["id": .words(requestID)])
        )
        let head = DocumentHead(
            title: words("failure.title.\(first.kind.code)"),
            language: words.language,
            robots: .hidden,
            brandSheet: town.map { "\(site.addresses.base(of: $0.id))/brand.css?v=\($0.revision)" }
        )
        response = .html(
            head.document(
                style: "public",
                body: "\(site.demoBanner(words))\(bar)<main id=\"main\"><div class=\"page\">\(message)</div></main>"
            ),
            status: status
        )
    }
}
