import CityDomain
import CityKit
import Hummingbird

/// Work that the office gives to contractors on a case.
struct CommissionRoutes {
    let site: Site

    private var work: CommissionWork { site.useCases.casework.contractors.work }
    private static let base = "/:town/office/reports/:number/commissions"

    func add(to router: Router<CityContext>) {
        router.get("\(Self.base)/new") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(FormData(), [], visit, signed)
        }
        router.post("\(Self.base)/new") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await order(visit, signed)
        }
        for step in Commission.Step.allCases {
            router.post("\(Self.base)/:commission/\(step.rawValue)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await take(step, visit, signed)
            }
        }
        router.get("\(Self.base)/:commission/photos/:photo/:size") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await photo(visit, signed)
        }
    }

    private func order(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        let typed = CommissionWork.Typed(
            contractor: form["contractor"],
            order: form["order"],
            due: form["due"],
            photos: form.all("photo")
        )
        do {
            try await work.order(casework(visit, signed), typed)
            return visit.redirect("office/reports/\(try visit.reportNumber.path)#commissions")
        } catch let failures as Failures {
            return try await show(form, failures.all, visit, signed)
        } catch let failure as ContractorFailure where failure != .notOffered {
            return try await show(form, [failure], visit, signed)
        } catch ReportFailure.movedMeanwhile {
            return try await show(form, [ReportFailure.movedMeanwhile], visit, signed)
        }
    }

    private func take(_ step: Commission.Step, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        let id = ID<Commission>(visit.parameter("commission"))
        let number = try visit.reportNumber
        do {
            try await work.take(casework(visit, signed), step, id, words: form["words"])
            return visit.redirect("office/reports/\(number.path)#commissions")
        } catch let failure as ContractorFailure where failure != .unknown {
            var typed = CommissionForm(id: id, step: step, words: form["words"])
            typed.errors = ErrorFields([failure], visit.words, ids: typed.controls)
            return try await InboxRoutes(site: site).show(.empty, commission: typed, of: number, visit, signed)
        }
    }

    private func photo(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let id = ID<Commission>(visit.parameter("commission"))
        let report = try await site.useCases.readReport.unseen(try visit.reportNumber, in: visit.town)
        let commissions = try await work.all(casework(visit, signed))
        guard
            let photo = commissions.first(where: { $0.commission.id == id })?.sent.first(where: {
                $0.id.rawValue == visit.parameter("photo")
            })
        else { throw ReportPhotoFailure.notFound }
        try await site.useCases.photos.read.note(
            photo.id,
            of: report.report,
            by: visit.caller(signed),
            in: visit.town.id,
            at: visit.now
        )
        return try await visit.picture(photo, for: .oneReader)
    }

    private func show(
        _ form: FormData,
        _ failures: [any Failure],
        _ visit: Visit,
        _ signed: SignIn.Signed
    ) async throws -> Response {
        let draft = try await work.draft(casework(visit, signed))
        let page = OfficePage(
            title: visit.words("commission.new"),
            counts: try await visit.counts(for: signed),
            signed: signed,
            errors: ErrorFields(failures, visit.words)
        )
        return NewCommissionPage(
            page: page,
            draft: draft,
            form: form,
            errors: page.errors
        ).response(visit)
    }

    private func casework(_ visit: Visit, _ signed: SignIn.Signed) throws -> WorkOnCase.Work {
        try visit.needs(.reports)
        return try visit.casework(on: visit.reportNumber, signed)
    }
}

/// What somebody typed for work that was given away, on the page of a case.
struct CommissionForm {
    let id: ID<Commission>
    let step: Commission.Step
    let words: String
    var errors = ErrorFields.none

    /// The ids of its controls by the field that a failure names.
    var controls: [String: String] {
        ["words": Self.control(step, id), "order": Self.control(step, id)]
    }

    static func control(_ step: Commission.Step, _ id: ID<Commission>) -> String { "\(step.rawValue)-\(id)-words" }
}
