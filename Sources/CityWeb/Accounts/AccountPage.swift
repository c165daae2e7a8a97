import CityDomain
import CityKit
import Hummingbird

/// A resident's account: own reports, profile, devices.
struct AccountPage {
    /// Stands for all devices but this one.
    static let others = "others"

    let profile: ResidentProfile
    let verification: VerificationLevel
    let reports: Page<ResidentReports.Entry>
    let devices: [SignInResident.Device]
    let identities: [LinkedIdentity]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return PublicPage(title: words("account.title"), section: .account, robots: .hidden).response(
            visit,
            """
            <div class="stack">\(done(visit))
            \(PageHead(title: words("account.title"), lead: profile.name, leadIcon: .user, action: signOut(visit)))</div>
            \(content(visit))
            """
        )
    }

    /// The reports, where the town takes some, and the cards beside them.
    private func content(_ visit: Visit) -> HTML {
        let own: HTML = "\(facts(visit))\(ServiceCard(linked: identities).html(visit))"
        guard visit.town.profile.modules.contains(.reports) else {
            return Columns(.even, own, deviceList(visit)).html
        }
        return Columns(.side, reportList(visit), "\(own)\(deviceList(visit))").html
    }

    private func signOut(_ visit: Visit) -> HTML {
        Form(action: visit.path("account/sign-out")).html(
            Button(words: visit.words("account.signOut"), icon: .signOut, look: .quiet).html
        )
    }

    /// What was done just now.
    private func done(_ visit: Visit) -> HTML? {
        let query = try? visit.query()
        if let count = query.flatMap({ Int($0["claimed"]) }), count >= 0 { return claimed(count, visit) }
        let changed = query?["changed"] ?? ""
        let keys =
            query?["new"] == "1" ? ["new"] : ["profile", "password", "devices", "services"].filter { $0 == changed }
        return keys.first.map { key in
            Notice(
                kind: .success,
                title: visit.words("account.done.\(key).title"),
                text: HTML(text: visit.words("account.done.\(key).text"))
            ).html
        }
    }

    private func claimed(_ count: Int, _ visit: Visit) -> HTML {
        Notice(
            kind: .success,
            title: visit.words("account.claimed.title"),
            text: HTML(text: visit.words(Text("account.claimed", ["count": .number(count)])))
        ).html
    }

    private func reportList(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows = reports.elements.map { ReportList.Row($0, visit) }
        let more = reports.next.map { next in
            Pagination(
                label: words("page.pages"),
                position: "",
                next: Link(words("page.older"), to: visit.path("account?after=\(next)"))
            )
        }
        let empty = EmptyState(
            title: words("account.reports.none.title"),
            text: words("account.reports.none.text"),
            action: LinkButton(Link(words("nav.report"), to: visit.path("report")))
        )
        let content: HTML = rows.isEmpty ? empty.html : "\(ReportList(level: .third, rows: rows))\(more)"
        let claim = Form(action: visit.path("account/claim")).html(
            Button(words: words("account.claim"), look: .quiet, size: .small).html
        )
        return PageSection(
            id: "own-reports",
            title: words("account.reports"),
            content: """
                <div class="stack tight">\(content)
                <p class="small">\(words("account.claim.lead"))</p>
                \(claim)</div>
                """
        ).html
    }

    private func facts(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows = [
            CheckList.Row(question: words("account.name"), answer: HTML(text: profile.name)),
            CheckList.Row(question: words("register.email"), answer: HTML(text: profile.email.text)),
            CheckList.Row(
                question: words("register.phone"),
                answer: HTML(text: profile.phone?.formatted ?? words("form.notGiven"))
            ),
            CheckList.Row(question: words("verification.title"), answer: HTML(text: words(verification.text))),
        ]
        let ways = ["profile", "email", "password", "privacy"].html { way in
            "<li>\(Link(words("account.change.\(way)"), to: visit.path("account/\(way)")))</li>\n"
        }
        let acting: HTML? = visit.town.accounts?.representation.map { _ in
            "<li>\(Link(words("representation.title"), to: visit.path("account/representations")))</li>\n"
        }
        let complaints: HTML? = visit.town.complaints.map { _ in
            "<li>\(Link(words("complaint.own.title"), to: visit.path("account/complaints")))</li>\n"
        }
        let comments: HTML? = visit.town.reports.comments.map { _ in
            "<li>\(Link(words("comment.own.title"), to: visit.path("account/comments")))</li>\n"
        }
        let addresses = Link(words("ownAddress.title"), to: visit.path(OwnAddressRoutes.path))
        let secondStep = Link(words("secondStep.title"), to: visit.path("account/second-step"))
        return Card(
            id: "profile",
            title: words("account.profile"),
            icon: .user,
            content: """
                \(FactList(rows: rows))
                <p class="small">\(words("account.profile.private"))</p>
                <ul class="bullets">\(ways)<li>\(addresses)</li>
                \(acting)\(complaints)\(comments)<li>\(secondStep)</li></ul>
                """
        ).html
    }

    private func deviceList(_ visit: Visit) -> HTML {
        let words = visit.words
        let others = devices.count > 1 ? button(Self.others, "account.devices.others", nil, visit) : nil
        return Card(
            id: "devices",
            title: words("account.devices"),
            icon: .mobile,
            content: """
                <ul class="bullets">\(devices.html { item($0, visit) })</ul>
                \(others)
                <p>\(Link(words("account.log.title"), to: visit.path("account/log")))</p>
                <p class="small">\(words("account.leak"))</p>
                """
        ).html
    }

    private func item(_ device: SignInResident.Device, _ visit: Visit) -> HTML {
        let words = visit.words
        let name = BrowserName(device.name)?.words ?? words("account.devices.unknown")
        let seen = words("account.devices.seen", ["moment": .words(visit.moment(device.seenAt))])
        let end: HTML =
            device.isThisOne
            ? "<b>\(words("account.devices.this"))</b>"
            : button(device.id.rawValue, "account.devices.end", name, visit)
        return "<li>\(name)<br><small>\(seen)</small><br>\(end)</li>\n"
    }

    private func button(_ device: String, _ key: String, _ context: String?, _ visit: Visit) -> HTML {
        Form(action: visit.path("account/devices"), hidden: [("device", device)]).html(
            Button(words: visit.words(key), look: .quiet, size: .small, context: context.map { ": \($0)" }).html
        )
    }
}

extension ReportList.Row {
    fileprivate init(_ entry: ResidentReports.Entry, _ visit: Visit) {
        let words = visit.words
        let category = visit.town.category(entry.category).map { words($0.name) } ?? entry.category.rawValue
        let received = visit.town.clock.date(of: entry.receivedAt).words(in: visit.language)
        let represented = entry.represented.map { words("representation.list.for", ["name": .words($0.words)]) }
        let due = entry.due.map { words("account.reports.due", ["date": .date($0)]) }
        self.init(
            look: entry.status.look,
            status: words(visit.status(entry.status, of: entry.category)),
            title: entry.title ?? entry.number.description,
            href: visit.path("z/\(entry.number.path)/\(entry.secret.grouped)"),
            place: [category, due].compactMap(\.self).joined(separator: " · "),
            facts: ["\(entry.number)", received, represented].compactMap(\.self).joined(separator: " · "),
            language: visit.languageOfReports
        )
    }
}

/// What a browser's `User-Agent` says in two words: “Firefox, Linux”.
struct BrowserName {
    let words: String

    /// Nil for what says nothing of the kind.
    init?(_ agent: String) {
        let browser = Self.browsers.first { agent.contains($0.mark) }?.name
        let system = Self.systems.first { agent.contains($0.mark) }?.name
        let parts = [browser, system].compactMap(\.self)
        guard !parts.isEmpty else { return nil }
        words = parts.joined(separator: ", ")
    }

    // In this order: each later one is named by the earlier ones as well.
    private static let browsers: [(mark: String, name: String)] = [
        ("Firefox/", "Firefox"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]
    private static let systems: [(mark: String, name: String)] = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]
}
