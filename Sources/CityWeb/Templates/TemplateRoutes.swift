import CityDomain
import CityKit
import Hummingbird

/// The templates of answers that the office keeps.
struct TemplateRoutes {
    let site: Site

    private var templates: KeepTemplates { site.useCases.casework.templates }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/templates") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let lines = try await templates.all(by: visit.caller(signed), in: visit.town)
            return TemplateListPage(page: try await page("template.title", visit, signed), lines: lines).response(visit)
        }
        for path in ["new", ":template"] {
            router.get("/:town/office/templates/\(path)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await show(FormData(), visit, signed)
            }
            router.post("/:town/office/templates/\(path)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await save(visit, signed)
            }
        }
        router.post("/:town/office/templates/:template/remove") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await remove(visit, signed)
        }
    }

    /// Nil on the page of a new one.
    private func id(_ visit: Visit) -> ID<AnswerTemplate>? {
        let text = visit.context.parameters.get("template") ?? ""
        return text.isEmpty ? nil : ID(text)
    }

    private func save(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        let typed = KeepTemplates.Typed(
            name: form["name"],
            words: form["words"],
            use: TemplateUse(rawValue: form["use"]),
            unit: form["unit"],
            category: form["category"]
        )
        let caller = visit.caller(signed)
        do {
            if let id = id(visit) {
                let seen = Int(form["revision"]) ?? 0
                try await templates.change(id, seeing: seen, to: typed, by: caller, in: visit.town, at: visit.now)
            } else {
                try await templates.add(typed, by: caller, in: visit.town, at: visit.now)
            }
            return visit.redirect("office/templates")
        } catch let failures as Failures {
            return try await show(form, errors: ErrorFields(failures.all, visit.words), visit, signed)
        } catch let failure as TemplateFailure where failure != .gone {
            return try await show(form, errors: ErrorFields([failure], visit.words), visit, signed)
        }
    }

    private func remove(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        guard let id = id(visit) else { throw TemplateFailure.gone }
        do {
            let seen = Int(form["revision"]) ?? 0
            try await templates.remove(id, seeing: seen, by: visit.caller(signed), in: visit.town, at: visit.now)
            return visit.redirect("office/templates")
        } catch TemplateFailure.changedMeanwhile {
            let errors = ErrorFields([TemplateFailure.changedMeanwhile], visit.words)
            return try await show(FormData(), errors: errors, visit, signed)
        }
    }

    private func show(
        _ form: FormData,
        errors: ErrorFields = .none,
        _ visit: Visit,
        _ signed: SignIn.Signed
    ) async throws -> Response {
        let caller = visit.caller(signed)
        var template: AnswerTemplate?
        if let id = id(visit) {
            let line = try await templates.one(id, by: caller, in: visit.town)
            guard line.mayChange else { throw AccountFailure.outOfReach }
            template = line.template
        }
        var page = try await page(template == nil ? "template.new" : "template.change", visit, signed)
        page.errors = errors
        return TemplatePage(page: page, template: template, form: form, errors: errors).response(visit)
    }

    /// - Parameter title: the key of its text.
    private func page(_ title: String, _ visit: Visit, _ signed: SignIn.Signed) async throws -> OfficePage {
        OfficePage(
            title: visit.words(title),
            queue: "office/templates",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
    }
}
