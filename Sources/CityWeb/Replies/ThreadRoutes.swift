import CityDomain
import CityKit
import Hummingbird

/// The private thread of a report: what the office does with it, and what its reporter writes.
struct ThreadRoutes {
    let site: Site

    private var thread: ThreadUseCases { site.useCases.thread }
    private static let base = "/:town/office/reports/:number/thread"

    func add(to router: Router<CityContext>) {
        router.post("\(Self.base)") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await write(visit, signed)
        }
        router.post("\(Self.base)/see") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await see(visit, signed)
        }
        router.get("\(Self.base)/:message/mail") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await mail(visit, signed)
        }
        router.get("\(Self.base)/:message/photos/:photo/:size") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await photo(visit, signed)
        }
        router.post("/:town/z/:number/:secret/message") { request, context in
            try await writeBack(site.visit(request, context))
        }
    }

    private func write(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let fields = try await visit.form()
        let (typed, last) = (fields["message"], fields["last"])
        let number = try visit.reportNumber
        do {
            let seen: ID<ReportMessage>? = last.isEmpty ? nil : ID(last)
            try await thread.write.write(casework(visit, signed), typed, seeing: seen)
            return visit.redirect("office/reports/\(number.path)#thread")
        } catch let failure as ReplyFailure {
            let form = ThreadForm(words: typed, errors: ErrorFields([failure], visit.words, ids: Self.controls))
            return try await InboxRoutes(site: site).show(.empty, thread: form, of: number, visit, signed)
        }
    }

    private static let controls = ["message": "thread-message"]

    private func see(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let last = ID<ReportMessage>(try await visit.form()["last"])
        // Somebody else may have pressed the button first: it is seen either way.
        do { try await thread.write.see(casework(visit, signed), upTo: last) } catch ReplyFailure.seenAlready {}
        return visit.redirect("office/reports/\(try visit.reportNumber.path)#thread")
    }

    private func mail(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let number = try visit.reportNumber
        let (chunks, size) = try await thread.write.original(ID(visit.parameter("message")), casework(visit, signed))
        return .saved("\(number.path).eml", size: size, chunks)
    }

    private func photo(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let caller = visit.caller(signed)
        let report = try await site.useCases.readReport.unseen(try visit.reportNumber, in: visit.town)
        let messages = try await thread.read.read(report, by: caller, in: visit.town.id).messages
        guard let message = messages.first(where: { $0.id.rawValue == visit.parameter("message") }),
            let photo = message.photos.first(where: { $0.id.rawValue == visit.parameter("photo") })
        else { throw ReportPhotoFailure.notFound }
        try await site.useCases.photos.read.note(
            photo.id,
            of: report.report,
            by: caller,
            in: visit.town.id,
            at: visit.now
        )
        return try await visit.picture(photo, for: .oneReader)
    }

    private func writeBack(_ visit: Visit) async throws -> Response {
        let typed = try await visit.form()["message"]
        let link = try visit.reportLink()
        do {
            try await thread.write.write(link, typed)
            return visit.redirect("z/\(link.number.path)/\(link.secret.grouped)?done=message")
        } catch let failure as ReplyFailure {
            let form = ThreadForm(words: typed, errors: ErrorFields([failure], visit.words))
            return try await ReportStatusRoutes(site: site).page(nil, thread: form, visit)
        }
    }

    private func casework(_ visit: Visit, _ signed: SignIn.Signed) throws -> WorkOnCase.Work {
        try visit.needs(.reports)
        return try visit.casework(on: visit.reportNumber, signed)
    }
}
