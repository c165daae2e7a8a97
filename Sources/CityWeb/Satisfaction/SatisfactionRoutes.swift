import CityDomain
import CityKit
import Hummingbird

/// What a reporter says behind the secret link about the handling of a report that ended.
struct SatisfactionRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.post("/:town/z/:number/:secret/satisfaction") { request, context in
            try await take(site.visit(request, context))
        }
    }

    private func take(_ visit: Visit) async throws -> Response {
        let (link, fields) = (try visit.reportLink(), try await visit.form())
        var form = SatisfactionForm(answer: fields["satisfaction"], words: fields["words"])
        do {
            try await site.useCases.rateHandling(link, form.answer, words: form.words)
            return visit.redirect("z/\(link.number.path)/\(link.secret.grouped)?done=satisfaction")
        } catch let failures as Failures {
            form.errors = ErrorFields(failures.all, visit.words)
        } catch let failure as SatisfactionFailure {
            form.errors = ErrorFields([failure], visit.words)
        }
        return try await ReportStatusRoutes(site: site).page(form, visit)
    }
}
