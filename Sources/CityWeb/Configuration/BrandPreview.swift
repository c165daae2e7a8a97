import CityDomain
import CityKit
import Hummingbird

/// Parts of the pages in the colours of a draft, on light and on dark ground. The colours come from a sheet at an address of
/// its own, as the content security policy wants it.
struct BrandPreview {
    let draft: BrandDraft
    let town: Municipality
    let visit: Visit

    /// Where the sheet is, below the office.
    static let sheet = "office/settings/brand/preview.css"

    /// Links of the preview lead nowhere: what was typed would be lost.
    private static let here = "#preview"

    var html: HTML {
        let query = BrandColour.all.map { "\($0)=\((draft.colours[$0] ?? "").dropFirst())" }.joined(separator: "&")
        return """
            <link rel="stylesheet" href="\(visit.path("\(Self.sheet)?\(query)"))">
            \(Columns(.even, ground(.light), ground(.dark)))
            """
    }

    private func ground(_ scheme: BrandColour.Scheme) -> HTML {
        let words = visit.words
        let name = words(town.profile.name)
        let mark = TownMark(
            sign: .letter(town.profile.brand.mark),
            name: name,
            tagline: words("configuration.brand.scheme.\(scheme.rawValue)"),
            home: Self.here
        )
        let button = LinkButton(Link(words("home.report"), to: Self.here), icon: .report)
        let quiet = LinkButton(Link(words("home.status"), to: Self.here), icon: .search, look: .quiet)
        return """
            <div class="stack ground-\(scheme.rawValue)">
            <div class="row">\(mark)</div>
            <p class="lead">\(words("home.title", ["town": .words(name)]))</p>
            <p class="muted">\(words("home.lead"))</p>
            <p class="row">\(button) \(quiet)</p>
            \(Card(id: "\(scheme.rawValue)-panel", title: words("configuration.brand.part.brandSoft"), look: .soft, element: .article, content: panel))
            </div>
            """
    }

    private var panel: HTML {
        let words = visit.words
        return """
            <p>\(Link(words("nav.home"), to: Self.here)) \
            \(StatusTag(.new, words(ReportStatus.new.text))) \(StatusTag(.done, words(ReportStatus.done.text)))</p>
            """
    }
}

/// The sheet of the preview.
struct BrandPreviewRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/\(BrandPreview.sheet)") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            _ = try visit.caller(signed).using(.configureTown)
            let query = try visit.query()
            let typed = Dictionary(uniqueKeysWithValues: BrandColour.all.map { ($0, "#\(query["\($0)"])") })
            let draft = BrandDraft(name: [:], locative: [:], mark: "", colours: typed)
            return Response(
                status: .ok,
                headers: [.contentType: "text/css; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: Brand(draft)?.previewSheet ?? ""))
            )
        }
    }
}

extension Brand {
    /// Sets the colours for the parts of the preview alone.
    var previewSheet: String {
        """
        .ground-light { \(light.properties) }
        .ground-dark { \(dark.properties) }

        """
    }
}
