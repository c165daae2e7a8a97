import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// New and changed reports for feed readers, filtered like the list.
struct ReportFeed {
    enum Format: String, CaseIterable {
        /// RFC 4287.
        case atom
        /// RSS 2.0.
        case rss

        var mediaType: String { "application/\(rawValue)+xml; charset=utf-8" }
    }

    /// Of each format, in the town.
    static let paths = Format.allCases.map { "reports.\($0.rawValue)" }

    /// Entries in a feed.
    static let length = 50

    let format: Format
    let form: PublicQueryForm
    let entries: [PublicEntry]

    func response(_ visit: Visit) -> Response {
        let body = format == .atom ? atom(visit) : rss(visit)
        let document = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\(body.markup)"
        var response = Response.shared(Array(document.utf8), format.mediaType, seconds: 60, for: visit.request)
        response.headers[.vary] = "Accept-Language, Cookie"
        return response
    }

    private func atom(_ visit: Visit) -> HTML {
        let own = visit.link(form.path("reports.atom"))
        let items = entries.html { entry -> HTML in
            let link = visit.link("reports/\(entry.number.path)")
            return """
                <entry><id>\(link)</id><title>\(Self.plain(entry.title))</title><link href="\(link)"/>\
                <published>\(entry.publishedAt.rfc3339)</published><updated>\(entry.updatedAt.rfc3339)</updated>\
                <summary>\(Self.plain(summary(entry, visit)))</summary></entry>

                """
        }
        return """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(visit.language.rawValue)">
            <id>\(own)</id><title>\(title(visit))</title><updated>\(changed(visit).rfc3339)</updated>
            <link rel="self" href="\(own)"/><link href="\(visit.link(form.path("reports")))"/>
            <author><name>\(visit.words(visit.town.profile.office.name))</name></author>
            \(items)</feed>

            """
    }

    private func rss(_ visit: Visit) -> HTML {
        let own = visit.link(form.path("reports.rss"))
        let items = entries.html { entry -> HTML in
            let link = visit.link("reports/\(entry.number.path)")
            // A reader that knows the id shows nothing: a change needs an id of its own.
            return """
                <item><guid isPermaLink="false">\(link)#\(entry.updatedAt.milliseconds)</guid><link>\(link)</link>\
                <title>\(Self.plain(entry.title))</title><pubDate>\(entry.updatedAt.rfc822)</pubDate>\
                <description>\(Self.plain(summary(entry, visit)))</description></item>

                """
        }
        return """
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
            <title>\(title(visit))</title><link>\(visit.link(form.path("reports")))</link>
            <description>\(visit.words("reports.lead"))</description><language>\(visit.language.rawValue)</language>
            <lastBuildDate>\(changed(visit).rfc822)</lastBuildDate>
            <atom:link rel="self" type="application/rss+xml" href="\(own)"/>
            \(items)</channel></rss>

            """
    }

    private func title(_ visit: Visit) -> String {
        "\(visit.words("reports.title")) – \(visit.words(visit.town.profile.name))"
    }

    /// The newest change; without any, a moment that stays the same.
    private func changed(_ visit: Visit) -> Instant {
        entries.map(\.updatedAt).max() ?? visit.town.clock.start(of: CivilDate(visit.today.year, 1, 1))
    }

    private func summary(_ entry: PublicEntry, _ visit: Visit) -> String {
        let category = visit.town.category(entry.category).map { visit.words($0.name) }
        return [
            visit.words(entry.status.text), category, entry.address, entry.number.description,
        ].compactMap(\.self).joined(separator: " · ")
    }

    /// Without the characters that XML 1.0 cannot hold (§2.2).
    static func plain(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { scalar in
            scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF || scalar == "\n" || scalar == "\t"
        }
        return String(String.UnicodeScalarView(kept))
    }
}

extension Instant {
    /// As RSS writes moments (RFC 822 with four digits for the year), in UTC: `Tue, 30 Dec 2025 16:42:05 +0000`.
    var rfc822: String {
        let text = rfc3339
        let day = CivilDate(String(text.prefix(10))) ?? CivilDate(dayNumber: 0)
        let weekday = day.words(in: .english, style: .weekdayShort)
        let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][day.month - 1]
        let time = text.dropFirst(11).prefix(8)
        return "\(weekday), \(day.day < 10 ? "0" : "")\(day.day) \(month) \(day.year) \(time) +0000"
    }
}
