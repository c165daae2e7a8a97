import CityDomain
import CityKit
import Hummingbird

/// Complaints about the system, as residents make them and look them up.
struct ComplaintRoutes {
    let site: Site

    private var complaints: ComplaintUseCases { site.useCases.complaints }

    func add(to router: Router<CityContext>) {
        router.get("/:town/complaints") { request, context in try ask(site.visit(request, context)) }
        router.get("/:town/complaints/new") { request, context in try new(site.visit(request, context)) }
        router.post("/:town/complaints/new") { request, context in try await take(site.visit(request, context)) }
        router.get("/:town/complaints/sent/:complaint/:token") { request, context in
            try await receipt(site.visit(request, context))
        }
        router.get("/:town/account/complaints") { request, context in
            let (visit, signed) = try site.residentVisit(request, context)
            let own = try await complaints.read.own(signed, in: visit.town)
            return OwnComplaintsPage(complaints: own).response(visit)
        }
    }

    /// What the complaint is about; whatever is none about the service is led elsewhere.
    private func ask(_ visit: Visit) throws -> Response {
        let rules = try visit.complaintRules
        let query = try visit.query()
        switch ComplaintSubject(rawValue: query["about"]) {
        case .service: return visit.redirect(ComplaintFormPage.path(about: .service))
        case let subject?: return ComplaintElsewherePage(rules: rules, subject: subject).response(visit)
        case nil:
            let missing = query["asked"].isEmpty ? [] : [ComplaintFailure.subjectMissing]
            return ComplaintScopePage(
                rules: rules,
                errors: ErrorFields(missing, visit.words, ids: ["subject": "about"])
            ).response(visit)
        }
    }

    private func new(_ visit: Visit) throws -> Response {
        let rules = try visit.complaintRules
        let about = try visit.query()["about"]
        guard let subject = ComplaintSubject(rawValue: about), rules.takes(subject) else {
            return visit.redirect("complaints")
        }
        var form = ComplaintForm()
        form.subject = subject.rawValue
        if let profile = visit.resident?.profile {
            // Who is signed in need not type the contact data again (WCAG 3.3.7).
            (form.name, form.email) = (profile.name, profile.email.text)
            form.phone = profile.phone?.formatted ?? ""
        }
        return ComplaintFormPage(rules: rules, form: form, key: complaints.file.newKey()).response(visit)
    }

    private func take(_ visit: Visit) async throws -> Response {
        let rules = try visit.complaintRules
        var posted = ComplaintPost(visit, rules)
        let fields = try await posted.read()
        let form = ComplaintForm(fields)
        let key = Token(typed: fields["key"]) ?? complaints.file.newKey()
        var page = ComplaintFormPage(rules: rules, form: form, key: key)
        do {
            let receipt = try await file(form, key, &posted, visit)
            return visit.redirect("complaints/sent/\(receipt.id)/\(receipt.token.text)")
        } catch let failures as Failures {
            page.errors = ErrorFields(failures.all, visit.words)
        } catch let failure as ComplaintFailure where failure.isOfForm {
            // What is sent from here on is another complaint.
            if case .sentBefore = failure { page.key = complaints.file.newKey() }
            page.errors = ErrorFields([failure], visit.words)
        } catch {
            await posted.discard()
            throw error
        }
        await posted.discard()
        return page.response(visit)
    }

    /// Files the complaint. A photo is looked at only when everything else is well.
    private func file(_ form: ComplaintForm, _ key: Token, _ posted: inout ComplaintPost, _ visit: Visit) async throws
        -> FileComplaint.Receipt
    {
        let sender = FileComplaint.Sender(
            .page,
            from: visit.network,
            language: visit.language,
            resident: visit.resident
        )
        let file = complaints.file
        if let receipt = try await file.repeated(form, key: key, in: visit.town) {
            await posted.discard()
            return receipt
        }
        try await file.check(form, by: sender, in: visit.town, at: visit.now)
        do {
            let photos = try await posted.photos(under: key)
            return try await file(form, key: key, photos: photos, by: sender, in: visit.town, at: visit.now)
        } catch let failures as Failures {
            // The button was pressed twice, and the other request was quicker with the photo.
            if let receipt = try await file.repeated(form, key: key, in: visit.town) { return receipt }
            throw failures
        }
    }

    private func receipt(_ visit: Visit) async throws -> Response {
        let token = Token(typed: visit.parameter("token"))
        let complaint = try await complaints.read.receipt(visit.complaint, token: token, in: visit.town)
        return ComplaintReceiptPage(complaint: complaint).response(visit)
    }
}

/// What is posted with the form of a complaint: fields, and a file where the town takes one.
struct ComplaintPost {
    private let visit: Visit
    private let takesPhoto: Bool
    private var uploads: PhotoUploads?

    init(_ visit: Visit, _ rules: ComplaintRules) {
        self.visit = visit
        takesPhoto = rules.asks(.photo)
    }

    /// - Throws: `RequestFailure`, `MultipartFailure`.
    mutating func read() async throws -> FormData {
        guard takesPhoto else { return try await visit.form() }
        var uploads = PhotoUploads(visit, upTo: PhotoUploader.mostOfComplaint)
        let fields = try await uploads.read()
        self.uploads = uploads
        return fields
    }

    /// Makes photos of what came; none where none did.
    ///
    /// - Throws: `Failures` with what is wrong with a file.
    mutating func photos(under key: Token) async throws -> [ID<ReportPhoto>] {
        guard var uploads else { return [] }
        try await uploads.add(by: .complaint(key), accepted: "")
        self.uploads = uploads
        guard uploads.failures.isEmpty else { throw Failures(uploads.failures) }
        return uploads.added.map(\.id)
    }

    mutating func discard() async {
        await uploads?.discard()
        uploads = nil
    }
}

extension ComplaintFailure {
    /// Whether it is told on the form, beside what was typed.
    var isOfForm: Bool {
        switch self {
        case .tooMany, .sentBefore: true
        default: kind.field != nil
        }
    }
}

extension Visit {
    /// - Throws: `ComplaintFailure.notOffered`.
    var complaintRules: ComplaintRules {
        get throws(ComplaintFailure) {
            guard let rules = town.complaints else { throw .notOffered }
            return rules
        }
    }

    /// The complaint that the path names.
    var complaint: ID<Complaint> { ID(parameter("complaint")) }
}

extension ComplaintForm {
    init(_ form: FormData) {
        self.init()
        subject = form["subject"]
        for field in ComplaintField.allCases { self[field] = form[field.rawValue] }
    }
}
