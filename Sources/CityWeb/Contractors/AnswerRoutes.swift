import CityDomain
import CityKit
import Hummingbird

/// What a contractor finds behind the link in a letter, without an account.
struct AnswerRoutes {
    let site: Site

    private var answer: AnswerCommission { site.useCases.casework.contractors.answer }
    private static let base = "/:town/commission/:commission/:token"

    func add(to router: Router<CityContext>) {
        router.get("\(Self.base)") { request, context in
            // Only the button opens the work: mail scanners open links.
            let visit = try site.visit(request, context)
            let link = try link(visit)
            do {
                try await answer.check(link)
            } catch ContractorFailure.over {
                return CommissionOverPage().response(visit)
            }
            return CommissionDoorPage(path: path(link)).response(visit)
        }
        router.post("\(Self.base)") { request, context in
            let visit = try site.visit(request, context)
            _ = try await visit.form()
            return try await open(visit)
        }
        for said in Commission.Answer.allCases {
            router.post("\(Self.base)/\(said.rawValue)") { request, context in
                try await take(said, site.visit(request, context))
            }
        }
        router.get("\(Self.base)/photos/:photo/:size") { request, context in
            let visit = try site.visit(request, context)
            let photo = try await answer.photo(ID(visit.parameter("photo")), link(visit))
            return try await visit.picture(photo, for: .oneReader)
        }
    }

    private func open(_ visit: Visit) async throws -> Response {
        let link = try link(visit)
        do {
            let commission = try await answer.open(link)
            return try await show(CommissionAnswer(), commission, link, visit)
        } catch ContractorFailure.over {
            return CommissionOverPage().response(visit)
        }
    }

    private func take(_ said: Commission.Answer, _ visit: Visit) async throws -> Response {
        let link = try link(visit)
        // Nothing is read of whoever has no right link; what somebody typed too late is shown again.
        do { try await answer.check(link) } catch ContractorFailure.over {}
        var uploads = said == .done ? PhotoUploads(visit, upTo: PhotoUploader.mostOfCommission) : nil
        let fields = if uploads == nil { try await visit.form() } else { try await uploads?.read() ?? FormData() }
        do {
            try await answer.check(said, link, words: fields["words"])
            let photos = try await photos(&uploads, link)
            try await answer(said, link, words: fields["words"], photos: photos)
            return CommissionThanksPage(said: said, path: path(link)).response(visit)
        } catch {
            await forget(uploads, link, visit)
            return try await refuse(error, said, fields, link, visit)
        }
    }

    /// Makes photos of what came; none where none did.
    ///
    /// - Throws: `Failures` with what is wrong with a file.
    private func photos(_ uploads: inout PhotoUploads?, _ link: AnswerCommission.Link) async throws -> [ID<ReportPhoto>]
    {
        guard var sent = uploads else { return [] }
        defer { uploads = sent }
        try await sent.add(by: .commission(link.token), accepted: "")
        guard sent.failures.isEmpty else { throw Failures(sent.failures) }
        return sent.added.map(\.id)
    }

    /// Takes away what came with an answer that was not taken: whoever tries again chooses the photos anew.
    private func forget(_ uploads: PhotoUploads?, _ link: AnswerCommission.Link, _ visit: Visit) async {
        guard var uploads else { return }
        await uploads.discard()
        for photo in uploads.added {
            try? await site.useCases.photos.remove(photo.id, by: .commission(link.token), in: visit.town.id)
        }
    }

    private func refuse(
        _ error: any Error,
        _ said: Commission.Answer,
        _ fields: FormData,
        _ link: AnswerCommission.Link,
        _ visit: Visit
    ) async throws -> Response {
        switch error {
        case ContractorFailure.over: CommissionOverPage(words: fields["words"]).response(visit)
        case let failure as ContractorFailure where failure.isOfForm:
            try await again(said, fields, [failure], link, visit)
        case let failures as Failures: try await again(said, fields, failures.all, link, visit)
        case let failure as ReportPhotoFailure: try await again(said, fields, [failure], link, visit)
        default: throw error
        }
    }

    private func again(
        _ said: Commission.Answer,
        _ fields: FormData,
        _ failures: [any Failure],
        _ link: AnswerCommission.Link,
        _ visit: Visit
    ) async throws -> Response {
        var form = CommissionAnswer(said: said, words: fields["words"])
        form.errors = ErrorFields(
            failures,
            visit.words,
            ids: ["words": "\(said.rawValue)-words", "photos": "\(said.rawValue)-photos"]
        )
        do {
            return try await show(form, answer.reopened(link), link, visit)
        } catch ContractorFailure.over {
            return CommissionOverPage(words: fields["words"]).response(visit)
        }
    }

    private func show(
        _ form: CommissionAnswer,
        _ commission: OpenCommission,
        _ link: AnswerCommission.Link,
        _ visit: Visit
    ) async throws -> Response {
        let photos = try await answer.photos(link)
        return CommissionPage(commission: commission, photos: photos, path: path(link), form: form).response(visit)
    }

    private func link(_ visit: Visit) throws -> AnswerCommission.Link {
        try visit.needs(.reports)
        guard let token = Token(typed: visit.parameter("token")) else { throw ContractorFailure.wrongLink }
        return AnswerCommission.Link(
            ID(visit.parameter("commission")),
            token,
            from: visit.network,
            request: visit.context.id,
            in: visit.town,
            at: visit.now
        )
    }

    private func path(_ link: AnswerCommission.Link) -> String { "commission/\(link.id)/\(link.token.text)" }
}

extension ContractorFailure {
    /// Whether it is told on the page of the contractor, beside what was typed.
    fileprivate var isOfForm: Bool {
        switch self {
        case .wordsMissing, .tooLong, .answeredAlready: true
        default: false
        }
    }
}
