import CityDomain
import CityKit
import Hummingbird

/// Handing the file of a case to the records system of the office (G-40, I-14).
struct FilingRoutes {
    let site: Site

    private var file: FileCase { site.useCases.casework.file }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/reports/:number/file") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(visit, signed)
        }
        router.post("/:town/office/reports/:number/file") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await take(visit, signed)
        }
    }

    private func show(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ typed: FormData? = nil,
        errors: ErrorFields = .none
    ) async throws -> Response {
        let offer = try await file.offer(visit.casework(on: visit.reportNumber, signed))
        let page = OfficePage(
            title: visit.words("filing.title", ["number": .words(offer.number.description)]),
            counts: try await visit.counts(for: signed),
            signed: signed,
            errors: errors
        )
        return FilingPage(page: page, offer: offer, typed: typed, errors: errors).response(visit)
    }

    private func take(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        do {
            let filing = try CaseFiling(sign: form["sign"], archivalClass: form["archivalClass"])
            let archive = try await file(visit.casework(on: visit.reportNumber, signed), as: filing) { file in
                try await site.paperPrinter.pdf(of: Paper(file, visit), at: visit.now)
            }
            return .archive(archive.name, archive.write)
        } catch let failures as Failures {
            return try await show(visit, signed, form, errors: ErrorFields(failures.all, visit.words))
        }
    }
}

/// Asks for the sign of a case in the records system, and gives its file out.
struct FilingPage {
    let page: OfficePage
    let offer: FileCase.Offer
    let typed: FormData?
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let number = offer.number
        let path = "office/reports/\(number.path)"
        let fields: HTML = """
            \(Field(
                name: "sign",
                label: words("filing.sign"),
                hint: words("filing.sign.hint"),
                error: errors["sign"],
                control: .line(TextLine(value: typed?["sign"] ?? offer.last?.sign ?? ""))
            ))
            \(Field(
                name: "archivalClass",
                label: words("filing.class"),
                error: errors["archivalClass"],
                control: .select(Select(options: classes(words), selected: chosen))
            ))
            \(Button(words: words("filing.button"), icon: .download))
            """
        return page.response(
            visit,
            """
            \(BackLink(words("report.case", ["number": .words(number.description)]), to: visit.path(path)))
            \(errors.summary)
            \(PageHead(title: page.title, lead: words("filing.lead")))
            <div class="measure stack">
            <p class="small">\(words("filing.content"))</p>
            \(Form(action: visit.path("\(path)/file")).html(fields))
            </div>
            """
        )
    }

    private func classes(_ words: Words) -> [Select.Option] {
        [Select.Option(value: "", words: words("filing.class.choose"))]
            + ArchivalClass.allCases.map { one in
                Select.Option(value: one.rawValue, words: words("filing.class.\(one.rawValue)"))
            }
    }

    private var chosen: String {
        typed?["archivalClass"] ?? (offer.last?.archivalClass ?? offer.archivalClass)?.rawValue ?? ""
    }
}
