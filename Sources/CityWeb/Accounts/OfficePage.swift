import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// The frame of the office's pages.
struct OfficePage {
    let title: String
    /// The path of the queue the page belongs to.
    var queue = "office"
    let counts: InboxCounts
    let signed: SignIn.Signed
    var search = ""
    var isFaulty = false

    func response(_ visit: Visit, status: HTTPResponse.Status = .ok, _ main: HTML) -> Response {
        let words = visit.words
        let full = "\(title) – \(words(visit.town.profile.name))"
        let frame = OfficeFrame(
            head: DocumentHead(
                title: isFaulty ? words("page.faulty", ["title": .words(full)]) : full,
                language: visit.language,
                robots: .hidden,
                brandSheet: visit.path("brand.css?v=\(visit.town.revision)")
            ),
            mark: TownMark(
                sign: .letter(visit.town.profile.brand.mark),
                name: words(visit.town.profile.name),
                tagline: words("office.tagline"),
                home: visit.path("office")
            ),
            skip: words("page.skip"),
            search: OfficeFrame.Search(
                action: visit.path("office/find"),
                name: "number",
                label: words("office.search"),
                value: search
            ),
            user: OfficeFrame.User(
                name: signed.name.text,
                account: visit.path("office"),
                signOut: Form(action: visit.path("office/sign-out")),
                signOutWords: words("office.signOut")
            ),
            label: words("office.queues"),
            groups: [OfficeFrame.Group(title: words("office.cases"), entries: queues(visit))] + administration(visit),
            current: visit.path(queue),
            demo: visit.site.demo == nil
                ? nil : DemoBanner(label: words("demo.label"), words: words("demo.banner"))
        )
        return .html(frame.document(main), status: status)
    }

    private func queues(_ visit: Visit) -> [OfficeFrame.Entry] {
        [
            entry("open", "office", counts.open, visit),
            entry("new", "office?status=new", counts.new, visit),
            entry("overdue", "office?overdue=1", counts.overdue, visit, weight: counts.overdue > 0 ? .urgent : .normal),
        ]
    }

    /// What only administrators find.
    private func administration(_ visit: Visit) -> [OfficeFrame.Group] {
        guard signed.staff.role == .administrator else { return [] }
        let words = visit.words
        let ways =
            [("office.deliveries", "office/queue")]
            + (visit.town.accounts?.blocking == nil ? [] : [("office.residents", "office/residents")])
        let entries = ways.map { OfficeFrame.Entry(words: words($0.0), href: visit.path($0.1)) }
        return [OfficeFrame.Group(title: words("office.administration"), entries: entries)]
    }

    private func entry(
        _ name: String,
        _ path: String,
        _ count: Int,
        _ visit: Visit,
        weight: OfficeFrame.Entry.Weight = .normal
    ) -> OfficeFrame.Entry {
        OfficeFrame.Entry(
            words: visit.words("office.queue.\(name)"),
            href: visit.path(path),
            count: "\(count)",
            weight: weight
        )
    }
}
