import CityDomain
import CityKit

/// What it looks like: photos, added one after the other or several at once.
struct PhotosStep {
    let form: ReportFormPage
    let visit: Visit

    private var rules: PhotoRules { visit.town.photos }

    var html: HTML {
        """
        <div class="measure stack">
        \(form.head(visit))
        <p>\(visit.words("photo.lead")) \(visit.words("photo.\(rules.publish.rawValue)"))</p>
        \(form.photos.isEmpty ? nil : added)
        \(Form(action: visit.path(ReportStep.photos.path), hidden: way, encoding: .files).html(content))
        </div>
        """
    }

    private var way: [(name: String, value: String)] { form.returnsToCheck ? [("return", "check")] : [] }

    private var content: HTML {
        let room = rules.max - form.photos.count
        guard room > 0 else {
            return
                "<p class=\"hint\">\(visit.words("photo.full"))</p>\n\(FieldError(form.errors["photos"], of: "photos"))\(next)"
        }
        return "\(terms)\n\(choice(room: room))\n\(Cluster(next, add))"
    }

    private var next: Button { Button(words: form.nextButton(visit).words, name: "step", value: "next") }

    private var add: Button {
        Button(words: visit.words("photo.add"), icon: .camera, look: .quiet, name: "step", value: "add")
    }

    /// In a form of its own: whoever presses Enter in the other one must not remove a photo.
    private var added: HTML {
        let photos = visit.pictures(form.photos, at: ReportStep.photos.path) { photo in
            let number = (form.photos.firstIndex(of: photo) ?? 0) + 1
            return Button(
                words: visit.words("photo.remove"),
                look: .link,
                name: "photo",
                value: photo.id.rawValue,
                context: " \(visit.words("photo.number", ["number": .number(number)]))"
            ).html
        }
        return Form(action: visit.path("\(ReportStep.photos.path)/remove"), hidden: way).html(photos.html)
    }

    private func choice(room: Int) -> Field {
        Field(
            name: "photos",
            label: visit.words("photo.field"),
            hint: visit.words(
                "photo.field.hint",
                ["count": .number(room), "megabytes": .number(PhotoLimits.largestFile / 1_000_000)]
            ),
            error: form.errors["photos"],
            optional: visit.words("form.optional"),
            control: .files(FileChoice(accept: "image/jpeg,image/png,image/webp", count: .several))
        )
    }

    /// What the sender allows and declares, before the files, so that it is read before they are chosen.
    private var terms: HTML {
        guard rules.needsConsent else { return .empty }
        let version = visit.town.regulation(on: visit.today)
        let declarations = (rules.declarations ?? []).map { visit.words("photo.declaration.\($0.about.rawValue)") }
        let licence: HTML? = rules.licence.map { "<p>\(visit.words($0.text))</p>" }
        let list: HTML? =
            declarations.isEmpty
            ? nil : "<p>\(visit.words("photo.declare"))</p>\(TickList(items: declarations))"
        return """
            \(Card(
                id: "photo-terms",
                title: visit.words("photo.terms"),
                look: .soft,
                content: "\(licence)\(list)"
            ))
            \(Consent(
                name: "photoTerms",
                words: visit.words("photo.terms.accept"),
                documents: [
                    Link(
                        visit.words("report.terms.regulation", ["date": .date(version?.effective ?? visit.today)]),
                        to: visit.path("regulation")
                    )
                ],
                error: form.errors["photoTerms"],
                value: version?.version ?? "",
                // Who has added one photo has agreed to the terms that stand here.
                state: form.photos.contains { $0.consent?.regulation == version?.version } ? .given : .open
            ))
            """
    }
}
