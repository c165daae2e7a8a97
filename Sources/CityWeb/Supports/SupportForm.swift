import CityDomain
import CityKit

/// Where somebody says "me too" of a report, and how many persons it is about.
struct SupportForm {
    /// Who sent it, who sent those that are joined to it, and who says so.
    var persons = 1
    var standing = Standing.open
    var email = ""
    var errors = ErrorFields.none
    /// What is counted elsewhere on the page.
    var idea: IdeaProgress?

    enum Standing {
        case open
        /// A letter was sent just now, or had been before.
        case asked
        /// The account counts.
        case given
        /// The account sent the report.
        case own
    }

    /// Nothing for a report that is joined to another one; the number alone once nothing more will happen.
    func card(of report: Report, _ visit: Visit) -> HTML? {
        guard report.joined == nil else { return nil }
        // Who said so can take it back, whatever the town takes now.
        let takesWords = visit.town.takesSupport || standing == .given
        let isOver = report.status.isFinished || idea?.daysLeft(on: visit.today) == 0 || !takesWords
        let content = [count(visit), isOver ? nil : way(of: report, visit)].compactMap(\.self)
        guard !content.isEmpty else { return nil }
        return Card(
            id: "support",
            title: visit.words(isOver ? "support.count" : title),
            icon: .people,
            look: .soft,
            content: content.html { $0 }
        ).html
    }

    private func count(_ visit: Visit) -> HTML? {
        persons > 1 && idea == nil
            ? "<p><b>\(visit.words("persons.reported", ["count": .number(persons)]))</b></p>\n" : nil
    }

    private func way(of report: Report, _ visit: Visit) -> HTML {
        switch (standing, visit.resident) {
        case (.own, _): "<p class=\"small\">\(visit.words("support.own"))</p>"
        case (.asked, _): notice("asked", visit)
        case (.given, _): given(report, visit)
        case (.open, nil): guest(report, visit)
        case (.open, _): account(report, visit)
        }
    }

    private func notice(_ key: String, _ visit: Visit) -> HTML {
        Notice(
            kind: .success,
            title: visit.words("support.\(key).title"),
            text: HTML(text: visit.words("support.\(key).text"))
        ).html
    }

    private func given(_ report: Report, _ visit: Visit) -> HTML {
        let back = Form(action: visit.path("reports/\(report.number.path)/support/back")).html(
            Button(words: visit.words("support.back"), icon: .cross, look: .quiet, size: .small).html
        )
        return "\(notice("given", visit))\n\(back)"
    }

    private func account(_ report: Report, _ visit: Visit) -> HTML {
        Form(action: visit.path("reports/\(report.number.path)/support")).html(
            """
            <p class="small">\(visit.words(text))</p>
            \(Consent(name: "news", words: visit.words("support.news")))
            \(Button(words: visit.words(button), icon: .plus, look: .quiet))
            """
        )
    }

    private func guest(_ report: Report, _ visit: Visit) -> HTML {
        let words = visit.words
        return Form(action: visit.path("reports/\(report.number.path)/support")).html(
            """
            <p class="small">\(words(text))</p>
            \(Field(
                name: "email",
                label: words("support.email"),
                hint: words("support.hint"),
                error: errors["email"],
                control: .line(TextLine(value: email, kind: .email, autocomplete: .email)),
                prefix: "support-"
            ))
            \(Button(words: words(button), icon: .plus, look: .quiet))
            """
        )
    }

    private var title: String { idea == nil ? "support.title" : "idea.say.title" }
    private var text: String { idea == nil ? "support.text" : "idea.say.text" }
    private var button: String { idea == nil ? "support.button" : "idea.say.button" }
}

extension Visit {
    /// The form as it stands for whoever asks.
    func supportForm(of report: Report) async throws -> SupportForm {
        var form = SupportForm()
        form.persons = try await site.useCases.supports.count(report.id, in: town.id)
        form.idea = IdeaProgress(report, persons: form.persons, in: town)
        if let resident {
            form.standing =
                switch try await site.useCases.supports.support.standing(of: resident, report, in: town) {
                case .open: .open
                case .given: .given
                case .own: .own
                }
        } else if try query()["support"] == "asked" {
            form.standing = .asked
        }
        return form
    }
}
