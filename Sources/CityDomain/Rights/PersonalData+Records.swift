import CityKit

extension PersonalData.Account {
    init(_ profile: ResidentProfile, _ resident: Resident) {
        givenName = profile.givenName.text
        surname = profile.surname.text
        email = profile.email.text
        phone = profile.phone?.e164
        language = resident.language.rawValue
        createdAt = resident.createdAt.rfc3339
        acceptedTerms = resident.termsVersion
        declaredAge = resident.declaredAge
        verification = resident.verification.rawValue
    }
}

extension PersonalData.Address {
    init(_ own: OwnAddress, since: Instant) {
        kind = own.kind.rawValue
        words = own.words.isEmpty ? nil : own.words
        address = own.address.line
        flat = own.address.flat.isEmpty ? nil : own.address.flat
        latitude = own.address.registered?.point.latitude
        longitude = own.address.registered?.point.longitude
        self.since = since.rfc3339
    }
}

extension PersonalData.Subscription {
    init(_ record: SubscriptionRecord) {
        report = record.report.description
        askedAt = record.askedAt.rfc3339
        confirmedAt = record.confirmedAt?.rfc3339
    }
}

extension PersonalData.Part {
    init(
        _ open: OpenReport,
        _ photos: [PersonalArchive.Photo],
        _ said: [OpenSatisfaction],
        _ thread: OpenThread
    ) {
        let (report, place) = (open.report, open.content.place)
        number = report.number.description
        category = report.category.rawValue
        status = report.status.rawValue
        receivedAt = report.receivedAt.rfc3339
        description = open.content.description
        (address, hint) = (place.address, place.hint)
        (latitude, longitude) = (place.point?.latitude, place.point?.longitude)
        details = Dictionary(open.content.answers.map { ($0.field.rawValue, $0.values) }) { $0 + $1 }
        name = open.contact.name?.text
        email = open.contact.email?.text
        phone = open.contact.phone?.e164
        madeFor = open.contact.acting?.represented.words
        acceptedTerms = open.termsVersion
        satisfaction = said.map {
            PersonalData.Rating(at: $0.saidAt.rfc3339, answer: $0.answer.rawValue, words: $0.words)
        }
        history = report.history.filter { $0.lineIsFor <= open.reader }.map { PersonalData.Line($0, open.answers) }
        messages = thread.messages.map(PersonalData.Message.init)
        self.photos = photos.map(PersonalData.Photo.init)
    }
}

extension PersonalData.Message {
    fileprivate init(_ message: OpenThread.Message) {
        let way =
            switch message.way {
            case .office: "office"
            case .page: "page"
            case .mail: "mail"
            }
        self.init(at: message.at.rfc3339, way: way, words: message.words, refused: message.refused)
    }
}

extension PersonalData.Photo {
    fileprivate init(_ photo: PersonalArchive.Photo) {
        self.init(
            file: photo.name,
            addedAt: photo.photo.uploadedAt.rfc3339,
            acceptedTerms: photo.photo.consent?.regulation
        )
    }
}

extension PersonalData.Complaint {
    init(_ open: OpenComplaint, _ photos: [PersonalArchive.Photo]) {
        let (complaint, content) = (open.complaint, open.content)
        number = complaint.number.description
        receivedOn = complaint.receivedOn.description
        due = complaint.due?.description
        eventDay = complaint.eventDay?.description
        about = complaint.subject.rawValue
        name = content?.name?.text
        email = content?.email?.text
        phone = content?.phone?.e164
        matter = content?.matter
        description = content?.description
        demand = content?.demand
        justification = content?.justification
        outcome = complaint.answer?.outcome.rawValue
        answers = open.lines.map { Answer(at: $0.line.at.rfc3339, words: $0.words) }
        self.photos = photos.map(PersonalData.Photo.init)
    }
}

extension PersonalData.Comment {
    init(_ open: OpenComment) {
        let comment = open.comment
        report = open.report.number.description
        writtenAt = comment.writtenAt.rfc3339
        words = open.words
        state = comment.state.rawValue
        decidedAt = comment.decidedAt?.rfc3339
        published = comment.published?.words
        ground = comment.ground?.rawValue
        reason = open.reason
    }
}

extension PersonalData.Authority {
    init(_ open: OpenRepresentation) {
        let (representation, details) = (open.representation, open.details)
        kind = representation.kind.rawValue
        name = details.represented.name
        registerNumber = details.represented.registerNumber
        documentNumber = details.documentNumber
        documentDate = details.documentDate.description
        validFrom = representation.validFrom.description
        validTo = representation.validTo?.description
        askedAt = representation.askedAt.rfc3339
        state = representation.state.rawValue
        changedAt = representation.changedAt.rfc3339
        reason = open.reason
    }
}

extension PersonalData.Line {
    init(_ event: ReportEvent, _ answers: [Int: Answer]) {
        at = event.at.rfc3339
        status = event.status.rawValue
        by =
            switch event.actor {
            case .reporter: "reporter"
            case .system: "system"
            case .office: "office"
            }
        let answer = answers[event.sequence]
        words = [answer?.justification, answer?.solution, answer?.replaced].compactMap(\.self).filter { !$0.isEmpty }
    }
}

extension PersonalData.Event {
    init(_ line: ReadAccountLog.Line) {
        what = line.kind.rawValue
        at = line.at.rfc3339
        network = line.place?.network
        device = line.place?.device
    }
}

extension PersonalData.View {
    init(_ view: AuditView, of number: ReportNumber) {
        at = view.at.rfc3339
        report = number.description
        what = view.kind.rawValue
        reason = view.reason.rawValue
        switch view.viewer {
        case .staff(let post): (viewer, role) = ("staff", post.text)
        case .program(let program): (viewer, role) = ("program", program.rawValue)
        }
    }
}

extension PersonalData.Letter {
    init(_ record: LetterRecord) {
        about = record.report.description
        message = record.message.rawValue
        state = record.state.rawValue
        at = record.at.rfc3339
    }
}

extension PersonalData.EarlierProfile {
    init(_ profile: ResidentProfile, until end: Instant) {
        givenName = profile.givenName.text
        surname = profile.surname.text
        email = profile.email.text
        phone = profile.phone?.e164
        until = end.rfc3339
    }
}

extension PersonalData.Request {
    init(_ open: OpenRequest) {
        right = open.request.right.name
        receivedAt = open.request.receivedAt.rfc3339
        due = "\(open.request.due)"
        words = open.words
        outcome = open.request.closing?.outcome.rawValue
        answer = open.answer
    }
}

extension RightsRequest.Right {
    fileprivate var name: String {
        switch self {
        case .rectification: "rectification"
        case .restriction(let ground): "restriction: \(ground.rawValue)"
        case .erasure(let ground): "erasure: \(ground.rawValue)"
        case .objection: "objection"
        }
    }
}

extension PersonalData.SecondStep {
    /// Nil for somebody without a factor.
    init?(_ factors: SecondFactors, of holder: FactorHolder) throws {
        guard !factors.isEmpty else { return nil }
        hasApp = factors.app != nil
        passkeys = try factors.passkeys.map { passkey in
            let named = try holder.named(passkey)
            return Passkey(
                name: named.name.words,
                madeAt: named.createdAt.rfc3339,
                usedAt: named.usedAt?.rfc3339
            )
        }
    }
}

extension PersonalData.Service {
    init(_ record: PersonalRecord) { self.init(name: record.name, linkedAt: record.at.rfc3339) }
}

extension PersonalData.Acceptance {
    init(_ record: PersonalRecord) { self.init(version: record.name, at: record.at.rfc3339) }
}
