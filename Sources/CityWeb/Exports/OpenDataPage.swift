import CityDomain
import CityKit
import Hummingbird

/// What the files of open data hold, and on which terms they may be used.
struct OpenDataPage {
    let openData: Profile.OpenData
    /// Those with reports, the newest first.
    let years: [Int]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return PublicPage(title: words("openData.title")).response(
            visit,
            """
            <div class="measure stack">
            <h1>\(words("openData.title"))</h1>
            <p>\(words("openData.lead"))</p>
            \(section("files", files(visit), visit))
            \(section("licence", licence(visit), visit))
            \(section("fields", fields(visit), visit))
            \(section("programs", programs(visit), visit))
            </div>
            """
        )
    }

    private func section(_ name: String, _ content: HTML, _ visit: Visit) -> PageSection {
        PageSection(
            id: name,
            title: visit.words("openData.\(name)"),
            content: "<div class=\"stack\">\n\(content)\n</div>"
        )
    }

    private func files(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows = ExportFormat.allCases.map { format in
            CheckList.Row(question: words(format.text), answer: links(to: format, visit))
        }
        let none: HTML? = years.isEmpty ? "<p>\(words("openData.files.none"))</p>" : nil
        return "\(none)\(FactList(rows: rows))<p class=\"muted\">\(words("openData.formula"))</p>"
    }

    private func links(to format: ExportFormat, _ visit: Visit) -> HTML {
        let path = visit.path("open-data/reports.\(format.rawValue)")
        let context = ": \(visit.words(format.text))"
        let all = Link(visit.words("openData.files.all"), to: path, context: context)
        let single = years.count > 1 ? years.map { Link("\($0)", to: "\(path)?year=\($0)", context: context) } : []
        return "<span class=\"row tight\">\(([all] + single).html { "\($0) " })</span>"
    }

    private func licence(_ visit: Visit) -> HTML {
        let words = visit.words
        let name = openData.licence.rawValue
        let source = words(
            "openData.licence.source",
            ["office": .words(words(visit.town.profile.office.name)), "link": .words(visit.link("open-data"))]
        )
        let named: HTML? = openData.licence == .zero ? nil : "<p>\(source)</p>"
        return """
            <p>\(words("openData.licence.\(name)")) \(Link(name, to: openData.licence.link))</p>
            \(named)<p>\(words("openData.licence.photos"))</p>
            """
    }

    private func fields(_ visit: Visit) -> HTML {
        let rows = ExportField.allCases.map { field in
            CheckList.Row(
                question: field.rawValue,
                answer: "\(visit.words(field.meaning)) <small class=\"muted\">\(field.type)</small>"
            )
        }
        return "<p>\(visit.words("openData.fields.lead"))</p>\(FactList(rows: rows))"
    }

    private func programs(_ visit: Visit) -> HTML {
        let links = [
            ("package", "open-data/datapackage.json"), ("openapi", "api/v1/openapi.json"),
            ("open311", "open311/v2/discovery.json"),
        ]
        let items = links.html { name, path in
            "<li>\(Link(visit.words("openData.programs.\(name)"), to: visit.path(path)))</li>\n"
        }
        return "<p>\(visit.words("openData.programs.text"))</p><ul class=\"bullets\">\(items)</ul>"
    }
}

extension ExportFormat {
    var text: Text { Text("openData.format.\(rawValue)") }
}
