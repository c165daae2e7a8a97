import CityDomain
import CityKit
import Hummingbird

/// The two routes of an editor: its form, and what became of it.
struct SettingsEditorRoutes<Editor: SettingsEditor> {
    let site: Site
    private let editor = Editor()

    private var configure: ConfigureTown { site.useCases.configureTown }

    init(_: Editor.Type, site: Site) { self.site = site }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/settings/\(Editor.place)") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            let base = try await configure.newest(visit.configuring(signed))
            let draft = try Editor.Draft(base.revision.files, of: base.town)
            // What a search looks for; nothing else is taken from an address.
            let looked = FormData(["find": try visit.query()["find"]])
            return try await show(Shown(draft: draft, base: base, form: looked), visit, signed)
        }
        router.post("/:town/office/settings/\(Editor.place)") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await save(visit, signed)
        }
    }

    /// Of a form: a large town has hundreds of units and days off.
    private static var mostFields: Int { 5_000 }

    private typealias Base = (revision: MunicipalityRevision, town: Municipality)

    private struct Shown {
        let draft: Editor.Draft
        /// What the draft stands on: the next press changes this revision and no later one.
        let base: Base
        var form = FormData()
        var failures: [any Failure] = []
        /// What the draft makes, to be looked through; nil before and after that.
        var files: MunicipalityFiles?
    }

    private func save(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        // Texts of a regulation are longer than what residents type.
        let form = try await visit.form(upTo: ConfigurationFile.largest, fields: Self.mostFields)
        let work = visit.configuring(signed)
        let base = try await configure.newest(work)
        let draft = try await draft(form, over: base, visit, work)
        var shown = Shown(draft: draft, base: base, form: form)
        do {
            let files = try draft.putting(into: base.revision.files, of: base.town)
            let own = editor.failures(of: draft)
            guard own.isEmpty else { throw Failures(own) }
            let missing = editor.failures(in: try configure.town(of: files), visit)
            guard missing.isEmpty else { throw Failures(missing) }
            guard form["preview"].isEmpty else {
                shown.files = try await configure.propose(files, work).files
                return try await show(shown, visit, signed)
            }
            let seen = Int(form["seen"]) ?? 0
            let number = try await configure.save(files, seeing: seen, because: form["reason"], work)
            return visit.redirect("office/settings/\(number)")
        } catch {
            shown.failures = try error.ofSettings
            return try await show(shown, visit, signed)
        }
    }

    /// What was typed. Where somebody else saved since the form was made, it is laid over that: the form knows nothing of it,
    /// and would take it back.
    private func draft(_ form: FormData, over base: Base, _ visit: Visit, _ work: ConfigureTown.Work) async throws
        -> Editor.Draft
    {
        guard let seen = Int(form["seen"]), seen != base.revision.revision, seen > 0 else {
            return editor.draft(form, visit.showing(base.town))
        }
        let old = try await configure.revision(seen, work)
        let town = try configure.town(of: old.files)
        return editor.draft(form, visit.showing(town)).over(
            try Editor.Draft(base.revision.files, of: base.town),
            since: try Editor.Draft(old.files, of: town)
        )
    }

    private func show(_ shown: Shown, _ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let work = visit.configuring(signed)
        let base = shown.base
        let seen = Int(shown.form["seen"]) ?? base.revision.revision
        let stale = seen != base.revision.revision ? try? await configure.revision(seen, work) : nil
        let failures = shown.failures.map { editor.placing($0, shown.draft, in: base.town) }
        let errors = ErrorFields(failures, visit.words, ids: ["file": "reason"])
        let current = visit.showing(base.town)
        let form = EditedForm(
            errors: errors,
            typed: shown.form,
            files: base.revision.files,
            words: visit.words,
            languages: base.town.profile.languages
        )
        var preview: SettingsFormPage.Preview?
        if let files = shown.files {
            let change = PreviewedChange(town: try configure.town(of: files), configure: configure, work: work)
            preview = SettingsFormPage.Preview(
                files: files,
                part: try await editor.preview(shown.draft, change, current)
            )
        }
        return SettingsFormPage(
            page: try await visit.settings(visit.words(Editor.title), errors, signed),
            place: "office/settings/\(Editor.place)",
            lead: visit.words(Editor.lead),
            head: editor.head(shown.draft, form, current),
            fields: editor.fields(shown.draft, form, current),
            reason: shown.form["reason"],
            newest: base.revision,
            stale: stale,
            preview: preview
        ).response(visit)
    }
}
