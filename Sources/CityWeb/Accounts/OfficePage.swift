import CityDomain
import CityKit
import Hummingbird

/// The frame of the office's pages.
struct OfficePage {
    var title: String
    /// The path of the queue the page belongs to.
    var queue = "office"
    let counts: OfficeCounts
    let signed: SignIn.Signed
    var search = ""
    var errors = ErrorFields.none

    func response(_ visit: Visit, _ main: HTML) -> Response {
        let words = visit.words
        let full = "\(title) – \(words(visit.town.profile.name))"
        let frame = OfficeFrame(
            head: DocumentHead(
                title: !errors.isEmpty ? words("page.faulty", ["title": .words(full)]) : full,
                language: visit.language,
                robots: .hidden,
                brandSheet: visit.path("brand.css?v=\(visit.town.revision)")
            ),
            mark: TownMark(
                sign: .letter(visit.town.profile.brand.mark),
                name: words(visit.town.profile.name),
                tagline: words("office.tagline"),
                home: visit.path(signed.home)
            ),
            skip: words("page.skip"),
            search: sees(.viewReports)
                ? OfficeFrame.Search(
                    action: visit.path("office/find"),
                    name: "search",
                    label: words("office.search"),
                    value: search
                ) : nil,
            user: OfficeFrame.User(
                name: signed.name.text,
                account: visit.path("office/account"),
                signOut: Form(action: visit.path("office/sign-out")),
                signOutWords: words("office.signOut")
            ),
            label: words("office.queues"),
            groups: groups(visit),
            current: visit.path(queue),
            demo: visit.site.demoBanner(words),
            notices: visit.serviceBars
        )
        return .html(frame.document(main), errors)
    }

    private func sees(_ right: OfficeRight) -> Bool { signed.staff.rights.have(right) }

    /// What the reader may open.
    private func groups(_ visit: Visit) -> [OfficeFrame.Group] {
        let words = visit.words
        let cases = sees(.viewReports) ? queues(visit) : []
        let accounts = visit.town.accounts
        let all: [(OfficeRight, String, String, Bool)] = [
            (.tryRouting, "routing.title", "office/routing", visit.town.profile.modules.contains(.reports)),
            (.viewQueue, "office.deliveries", "office/queue", true),
            (.manageResidents, "office.residents", "office/residents", accounts?.blocking != nil),
            (.handleComplaints, "complaint.desk.title", "office/complaints", visit.town.complaints != nil),
            (.manageContractors, "contractor.title", "office/contractors", visit.town.reports.contractors != nil),
            (.manageRecipients, "recipient.title", "office/recipients", visit.town.recipients != nil),
            (.announceDisruptions, "disruption.desk.title", "office/disruptions", true),
            (.configureTown, "configuration.title", "office/settings", true),
            (.manageStaff, "office.staff", "office/staff", true),
        ]
        let places = all.filter(\.3)
        let administration = places.filter { sees($0.0) }.map {
            OfficeFrame.Entry(words: words($0.1), href: visit.path($0.2))
        }
        let log =
            sees(.viewAudit) ? [OfficeFrame.Entry(words: words("audit.title"), href: visit.path("office/audit"))] : []
        let privacy = (sees(.handleRights) ? privacy(visit) : []) + log
        return [("office.cases", cases), ("office.privacy", privacy), ("office.administration", administration)]
            .filter { !$0.1.isEmpty }
            .map { OfficeFrame.Group(title: words($0.0), entries: $0.1) }
    }

    /// What those who answer for personal data keep.
    private func privacy(_ visit: Visit) -> [OfficeFrame.Entry] {
        let rights = visit.town.accounts == nil ? [] : [("rightsRegister.title", "office/rights")]
        let places =
            rights + [
                ("breach.title", "office/breaches"), ("registers.disclosures.title", "office/disclosures"),
                ("registers.processors.title", "office/processors"),
                ("registers.processing.title", "office/processing"),
                ("retention.title", "office/retention"),
            ]
        return places.map { OfficeFrame.Entry(words: visit.words($0.0), href: visit.path($0.1)) }
    }

    /// A person of no unit has no queue of one, a town without a rule for questions none of questions; who gives no cases to
    /// units and writes nothing on them has none of those.
    private func shows(_ queue: InboxQueue, _ visit: Visit) -> Bool {
        switch queue {
        case .unit: visit.caller(signed).homeUnit != nil
        case .asked: sees(.noteReports) && visit.town.units.count > 1
        case .commissioned: sees(.commissionWork) && visit.town.reports.contractors != nil
        case .written: sees(.askReporters)
        case .partsDone: sees(.decideReports)
        case .returned: sees(.handOverReports) && visit.town.reports.handOver != nil
        case .questions: visit.town.questions != nil
        case .supported: visit.town.ideas?.support != nil
        default: true
        }
    }

    private func queues(_ visit: Visit) -> [OfficeFrame.Entry] {
        let queues = InboxQueue.allCases.filter { shows($0, visit) }.map { queue in
            OfficeFrame.Entry(
                words: visit.words(queue.text),
                href: visit.path(InboxView(queue: queue).place),
                count: "\(counts.inbox[queue])",
                weight: queue == .overdue && counts.inbox[queue] > 0 ? .urgent : .normal
            )
        }
        let statistics = OfficeFrame.Entry(
            words: visit.words("statistics.title"),
            href: visit.path("office/statistics")
        )
        let substitutions = OfficeFrame.Entry(
            words: visit.words("substitution.title"),
            href: visit.path("office/substitutions")
        )
        let templates = OfficeFrame.Entry(words: visit.words("template.title"), href: visit.path("office/templates"))
        let new = OfficeFrame.Entry(words: visit.words("newCase.title"), href: visit.path("office/new-report"))
        return (sees(.registerReports) ? [new] : []) + queues + aside(visit) + comments(visit) + [substitutions]
            + (sees(.keepTemplates) ? [templates] : [])
            + (sees(.viewStatistics) ? [statistics] : [])
    }
}

extension OfficePage {
    /// The queue of moderators, where the town puts reports aside or some still wait.
    private func aside(_ visit: Visit) -> [OfficeFrame.Entry] {
        guard sees(.judgeAside), visit.town.reports.abuse != nil || counts.aside > 0 else { return [] }
        return [
            OfficeFrame.Entry(
                words: visit.words("aside.title"),
                href: visit.path("office/aside"),
                count: "\(counts.aside)"
            )
        ]
    }

    /// The queue of comments, where the town has some.
    private func comments(_ visit: Visit) -> [OfficeFrame.Entry] {
        guard visit.town.reports.comments != nil, sees(.publishReports) else { return [] }
        return [
            OfficeFrame.Entry(
                words: visit.words("comment.desk.title"),
                href: visit.path("office/comments"),
                count: "\(counts.comments)"
            )
        ]
    }
}

/// What waits for the reader, told on every page of the office.
struct OfficeCounts {
    var inbox = InboxCounts()
    /// That the reader decides about.
    var comments = 0
    /// Reports that were put aside and that the reader judges.
    var aside = 0
}

extension SignIn.Signed {
    /// Where the person begins: the first place that a right opens.
    var home: String {
        let places: [(OfficeRight, String)] = [
            (.viewReports, "office"), (.manageStaff, "office/staff"), (.viewQueue, "office/queue"),
        ]
        return places.first { staff.rights.have($0.0) }?.1 ?? "office/account"
    }
}

extension Visit {
    /// What waits for the person, told on every page of the office.
    func counts(for signed: SignIn.Signed) async throws -> OfficeCounts {
        let caller = caller(signed)
        return OfficeCounts(
            inbox: try await site.useCases.casework.inbox.counts(on: today, for: caller, in: town),
            comments: try await site.useCases.comments.moderate.count(for: caller, in: town),
            aside: try await site.useCases.casework.abuse.judge.count(for: caller, in: town)
        )
    }
}
