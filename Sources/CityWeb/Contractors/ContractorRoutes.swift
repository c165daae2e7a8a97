import CityDomain
import CityKit
import Hummingbird

/// The register of contractors.
struct ContractorRoutes {
    let site: Site

    private var keep: KeepContractors { site.useCases.casework.contractors.keep }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/contractors") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let all = try await keep.all(by: visit.caller(signed), in: visit.town, at: visit.now)
            let page = try await page("contractor.title", visit, signed)
            return ContractorListPage(page: page, contractors: all).response(visit)
        }
        for path in ["new", ":contractor"] {
            router.get("/:town/office/contractors/\(path)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await show(FormData(), visit, signed)
            }
            router.post("/:town/office/contractors/\(path)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await save(visit, signed)
            }
        }
        for act in ContractorPage.Act.allCases {
            router.post("/:town/office/contractors/:contractor/\(act.rawValue)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await perform(act, visit, signed)
            }
        }
    }

    /// Nil on the page of a new one.
    private func id(_ visit: Visit) -> ID<Contractor>? {
        let text = visit.context.parameters.get("contractor") ?? ""
        return text.isEmpty ? nil : ID(text)
    }

    private func save(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        let typed = KeepContractors.Typed(
            name: form["name"],
            email: form["email"],
            company: form["company"],
            language: form["language"],
            units: form.all("unit"),
            categories: form.all("category")
        )
        let caller = visit.caller(signed)
        do {
            if let id = id(visit) {
                let seen = Int(form["revision"]) ?? 0
                try await keep.change(id, seeing: seen, to: typed, by: caller, in: visit.town, at: visit.now)
            } else {
                try await keep.add(typed, by: caller, in: visit.town, at: visit.now)
            }
            return visit.redirect("office/contractors")
        } catch let failures as Failures {
            return try await show(form, errors: ErrorFields(failures.all, visit.words), visit, signed)
        } catch let failure as ContractorFailure where failure.kind == .conflict {
            return try await show(form, errors: ErrorFields([failure], visit.words), visit, signed)
        }
    }

    private func perform(_ act: ContractorPage.Act, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        guard let id = id(visit) else { throw ContractorFailure.unknown }
        let (caller, seen) = (visit.caller(signed), Int(form["revision"]) ?? 0)
        do {
            switch act {
            case .close:
                try await keep.set(.closed, for: id, seeing: seen, by: caller, in: visit.town, at: visit.now)
            case .reopen:
                try await keep.set(.open, for: id, seeing: seen, by: caller, in: visit.town, at: visit.now)
            case .erase: try await keep.erase(id, by: caller, in: visit.town, at: visit.now)
            }
            return visit.redirect("office/contractors")
        } catch let failure as ContractorFailure where failure.kind == .conflict {
            return try await show(FormData(), errors: ErrorFields([failure], visit.words), visit, signed)
        }
    }

    private func show(
        _ form: FormData,
        errors: ErrorFields = .none,
        _ visit: Visit,
        _ signed: SignIn.Signed
    ) async throws -> Response {
        let caller = visit.caller(signed)
        var contractor: OpenContractor?
        if let id = id(visit) {
            contractor = try await keep.one(id, by: caller, in: visit.town, at: visit.now)
        } else {
            try visit.needsContractors(caller)
        }
        var page = try await page(contractor == nil ? "contractor.new" : "contractor.change", visit, signed)
        page.errors = errors
        return ContractorPage(page: page, contractor: contractor, form: form, errors: errors).response(visit)
    }

    /// - Parameter title: the key of its text.
    private func page(_ title: String, _ visit: Visit, _ signed: SignIn.Signed) async throws -> OfficePage {
        OfficePage(
            title: visit.words(title),
            queue: "office/contractors",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
    }
}

extension Visit {
    /// - Throws: `ContractorFailure.notOffered`, `AccountFailure.rightMissing`.
    fileprivate func needsContractors(_ caller: Caller) throws {
        _ = try caller.using(.manageContractors)
        guard town.reports.contractors != nil else { throw ContractorFailure.notOffered }
    }
}
