import CityDomain
import CityKit
import HTTPTypes
import Hummingbird
import NIOCore

/// The settings of the town as administrators change them: history, roll-back, and all of them as one file.
struct ConfigurationRoutes {
    let site: Site

    private var configure: ConfigureTown { site.useCases.configureTown }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/settings") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await history(visit, signed)
        }
        router.post("/:town/office/settings/import") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await upload(visit, signed)
        }
        router.post("/:town/office/settings/import/save") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await importing(visit, signed)
        }
        router.get("/:town/office/settings/:revision") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await revision(visit, signed)
        }
        router.get("/:town/office/settings/:revision/file") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let found = try await configure.revision(visit.revision, visit.configuring(signed))
            return ConfigurationFile(files: found.files, revision: found.revision).response
        }
        router.get("/:town/office/settings/:revision/restore") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await asking(visit, signed)
        }
        router.post("/:town/office/settings/:revision/restore") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await restore(visit, signed)
        }
    }
}

// MARK: - Reading

extension ConfigurationRoutes {
    private func history(_ visit: Visit, _ signed: SignIn.Signed, _ failures: [any Failure] = []) async throws
        -> Response
    {
        let before = Int(try visit.query()["before"])
        let errors = ErrorFields(failures, visit.words)
        return ConfigurationListPage(
            page: try await visit.settings(visit.words("configuration.title"), errors, signed),
            revisions: try await configure.history(
                before: before,
                most: ConfigurationListPage.most,
                visit.configuring(signed)
            )
        ).response(visit)
    }

    private func revision(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let work = visit.configuring(signed)
        let opened = try await configure.one(visit.revision, work)
        let number = opened.revision.revision
        let newest = try await configure.revision(nil, work)
        let before = number > 1 ? try await configure.revision(number - 1, work) : nil
        let title = visit.words("configuration.revision", ["revision": .number(number)])
        return RevisionPage(
            page: try await visit.settings(title, .none, signed),
            opened: opened,
            before: before,
            newest: newest,
            comparison: RevisionPage.Comparison(rawValue: try visit.query()["with"]) ?? .before
        ).response(visit)
    }
}

// MARK: - Changing

extension ConfigurationRoutes {
    private func upload(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let work = visit.configuring(signed)
        do {
            // Whoever may not change the settings sends no megabytes.
            _ = try await configure.revision(nil, work)
            let file = try await visit.configurationFile()
            let proposal = try await configure.propose(file.files, work)
            return try await review(file, Told(seen: proposal.base.revision), visit, signed)
        } catch {
            return try await history(visit, signed, try error.ofSettings)
        }
    }

    private func importing(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form(upTo: ConfigurationFile.largest * 2)
        guard let bytes = Base64URL.bytes(form["file"]), let file = try? ConfigurationFile(bytes) else {
            return try await history(visit, signed, [ConfigurationFailure.fileMissing])
        }
        return try await save(file, form, visit, signed) { failures in
            try await review(file, Told(form, failures), visit, signed)
        }
    }

    /// A check that refuses is told on the page; nothing was asked of the program yet, so it is no error of the reader.
    private func asking(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let work = visit.configuring(signed)
        let newest = try await configure.revision(nil, work)
        let old = try await configure.revision(visit.revision, work)
        var told = Told(seen: newest.revision)
        do { _ = try await configure.propose(old.files, work) } catch { told.failures = try error.ofSettings }
        var response = try await restoring(old, told, visit, signed)
        response.status = .ok
        return response
    }

    private func restore(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let form = try await visit.form()
        let old = try await configure.revision(visit.revision, visit.configuring(signed))
        let file = ConfigurationFile(files: old.files, revision: old.revision)
        return try await save(file, form, visit, signed) { failures in
            try await restoring(old, Told(form, failures), visit, signed)
        }
    }

    private func save(
        _ file: ConfigurationFile,
        _ form: FormData,
        _ visit: Visit,
        _ signed: SignIn.Signed,
        otherwise: ([any Failure]) async throws -> Response
    ) async throws -> Response {
        do {
            let work = visit.configuring(signed)
            let seen = Int(form["seen"]) ?? 0
            let number = try await configure.save(file.files, seeing: seen, because: form["reason"], work)
            return visit.redirect("office/settings/\(number)")
        } catch {
            return try await otherwise(try error.ofSettings)
        }
    }

    private func review(_ file: ConfigurationFile, _ told: Told, _ visit: Visit, _ signed: SignIn.Signed) async throws
        -> Response
    {
        let action = Action(
            title: visit.words("configuration.import.title"),
            place: "office/settings/import/save",
            files: file.files,
            hidden: [(name: "file", value: Base64URL.text(file.text.utf8))]
        )
        return try await change(action, told, visit, signed)
    }

    private func restoring(
        _ old: MunicipalityRevision,
        _ told: Told,
        _ visit: Visit,
        _ signed: SignIn.Signed
    ) async throws -> Response {
        let action = Action(
            title: visit.words("configuration.restore.title", ["revision": .number(old.revision)]),
            place: "office/settings/\(old.revision)/restore",
            files: old.files
        )
        return try await change(action, told, visit, signed)
    }

    private func change(_ action: Action, _ told: Told, _ visit: Visit, _ signed: SignIn.Signed) async throws
        -> Response
    {
        let work = visit.configuring(signed)
        let newest = try await configure.revision(nil, work)
        let stale = told.seen != newest.revision ? try? await configure.revision(told.seen, work) : nil
        let errors = ErrorFields(told.failures, visit.words, ids: ["file": "difference"])
        return ChangePage(
            page: try await visit.settings(action.title, errors, signed),
            place: action.place,
            files: action.files,
            newest: newest,
            stale: stale,
            reason: told.reason,
            hidden: action.hidden
        ).response(visit)
    }

    /// What a page of differences is about.
    private struct Action {
        let title: String
        let place: String
        let files: MunicipalityFiles
        var hidden: [(name: String, value: String)] = []
    }

    /// What the reader saw and said, and what the program says to it.
    private struct Told {
        var seen: Int
        var reason = ""
        var failures: [any Failure] = []

        init(seen: Int) { self.seen = seen }

        init(_ form: FormData, _ failures: [any Failure]) {
            (seen, reason) = (Int(form["seen"]) ?? 0, form["reason"])
            self.failures = failures
        }
    }
}

extension Visit {
    func configuring(_ signed: SignIn.Signed) -> ConfigureTown.Work {
        ConfigureTown.Work(by: caller(signed), in: town, at: now)
    }

    /// A page of the settings.
    ///
    /// - Parameter title: in words.
    func settings(_ title: String, _ errors: ErrorFields, _ signed: SignIn.Signed) async throws -> OfficePage {
        OfficePage(
            title: title,
            queue: "office/settings",
            counts: try await counts(for: signed),
            signed: signed,
            errors: errors
        )
    }

    /// Of the path; 0, which no revision has, where it is no number.
    fileprivate var revision: Int { Int(parameter("revision")) ?? 0 }

    /// The file that somebody chose.
    ///
    /// - Throws: `ConfigurationFailure.fileMissing`, `ConfigurationFailure.fileMalformed`, `RequestFailure`.
    fileprivate func configurationFile() async throws -> ConfigurationFile {
        try site.crossSite.check(request)
        // A larger file is told beside its field, as long as the request can be read at all.
        let form = try MultipartForm(request, limit: 4 * ConfigurationFile.largest)
        var bytes: [UInt8] = []
        do {
            _ = try await form.fields { _, chunks, _ in bytes = try await chunks.bytes(limit: ConfigurationFile.largest)
            }
        } catch FileStoreFailure.tooLarge {
            throw ConfigurationFailure.fileTooLarge
        } catch RequestFailure.tooLarge {
            throw ConfigurationFailure.fileTooLarge
        }
        guard !bytes.isEmpty else { throw ConfigurationFailure.fileMissing }
        return try ConfigurationFile(bytes)
    }
}

extension Error {
    /// What is wrong with settings, to be told beside their form.
    ///
    /// - Throws: the error itself, where it is about something else or there is no such revision.
    var ofSettings: [any Failure] {
        get throws {
            if let failures = self as? Failures { return failures.all }
            guard let failure = self as? ConfigurationFailure, failure != .revisionUnknown else { throw self }
            return [failure]
        }
    }
}

extension ConfigurationFile {
    fileprivate var response: Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/json; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(name)\"",
                .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
