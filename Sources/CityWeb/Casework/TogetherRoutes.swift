import CityDomain
import CityKit
import Hummingbird

/// One decision about several cases of the inbox. Each case is asked by itself, as from its own page: what one of them refuses
/// is told, and does not hold up the others.
struct TogetherRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/together") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await ask(TogetherForm(visit.query()), visit, signed)
        }
        router.post("/:town/office/together") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await act(TogetherForm(visit.form()), visit, signed)
        }
    }

    private func ask(_ form: TogetherForm?, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        try visit.needs(.reports)
        let cases = try await cases(of: form?.numbers ?? [], visit, signed)
        return TogetherPage(
            page: OfficePage(
                title: visit.words("together.title"),
                counts: try await visit.counts(for: signed),
                signed: signed,
                errors: form?.errors ?? .none
            ),
            form: form,
            cases: cases,
            back: try form?.view(in: visit.town) ?? InboxView(visit.query(), in: visit.town)
        ).response(visit)
    }

    /// Those of the cases that the person may see; the others are left out.
    private func cases(of numbers: [ReportNumber], _ visit: Visit, _ signed: SignIn.Signed) async throws
        -> [TogetherPage.Case]
    {
        var cases: [TogetherPage.Case] = []
        let caller = visit.caller(signed)
        for number in numbers {
            do {
                let report = try await site.useCases.readReport(number, by: caller, in: visit.town, at: visit.now)
                let work = WorkOnCase.Work(number, by: caller, in: visit.town, at: visit.now)
                cases.append(
                    TogetherPage.Case(report: report, casework: try await site.useCases.casework.work.read(work))
                )
            } catch ReportFailure.notFound, AccountFailure.outOfReach {}
        }
        return cases
    }

    private func act(_ form: TogetherForm?, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        guard let form, !form.numbers.isEmpty else { return try await ask(form, visit, signed) }
        var outcomes: [TogetherOutcome] = []
        for number in form.numbers {
            outcomes.append(try await outcome(number, form, visit, signed))
        }
        // What the form lacks, it lacks for all: it is asked for again with everything that was typed.
        let failures = outcomes.compactMap(\.failure)
        if failures.count == outcomes.count, let failure = failures.first(where: \.isOfField) {
            return try await ask(form.faulty(failure, visit.words), visit, signed)
        }
        let page = OfficePage(
            title: visit.words("together.done.title"),
            counts: try await visit.counts(for: signed),
            signed: signed
        )
        return TogetherDonePage(page: page, outcomes: outcomes, back: form.view(in: visit.town)).response(visit)
    }

    private func outcome(_ number: ReportNumber, _ form: TogetherForm, _ visit: Visit, _ signed: SignIn.Signed)
        async throws -> TogetherOutcome
    {
        do {
            switch form.action {
            case .decide: try await decide(number, form, visit, signed)
            case .assign: try await assign(number, form, visit, signed)
            case .handOver:
                let work = HandleReport.Work(
                    number,
                    seen: form.seen(number),
                    by: visit.caller(signed),
                    in: visit.town,
                    at: visit.now
                )
                try await site.useCases.handleReport.handOver(work, to: ID(form["unit"]), note: form["note"])
            }
            return TogetherOutcome(number: number, failure: nil)
        } catch let failure as ReportFailure {
            return TogetherOutcome(number: number, failure: failure)
        } catch let failure as CaseworkFailure {
            return TogetherOutcome(number: number, failure: failure)
        } catch let failure as AccountFailure where failure == .outOfReach {
            return TogetherOutcome(number: number, failure: failure)
        }
    }

    private func decide(_ number: ReportNumber, _ form: TogetherForm, _ visit: Visit, _ signed: SignIn.Signed)
        async throws
    {
        let report = try await site.useCases.readReport.unseen(number, in: visit.town)
        let one = form.caseForm(number, at: report.content.place)
        _ = try await site.useCases.decideReport(
            try one.decision(about: report.report, in: visit.town),
            about: number,
            publicText: one.publicText(at: report.content.place),
            seen: one.seen,
            by: visit.caller(signed),
            in: visit.town,
            at: visit.now
        )
    }

    private func assign(_ number: ReportNumber, _ form: TogetherForm, _ visit: Visit, _ signed: SignIn.Signed)
        async throws
    {
        let lead = form["assignee"]
        try await site.useCases.casework.work.assign(
            WorkOnCase.Work(number, by: visit.caller(signed), in: visit.town, at: visit.now),
            to: lead.isEmpty ? nil : ID(lead),
            seeing: form.lead(number),
            note: form["note"]
        )
    }
}

extension Failure {
    /// Whether it is about a field of the form.
    fileprivate var isOfField: Bool { if case .invalid = kind { true } else { false } }
}
