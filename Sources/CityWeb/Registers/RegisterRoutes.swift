import CityDomain
import CityKit
import Hummingbird

/// The office's lists of disclosures and of processors, and the records of processing that are printed from the rules.
struct RegisterRoutes {
    let site: Site

    private var registers: KeepRegisters { site.useCases.registers.lists }

    func add(to router: Router<CityContext>) {
        for register in Register.allCases {
            let path = "/:town/office/\(register.rawValue)"
            router.get("\(path)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await show(register, visit, signed)
            }
            router.post("\(path)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await add(to: register, visit, signed)
            }
            router.get("\(path)/file") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await file(register, visit, signed)
            }
        }
        router.post("/:town/office/processors/:entry/end") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            _ = try await visit.form()
            let id = ID<RegisterEntry>(visit.parameter("entry"))
            try await registers.endProcessor(id, by: visit.caller(signed), in: visit.town, at: visit.now)
            return visit.redirect("office/processors")
        }
        router.get("/:town/office/processing") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let records = try await processing(visit, signed)
            let page = try await page("processing", visit, signed)
            return ProcessingPage(page: page, records: records).response(visit)
        }
        router.get("/:town/office/processing/file") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await processing(visit, signed).file
        }
    }

    private func show(
        _ register: Register,
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ form: FormData = FormData(),
        errors: ErrorFields = .none
    ) async throws -> Response {
        let entries = try await entries(register, visit, signed)
        let page = try await page(register.rawValue, visit, signed)
        return RegisterLinesPage(page: page, register: register, entries: entries, form: form, errors: errors).response(
            visit
        )
    }

    private func add(to register: Register, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        let typed = Dictionary(uniqueKeysWithValues: register.fields.map { ($0, form[$0]) })
        do {
            try await registers.add(
                typed,
                on: CivilDate(form["day"]),
                to: register,
                by: visit.caller(signed),
                in: visit.town,
                at: visit.now
            )
            return visit.redirect("office/\(register.rawValue)")
        } catch let failures as Failures {
            return try await show(register, visit, signed, form, errors: ErrorFields(failures.all, visit.words))
        }
    }

    private func file(_ register: Register, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let entries = try await entries(register, visit, signed)
        return RegisterFile(
            name: register.rawValue,
            columns: ["from", "until"] + register.fields,
            rows: entries.map { entry in
                ["\(entry.from)", entry.until.map { "\($0)" } ?? ""] + register.fields.map { entry.words[$0] ?? "" }
            }
        ).response(of: visit.town.id)
    }

    private func processing(_ visit: Visit, _ signed: SignIn.Signed) async throws -> ProcessingRecords {
        let processors = try await entries(.processors, visit, signed).filter { $0.until == nil }
        return ProcessingRecords(processors: processors.compactMap { $0.words["name"] }, visit: visit)
    }

    private func entries(_ register: Register, _ visit: Visit, _ signed: SignIn.Signed) async throws
        -> [KeepRegisters.Opened]
    {
        try await registers.entries(of: register, by: visit.caller(signed), in: visit.town, at: visit.now)
    }

    private func page(_ name: String, _ visit: Visit, _ signed: SignIn.Signed) async throws -> OfficePage {
        OfficePage(
            title: visit.words("registers.\(name).title"),
            queue: "office/\(name)",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
    }
}
