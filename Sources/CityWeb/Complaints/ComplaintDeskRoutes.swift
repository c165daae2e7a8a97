import CityDomain
import CityKit
import Hummingbird

/// Complaints about the system, as the office keeps and answers them.
struct ComplaintDeskRoutes {
    let site: Site

    private var handle: HandleComplaints { site.useCases.complaints.handle }
    private var newKey: Token { site.useCases.complaints.file.newKey() }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/complaints") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let complaints = try await handle.register(visit.work(signed))
            return ComplaintListPage(page: try await page(visit, signed), complaints: complaints).response(visit)
        }
        router.get("/:town/office/complaints/new") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await enter(visit, signed, HandleComplaints.Entry(), newKey)
        }
        router.post("/:town/office/complaints/new") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await take(visit, signed)
        }
        router.get("/:town/office/complaints/:complaint") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(visit, signed)
        }
        router.get("/:town/office/complaints/:complaint/photos/:photo/:size") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let id = ID<ReportPhoto>(visit.parameter("photo"))
            let photo = try await handle.photo(id, of: visit.complaint, visit.work(signed))
            return try await visit.picture(photo, for: .oneReader)
        }
        for act in ComplaintAct.allCases {
            router.post("/:town/office/complaints/:complaint/\(act.rawValue)") { request, context in
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await self.act(act, visit, signed)
            }
        }
    }

    private func enter(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ entry: HandleComplaints.Entry,
        _ key: Token,
        errors: ErrorFields = .none
    ) async throws -> Response {
        NewComplaintPage(
            page: try await page(visit, signed),
            rules: try visit.complaintRules,
            entry: entry,
            key: key,
            errors: errors
        ).response(visit)
    }

    private func take(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        let entry = HandleComplaints.Entry(form)
        let key = Token(typed: form["key"]) ?? newKey
        do {
            let id = try await handle.enter(entry, key: key, visit.work(signed))
            return visit.redirect("office/complaints/\(id)")
        } catch let failures as Failures {
            let errors = ErrorFields(failures.all, visit.words)
            return try await enter(visit, signed, entry, key, errors: errors)
        } catch let failure as ComplaintFailure where failure.isOfForm {
            let errors = ErrorFields([failure], visit.words)
            return try await enter(visit, signed, entry, newKey, errors: errors)
        }
    }

    private func show(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ form: FormData = FormData(),
        errors: ErrorFields = .none
    ) async throws -> Response {
        ComplaintCasePage(
            page: try await page(visit, signed),
            opened: try await handle.open(visit.complaint, visit.work(signed)),
            form: form,
            errors: errors
        ).response(visit)
    }

    /// Does what the form asks for, or shows the case as it stands now with what was typed and what is wrong.
    private func act(_ act: ComplaintAct, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        do {
            try await carryOut(act, form, visit, signed)
            return visit.redirect("office/complaints/\(visit.complaint)")
        } catch let failures as Failures {
            return try await show(visit, signed, form, errors: ErrorFields(failures.all, visit.words))
        } catch let failure as ComplaintFailure where failure != .unknown {
            return try await show(visit, signed, form, errors: ErrorFields([failure], visit.words))
        }
    }

    private func carryOut(_ act: ComplaintAct, _ form: FormData, _ visit: Visit, _ signed: SignIn.Signed) async throws {
        let (id, work, words) = (visit.complaint, visit.work(signed), form["words"])
        switch act {
        case .answer: try await handle.answer(id, Complaint.Outcome(rawValue: form["outcome"]), words: words, work)
        case .add: try await handle.add(to: id, words: words, seen: Int(form["seen"]) ?? 0, work)
        }
    }

    private func page(_ visit: Visit, _ signed: SignIn.Signed) async throws -> OfficePage {
        OfficePage(
            title: visit.words("complaint.desk.title"),
            queue: "office/complaints",
            counts: try await visit.counts(for: signed),
            signed: signed
        )
    }
}

/// What the office does with a complaint. Its name is a part of the address.
enum ComplaintAct: String, CaseIterable {
    case answer, add
}

extension HandleComplaints.Entry {
    fileprivate init(_ fields: FormData) {
        self.init()
        form = ComplaintForm(fields)
        origin = fields["origin"]
        receivedOn = fields["receivedOn"]
    }
}

extension Visit {
    fileprivate func work(_ signed: SignIn.Signed) -> HandleComplaints.Work {
        HandleComplaints.Work(by: caller(signed), in: town, at: now)
    }
}
