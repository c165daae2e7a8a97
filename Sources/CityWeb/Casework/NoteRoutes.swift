import CityDomain
import CityKit
import Hummingbird

/// Notes of the office on a case, and their files.
struct NoteRoutes {
    let site: Site

    private var notes: KeepNotes { site.useCases.casework.notes }
    private static let base = "/:town/office/reports/:number"

    func add(to router: Router<CityContext>) {
        router.post("\(Self.base)/\(CaseAction.note.rawValue)") { request, context in
            do {
                let (visit, signed) = try await site.officeVisit(request, context)
                return try await write(visit, signed)
            } catch AccountFailure.signedOut {
                return try await askToSignIn(site.visit(request, context))
            }
        }
        router.get("\(Self.base)/files/:file") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let (file, chunks) = try await notes.open(ID(visit.parameter("file")), casework(visit, signed))
            return Response.saved(file.name, size: file.size, chunks)
        }
        router.post("\(Self.base)/files/:file/remove") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            _ = try await visit.form()
            // Somebody else may have pressed the button first: it is gone either way.
            do {
                try await notes.remove(ID(visit.parameter("file")), casework(visit, signed))
            } catch NoteFileFailure.gone {}
            return visit.redirect("office/reports/\(try visit.reportNumber.path)#notes")
        }
    }

    private func write(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let work = try casework(visit, signed)
        try await notes.check(work)
        var uploads = FileUploads<KeepNotes.Received, NoteFileFailure>(visit, taking)
        let fields = isPlain(visit) ? try await visit.form() : try await uploads.read()
        let form = CaseForm(action: .note, fields)
        do {
            guard uploads.failures.isEmpty else { throw Failures(uploads.failures) }
            try await notes.write(work, form["note"], with: uploads.files)
            return visit.redirect("office/reports/\(try visit.reportNumber.path)#notes")
        } catch {
            await uploads.discard()
            let failures: [any Failure] =
                switch error {
                case let failures as Failures: failures.all
                case let failure as CaseworkFailure: [failure]
                default: throw error
                }
            let faulty = form.faulty(failures, visit.words)
            return try await InboxRoutes(site: site).show(faulty, of: visit.reportNumber, visit, signed)
        }
    }

    private var taking: FileUploads<KeepNotes.Received, NoteFileFailure>.Taking {
        FileUploads.Taking(
            limit: NoteFile.mostOfNote,
            largest: NoteFile.largest,
            field: "files",
            tooMany: NoteFileFailure.tooMany(limit: NoteFile.mostOfNote),
            receive: notes.receive,
            discard: notes.discard
        )
    }

    /// Nothing is kept of the files of whoever is not signed in.
    private func askToSignIn(_ visit: Visit) async throws -> Response {
        let inbox = InboxRoutes(site: site)
        guard !isPlain(visit) else { return try inbox.askToSignIn(visit, try await visit.form()) }
        try site.crossSite.check(visit.request)
        let form = try MultipartForm(visit.request, limit: taking.largestForm)
        return try inbox.askToSignIn(visit, try await form.fields { _, _, _ in })
    }

    /// A note without files may come as a form without them.
    private func isPlain(_ visit: Visit) -> Bool { visit.request.mediaType == FormData.mediaType }

    private func casework(_ visit: Visit, _ signed: SignIn.Signed) throws -> WorkOnCase.Work {
        try visit.needs(.reports)
        return try visit.casework(on: visit.reportNumber, signed)
    }
}
