import CityDomain
import CityKit
import Hummingbird

/// The audit log, for those who check the office.
struct AuditLogRoutes {
    let site: Site

    private static let most = 50

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/audit") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let form = try visit.query()
            var (search, errors) = (AuditSearch(), ErrorFields.none)
            do { search = try AuditSearch(form) } catch let failures as Failures {
                errors = ErrorFields(failures.all, visit.words)
            }
            let opened = try await site.useCases.audit.log(
                search,
                after: form["after"].isEmpty ? nil : form["after"],
                limit: Self.most,
                by: visit.caller(signed),
                in: visit.town,
                at: visit.now
            )
            let page = OfficePage(
                title: visit.words("audit.title"),
                queue: "office/audit",
                counts: try await visit.counts(for: signed),
                signed: signed
            )
            return AuditLogPage(page: page, search: search, opened: opened, form: form, errors: errors).response(visit)
        }
    }
}

extension AuditSearch {
    /// - Throws: `Failures` with all that cannot be read.
    fileprivate init(_ form: FormData) throws {
        self.init()
        group = AuditGroup(rawValue: form["group"])
        person = form["person"].isEmpty ? nil : ID(form["person"])
        var failures: [any Failure] = []
        func read<Value>(_ field: String, _ value: (String) -> Value?, or failure: AuditFailure) -> Value? {
            let typed = form[field].trimmingSpaces()
            guard !typed.isEmpty else { return nil }
            let found = value(typed)
            if found == nil { failures.append(failure) }
            return found
        }
        report = read("report", { ReportNumber($0) }, or: AuditFailure.numberWrong)
        from = read("from", { CivilDate($0) }, or: AuditFailure.dayWrong(field: "from"))
        to = read("to", { CivilDate($0) }, or: AuditFailure.dayWrong(field: "to"))
        if !failures.isEmpty { throw Failures(failures) }
    }
}
