import CityDomain
import CityKit
import Hummingbird

/// The editor of categories: adds, changes, orders and removes them, each time as a new revision.
struct CategoryEditorRoutes {
    let site: Site

    private var configure: ConfigureTown { site.useCases.configureTown }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/settings/categories") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await list([], visit, signed)
        }
        for path in ["new", ":category"] {
            router.get("/:town/office/settings/categories/\(path)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await open(visit, signed)
            }
            router.post("/:town/office/settings/categories/\(path)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await save(visit, signed)
            }
        }
        router.post("/:town/office/settings/categories/:category/move") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await move(visit, signed)
        }
        router.post("/:town/office/settings/categories/:category/remove") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await remove(visit, signed)
        }
    }

    /// Nil on the page of a new one.
    private func id(_ visit: Visit) -> ID<Category>? {
        let text = visit.parameter("category")
        return text.isEmpty ? nil : ID(text)
    }

    private func list(_ failures: [any Failure], _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let base = try await configure.newest(visit.configuring(signed))
        let errors = ErrorFields(failures, visit.words)
        let page = try await visit.settings(visit.words("configuration.categories.title"), errors, signed)
        return CategoryListPage(page: page, town: base.town, seen: base.revision.revision).response(visit)
    }

    private func open(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let base = try await configure.newest(visit.configuring(signed))
        var draft = CategoryDraft()
        if let id = id(visit) {
            guard let category = base.town.category(id) else { throw CategoryFailure.unknown }
            draft = CategoryDraft(category, languages: base.town.profile.languages)
        }
        return try await show(draft, FormData(), [], base.town, visit, signed)
    }

    private func save(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let (form, work) = (try await visit.form(), visit.configuring(signed))
        let base = try await configure.newest(work)
        var draft = CategoryDraft(form, languages: base.town.profile.languages)
        if let id = id(visit) {
            guard base.town.category(id) != nil else { throw CategoryFailure.unknown }
            draft.id = id.rawValue
        }
        do {
            if id(visit) == nil, base.town.category(ID(draft.id)) != nil { throw Failures([CategoryFailure.idTaken]) }
            let files = try CategoryEditor(base.revision.files, of: base.town).putting(draft)
            guard form["preview"].isEmpty else {
                _ = try await configure.propose(files, work)
                return try await show(draft, form, [], try configure.town(of: files), visit, signed)
            }
            let seen = Int(form["seen"]) ?? 0
            let number = try await configure.save(files, seeing: seen, because: form["reason"], work)
            return visit.redirect("office/settings/\(number)")
        } catch {
            return try await show(draft, form, try error.ofSettings, nil, visit, signed)
        }
    }

    private func move(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let (form, work) = (try await visit.form(), visit.configuring(signed))
        let base = try await configure.newest(work)
        guard let id = id(visit), base.town.category(id) != nil else { throw CategoryFailure.unknown }
        let step = CategoryEditor.Step(rawValue: form["step"]) ?? .down
        let files = try CategoryEditor(base.revision.files, of: base.town).moving(id, by: step)
        // At the end of its group a category stays where it is.
        guard files != base.revision.files else { return visit.redirect("office/settings/categories") }
        let reason = visit.words("configuration.category.moved", ["id": .words(id.rawValue)])
        return try await store(files, form["seen"], reason, visit, signed) { try await list($0, visit, signed) }
    }

    private func remove(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let (form, work) = (try await visit.form(), visit.configuring(signed))
        let base = try await configure.newest(work)
        guard let id = id(visit), let category = base.town.category(id) else { throw CategoryFailure.unknown }
        let files = try CategoryEditor(base.revision.files, of: base.town).removing(id)
        return try await store(files, form["seen"], form["reason"], visit, signed) { failures in
            let draft = CategoryDraft(category, languages: base.town.profile.languages)
            return try await show(draft, form, failures, nil, visit, signed)
        }
    }

    private func store(
        _ files: MunicipalityFiles,
        _ seen: String,
        _ reason: String,
        _ visit: Visit,
        _ signed: SignIn.Signed,
        refusing refuse: ([any Failure]) async throws -> Response
    ) async throws -> Response {
        do {
            let work = visit.configuring(signed)
            _ = try await configure.save(files, seeing: Int(seen) ?? 0, because: reason, work)
            return visit.redirect("office/settings/categories")
        } catch {
            return try await refuse(try error.ofSettings)
        }
    }

    /// What the check of the files says of a category, at the field that is to blame.
    private static func placing(_ failure: any Failure, _ town: Municipality) -> any Failure {
        guard case .fault(let fault) = failure as? ConfigurationFailure, let text = fault.text else { return failure }
        let place = FaultPlace(fault)
        guard place.file == MunicipalityFiles.categories, let found = place.element(of: "categories") else {
            return failure
        }
        switch found.rest.first {
        case "unit", "group": return PlacedFailure(text, at: found.rest[0])
        case "fields": return PlacedFailure(text, at: "questions")
        case "name", "hint", "warning":
            return PlacedFailure(text, at: "\(found.rest[0])-\(town.profile.languages[0].rawValue)")
        default: return PlacedFailure(text, at: "clause")
        }
    }

    private func show(
        _ draft: CategoryDraft,
        _ form: FormData,
        _ failures: [any Failure],
        _ preview: Municipality?,
        _ visit: Visit,
        _ signed: SignIn.Signed
    ) async throws -> Response {
        let work = visit.configuring(signed)
        let base = try await configure.newest(work)
        let seen = Int(form["seen"]) ?? base.revision.revision
        let stale = seen != base.revision.revision ? try? await configure.revision(seen, work) : nil
        let title = id(visit) == nil ? "configuration.category.new" : "configuration.category.change"
        let placed = failures.map { Self.placing($0, base.town) }
        let errors = ErrorFields(placed, visit.words, ids: ["file": "reason"])
        return CategoryFormPage(
            page: try await visit.settings(visit.words(title), errors, signed),
            category: id(visit),
            draft: draft,
            reason: form["reason"],
            seen: base.revision.revision,
            meanwhile: stale.map { MeanwhileView(stale: $0, newest: base.revision, words: visit.words).html },
            preview: preview
        ).response(visit.showing(base.town))
    }
}
