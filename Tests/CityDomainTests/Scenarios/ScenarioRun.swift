import CityKit

@testable import CityDomain

/// Plays a story with the functions of the domain and says where it comes out otherwise.
struct ScenarioRun {
    private let town: Municipality
    private var report: Report?
    private var complaint: Complaint?
    /// How many comments somebody wrote, by day.
    private var comments: [CivilDate: Int] = [:]
    private var photoTerms: [String] = []
    /// Why the report was put aside.
    private var asideFor: [AbuseRule] = []
    /// Who supports the idea, its author included.
    private var supporters = 1
    /// When the holder of an account was signed in last.
    private var signedInOn: CivilDate?

    init(in town: Municipality) { self.town = town }

    /// - Returns: a line for each expectation that does not hold.
    mutating func take(_ step: Scenario.Step) -> [String] {
        let before = (report, complaint)
        var failures: [any Failure] = []
        do {
            try act(step.action, at: town.clock.instant(of: step.at.date, at: step.at.time))
        } catch let error as Failures {
            failures = error.all
        } catch let error as any Failure {
            failures = [error]
        } catch {
            return ["fails with \(error)"]
        }
        let changed =
            !failures.isEmpty && (report, complaint) != before ? ["is refused, but something has changed"] : []
        return changed + refusals(step.expect, failures) + mismatches(step.expect, on: step.at.date)
    }

    private mutating func act(_ action: Scenario.Action, at now: Instant) throws {
        switch action {
        case .submit(let form):
            report = try submitted(form, at: now)
            putAside(form, at: now)
            supporters = 1
            photoTerms = try terms(of: form, at: now)
            if form.by == .accountHolder { signedInOn = town.clock.date(of: now) }
        case .support(let support):
            supporters = support.persons
            _ = report?.settleSupport(of: supporters, at: now, in: town)
        case .complain(let form): complaint = try complaint(form, at: now)
        case .comment(let form): try comment(form, at: now)
        case .wait:
            _ = report?.closeUnanswered(at: now, in: town)
            _ = report?.hide(at: now, in: town)
            if let aside = report?.aside, aside.until <= now { try report?.release() }
            _ = report?.settleSupport(of: supporters, at: now, in: town)
        default:
            guard var changed = report else { throw ReportFailure.notFound }
            try change(&changed, action, at: now)
            report = changed
        }
    }

    private mutating func comment(_ form: Scenario.Commenting, at now: Instant) throws {
        guard let report else { throw ReportFailure.notFound }
        let today = town.clock.date(of: now)
        _ = try town.commentRules.checked(String(repeating: "x", count: form.letters ?? 80))
        for _ in 0..<(form.times ?? 1) {
            try town.checkComment(on: report, earlier: comments[today] ?? 0, at: now)
            comments[today, default: 0] += 1
        }
    }

    private func change(_ report: inout Report, _ action: Scenario.Action, at now: Instant) throws {
        let officer = Officer.staff(ID("operator"))
        switch action {
        case .submit, .complain, .comment, .support, .wait: break
        case .move(let move): try make(move, &report, by: officer, at: now)
        case .handOver(let unit): try report.handOver(to: unit, note: nil, by: officer, at: now, in: town)
        case .ask: try report.ask(.words, by: officer, at: now, in: town)
        case .reply: try report.reply(.words, by: .reporter, at: now, in: town)
        case .withdraw: try report.withdraw(at: now, in: town)
        case .amend: try report.amend(before: .words, at: now)
        case .correct: try report.correct(reason: .words, by: officer, at: now, in: town)
        case .reopen(let who):
            try report.reopen(.words, by: who == .reporter ? .reporter : .office(officer), at: now, in: town)
        case .publish(let wording): try report.publish(wording, by: officer, at: now, in: town)
        case .takeDown: try report.takeDown(reason: .words, by: officer, at: now)
        case .release: try report.release()
        }
    }

    private func submitted(_ form: Scenario.Form, at now: Instant) throws -> Report {
        guard form.by == .accountHolder || town.reports.reporting.admitsVisitors else {
            throw ReportFailure.accountNeeded
        }
        let today = town.clock.date(of: now)
        let submission = Submission(form, in: town, on: today)
        let checked = try CheckedSubmission(submission, in: town, on: today)
        _ = try terms(of: form, at: now)
        return Report(
            receiving: ID("story"),
            number: ReportNumber(year: today.year, sequence: 1),
            in: checked.category,
            of: checked.content.place.point,
            at: now,
            by: town
        )
    }

    private mutating func putAside(_ form: Scenario.Form, at now: Instant) {
        asideFor = []
        guard let rules = town.reports.abuse, let report, rules.never?.contains(report.category) != true else { return }
        asideFor = rules.reasons(AbuseEvidence(form.earlier, by: rules)).map(\.rule)
        guard !asideFor.isEmpty else { return }
        self.report?.aside = Aside(rules, report.deadlines, from: now, by: town.clock)
    }

    private var aside: String {
        guard let until = report?.aside?.until else { return "no" }
        return "\(town.clock.date(of: until)) \(town.clock.time(of: until))"
    }

    private func complaint(_ form: Scenario.Complaining, at now: Instant) throws -> Complaint {
        guard let rules = town.complaints else { throw ComplaintFailure.notOffered }
        let today = town.clock.date(of: now)
        let typed = ComplaintForm(form, of: rules, on: today)
        let checked = try CheckedComplaint(typed, by: .person, of: rules, in: town, on: today)
        return Complaint(
            id: ID("story"),
            number: ComplaintNumber(year: today.year, sequence: 1),
            resident: nil,
            subject: checked.subject,
            origin: .page,
            receivedOn: today,
            storedAt: now,
            eventDay: checked.eventDay,
            due: rules.due(from: today, in: town.calendar),
            language: .polish,
            hasEmail: checked.content.email != nil
        )
    }

    /// What is recorded with the photos of the form.
    private func terms(of form: Scenario.Form, at now: Instant) throws -> [String] {
        guard let count = form.photos, count > 0 else { return [] }
        let version = town.regulation(on: town.clock.date(of: now))?.version ?? ""
        let accepted = form.without?.contains(.photoTerms) == true ? "" : version
        let consent = try town.photos.consent(accepted: accepted, current: version)
        guard count <= town.photos.max else { throw ReportPhotoFailure.tooMany(limit: town.photos.max) }
        return ((consent?.declarations ?? []).map(\.rawValue) + (consent?.licence == .granted ? ["licence"] : []))
            .sorted()
    }

    private func make(_ move: Scenario.Move, _ report: inout Report, by officer: Officer, at now: Instant) throws {
        let decision = Decision(
            to: move.to,
            justification: move.justification ?? "",
            solution: move.solution ?? "",
            rejection: move.reason,
            earlier: move.earlier.flatMap { ReportNumber($0) },
            extent: move.extent ?? .whole
        )
        try report.move(decision, answer: nil, by: .office(officer), at: now, in: town)
        if decision.publishes(report.kind, in: town) { try report.publish(.asWritten, by: officer, at: now, in: town) }
    }

    private func refusals(_ expect: Scenario.Expectation, _ failures: [any Failure]) -> [String] {
        compare("refused", expect.refused ?? [], failures.map(\.name).sorted())
            + (expect.refusedBy.map {
                compare("refused by", [$0], failures.compactMap { ($0 as? ReportFailure)?.clause })
            } ?? [])
    }

    private func mismatches(_ expect: Scenario.Expectation, on today: CivilDate) -> [String] {
        let running = report?.deadlines.filter(\.isRunning) ?? []
        let ended = report?.deadlines.filter { !$0.isRunning } ?? []
        let terms = expect.terms.map { $0.map { "\($0.key.rawValue) \($0.value)" }.sorted() }
        return compare("status", expect.status, report?.status)
            + compare("aside", expect.aside, aside) + compare("aside for", expect.asideFor, asideFor)
            + compare("terms", terms, running.filter { !$0.isHeld }.map { "\($0.name.rawValue) \($0.due)" }.sorted())
            + compare("overdue", expect.overdue?.names, running.filter { $0.isOverdue(on: today) }.map(\.name).names)
            + compare("late", expect.late?.names, ended.filter { $0.isOverdue(on: today) }.map(\.name).names)
            + compare("moves", expect.moves, report?.moves(by: town.reports).map(\.to) ?? [])
            + compare("published", expect.published, report?.isPublished == true ? .yes : .no)
            + compare("listed", expect.listed, isListed(for: .everyone) ? .yes : .no)
            + compare("listed for registered", expect.listedForRegistered, isListed(for: .registered) ? .yes : .no)
            + compare("waiting", expect.waiting, report?.isWaiting == true ? .yes : .no)
            + compare("standing still", expect.standingStill?.names, running.filter(\.isHeld).map(\.name).names)
            + compare("unit", expect.unit, report?.unit)
            + compare("history", expect.history, report?.history.last?.words)
            + compare("photos", expect.photos, town.photos.publish)
            + compare("photo terms", expect.photoTerms, photoTerms)
            + compare("notices", expect.notices, town.reports.notices.map(\.about))
            + complaintMismatches(expect, on: today)
            + compare("satisfaction asked", expect.satisfactionAsked, asksSatisfaction(on: today) ? .yes : .no)
            + compare("work given", expect.workGiven, expect.workGiven.map { _ in workGiven(on: today) })
            + compare("comments taken", expect.commentsTaken, takesComments(on: today) ? .yes : .no)
            + compare("idea", expect.idea, report?.ideaState)
            + compare("answers shown", expect.answersShown, town.questions?.suggestions ?? 0)
            + compare("answer publishable", expect.answerPublishable, isAnswerPublishable ? .yes : .no)
            + compare(
                "due",
                expect.due,
                expect.due.map { Dictionary(uniqueKeysWithValues: $0.keys.map { ($0, due($0)) }) }
            )
    }

    private func complaintMismatches(_ expect: Scenario.Expectation, on today: CivilDate) -> [String] {
        compare("asked", expect.asked, town.complaints?.form.fields)
            + compare("complaints to", expect.complaintsTo, town.complaints?.address.email)
            + compare("answer by", expect.answerBy, complaint.map { $0.due.map { "\($0)" } ?? "undated" })
            + compare("answer late", expect.answerLate, complaint.map { $0.isOverdue(on: today) ? .yes : .no })
    }

    private func asksSatisfaction(on today: CivilDate) -> Bool {
        report.flatMap(town.lastDayOfSatisfaction).map { today <= $0 } ?? false
    }

    private func workGiven(on today: CivilDate) -> String {
        guard let rules = town.reports.contractors else { return "none" }
        let due = rules.due(from: today, in: town.calendar)
        let reminded = rules.remind.map { remind in
            var day = today
            while remind.end(from: day, in: town.calendar) < due { day = day + 1 }
            return day.description
        }
        let days = [due.description, rules.link.end(from: due, in: town.calendar).description, reminded]
        return days.compactMap(\.self).joined(separator: " ")
    }

    private func takesComments(on today: CivilDate) -> Bool {
        report.map { town.takesComments(on: $0, at: town.clock.instant(of: today)) } ?? false
    }

    private var isAnswerPublishable: Bool { report?.canPublishAnswer(in: town) == true }

    private func due(_ data: RetainedData) -> String {
        let ended = report?.endedAt.map { town.clock.date(of: $0) }
        let event = data == .accounts ? signedInOn : ended
        guard let event, let report, let rule = town.retention(of: data, in: report.category) else { return "kept" }
        return "\(rule.end.rawValue) \(rule.due(after: event, in: town.calendar))"
    }

    private func isListed(for audience: Audience) -> Bool {
        report.map { $0.isPublished && !$0.isHidden && town.lists($0.category, for: audience) } ?? false
    }

    /// What is not expected is not looked at.
    private func compare<Value: Equatable>(_ name: String, _ expected: Value?, _ found: Value?) -> [String] {
        guard let expected, expected != found else { return [] }
        return ["\(name): expected \(expected), found \(found.map { "\($0)" } ?? "none")"]
    }
}

extension AbuseEvidence {
    /// What of it falls into the windows of the rules.
    fileprivate init(_ earlier: Scenario.Earlier?, by rules: AbuseRules) {
        self.init()
        func count(_ group: Scenario.Earlier.Group?, within hours: Int?) -> Int {
            guard let group, let hours else { return 0 }
            return (group.hours ?? 0) + 24 * (group.days ?? 0) < hours ? group.reports ?? 1 : 0
        }
        fromNetwork = count(earlier?.network, within: rules.network?.hours)
        fromDevice = count(earlier?.device, within: rules.device?.hours)
        let isAlike = (earlier?.alike?.similarity ?? 1) >= (rules.alike?.similarity ?? 0)
        alike = isAlike ? count(earlier?.alike, within: rules.alike?.hours) : 0
        refusals = count(earlier?.refused, within: rules.refusals.map { 24 * $0.days })
        watches = count(earlier?.watched, within: rules.watch.map { 24 * $0.days })
        words = ForbiddenWords(rules.words ?? []).count(in: earlier?.says ?? "")
    }
}

extension [DeadlineName] {
    fileprivate var names: [String] { map(\.rawValue).sorted() }
}

extension Sealed<Answer> {
    /// Words that no rule looks into.
    fileprivate static let words = Self(ciphertext: [1])
}

extension ReportEvent {
    /// What the line says, in two words at most.
    fileprivate var words: String {
        switch act {
        case .received: "received"
        case .moved: "moved"
        case .rejected(let reason, let earlier): "rejected \(reason.rawValue)\(earlier.map { " \($0)" } ?? "")"
        case .closed(let reason): "closed \(reason.rawValue)"
        case .handedOver(let unit): "handedOver \(unit)"
        case .asked: "asked"
        case .replied: "replied"
        case .reopened: "reopened"
        case .corrected: "corrected"
        case .amended: "amended"
        case .placed: "placed"
        case .published(let wording): "published \(wording.rawValue)"
        case .takenDown: "takenDown"
        case .hidden: "hidden"
        case .joined(let other): "joined \(other)"
        case .parted(let other): "parted \(other)"
        case .resumed(let other): "resumed \(other)"
        case .tookIn(let other): "tookIn \(other)"
        case .letGo(let other): "letGo \(other)"
        case .supported(let persons): "supported \(persons)"
        case .takenUp(let extent): "takenUp \(extent.rawValue)"
        case .splitOff(let other): "splitOff \(other)"
        case .cameOf(let other): "cameOf \(other)"
        }
    }
}

extension Submission {
    /// A complete form, less what the story leaves out.
    fileprivate init(_ form: Scenario.Form, in town: Municipality, on today: CivilDate) {
        self.init()
        let without = form.without ?? []
        category = form.category.rawValue
        description = without.contains(.description) ? "" : "Something is broken here."
        address = without.contains(.place) ? "" : "Main Street 1"
        if let point = form.point, point.count == 2 { (latitude, longitude) = ("\(point[0])", "\(point[1])") }
        termsVersion = without.contains(.terms) ? "" : town.regulation(on: today)?.version ?? ""
        declaresAge = !without.contains(.age)
        guard !without.contains(.fields) else { return }
        for field in town.category(form.category)?.fields ?? [] where field.isRequired {
            answers[field.id.rawValue] = [field.options?.first?.id ?? "1"]
        }
    }
}

extension ComplaintForm {
    /// A complete form, less what the story leaves out.
    fileprivate init(_ form: Scenario.Complaining, of rules: ComplaintRules, on today: CivilDate) {
        self.init()
        subject = (form.about ?? .service).rawValue
        let said: [ComplaintField: String] = [
            .name: "Ida Przykładowa", .email: "ida@example.org", .phone: "600 100 200",
            .eventDay: "\(form.event ?? today)",
        ]
        for field in rules.form.fields where form.without?.contains(field) != true {
            self[field] = said[field] ?? "Something does not work."
        }
    }
}

extension Text {
    /// The last part of the key of a failure, with the numbers it says: `ageNotDeclared 13`.
    fileprivate var name: String {
        let numbers = arguments.sorted { $0.key < $1.key }.compactMap { argument -> String? in
            if case .number(let number) = argument.value { "\(number)" } else { nil }
        }
        return ([key.replacing("report.failure.", with: "")] + numbers).joined(separator: " ")
    }
}

extension Failure {
    /// The last part of the failure's text key, with the numbers it says: `ageNotDeclared 13`, `photo.tooMany 3`.
    fileprivate var name: String {
        let numbers = text.arguments.sorted { $0.key < $1.key }.compactMap { argument -> String? in
            if case .number(let number) = argument.value { "\(number)" } else { nil }
        }
        let key = text.key.replacing("report.failure.", with: "").replacing(".failure.", with: ".")
        return ([key] + numbers).joined(separator: " ")
    }
}

extension ReportFailure {
    /// The point of the regulation the failure names.
    fileprivate var clause: Clause? {
        switch self {
        case .justificationMissing(_, let clause), .solutionMissing(_, let clause), .earlierReportMissing(let clause):
            clause
        default: nil
        }
    }
}
