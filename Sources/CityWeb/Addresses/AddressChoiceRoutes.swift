import CityDomain
import CityKit
import Hummingbird

/// The page behind the first step of the form that asks which address was meant; skipped when that is plain, and when the
/// register has nothing like it.
struct AddressChoiceRoutes {
    let site: Site

    static let path = "report/address"

    private static let most = 6

    func add(to router: Router<CityContext>) {
        router.get("/:town/\(Self.path)") { request, context in try await show(site.visit(request, context)) }
        router.post("/:town/\(Self.path)") { request, context in try await take(site.visit(request, context)) }
    }

    /// The way to the question, where there is one after the step.
    func detour(after step: ReportStep, to next: String, _ submission: Submission, _ visit: Visit) -> String? {
        guard step == .place, !choices(submission, visit).isEmpty else { return nil }
        return "\(Self.path)?next=\(next.escapedInQuery)"
    }

    /// Houses that the address may mean; none where it has a point.
    private func choices(_ submission: Submission, _ visit: Visit) -> [AddressMatch] {
        guard submission.point == nil else { return [] }
        let addresses = site.useCases.addresses.addresses(of: visit.town.id)
        guard case .choices(let matches) = addresses.resolve(submission.address) else { return [] }
        return Array(matches.filter { $0.house != nil }.prefix(Self.most))
    }

    private func show(_ visit: Visit) async throws -> Response {
        try visit.admitReporters()
        let next = ReportStep.path(in: try visit.query()["next"]) ?? ReportStep.problem.path
        guard let token = visit.draftToken, let draft = try await visit.draft(token) else {
            return visit.redirect("\(ReportStep.place.path)?lost=1")
        }
        let choices = choices(draft.submission, visit)
        guard !choices.isEmpty else { return visit.redirect(next) }
        return AddressChoicePage(
            typed: draft.submission.address,
            choices: choices,
            section: .report,
            back: ReportStep.place.path,
            action: Self.path,
            answer: "address",
            hidden: [("next", next)],
            typedHint: "address.choice.typed.hint"
        ).response(visit)
    }

    private func take(_ visit: Visit) async throws -> Response {
        try visit.admitReporters()
        let form = try await visit.form()
        let next = ReportStep.path(in: form["next"]) ?? ReportStep.problem.path
        guard let token = visit.draftToken, var draft = try await visit.draft(token) else {
            return visit.redirect("\(ReportStep.place.path)?lost=1")
        }
        let chosen = choices(draft.submission, visit).first { $0.line(in: visit.language) == form["address"] }
        if let chosen, let point = chosen.point {
            draft.submission.address = chosen.line(in: visit.language)
            draft.submission.take(point)
            try await visit.keep(draft, token)
        }
        return visit.redirect(
            await SimilarRoutes(site: site).detour(after: .place, to: next, draft.submission, visit)
        )
    }
}

extension Submission {
    /// Gives the report the place of its address, where it has none and the register knows the house.
    ///
    /// - Parameter earlier: the form as it was: a place that came from its address goes with it.
    mutating func takePoint(from addresses: SearchAddresses, after earlier: Self) {
        if address != earlier.address, point == earlier.point,
            case .house(let old) = addresses.resolve(earlier.address),
            old.point == point
        {
            (latitude, longitude) = ("", "")
        }
        guard point == nil, case .house(let match) = addresses.resolve(address), let point = match.point else { return }
        take(point)
    }

    /// The place that a link to the first step names: one of the own addresses, or any.
    mutating func takePlace(of query: FormData, _ own: OwnPlaces) {
        if let place = own.place(query["own"]) {
            address = place.address
            return take(place.point)
        }
        guard !query["address"].isEmpty else { return }
        (address, latitude, longitude) = (query["address"], query["latitude"], query["longitude"])
    }

    fileprivate mutating func take(_ point: Coordinate) {
        (latitude, longitude) = ("\(point.latitude)", "\(point.longitude)")
    }
}

/// “Which address do you mean?”
struct AddressChoicePage {
    let typed: String
    let choices: [AddressMatch]
    let section: PublicPage.Section
    /// The page on which the address was typed.
    let back: String
    let action: String
    /// Names the answer: the line of a house, or nothing for the address as it was typed.
    let answer: String
    /// What goes along with the answer.
    let hidden: [(name: String, value: String)]
    /// The key of what becomes of an address that stays as it was typed.
    let typedHint: String

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let known = choices.map { match in
            let line = match.line(in: visit.language)
            return Choices.Choice(value: line, words: line, hint: visit.note(on: match))
        }
        let asTyped = Choices.Choice(
            value: "",
            words: words("address.choice.typed", ["address": .words(typed)]),
            hint: words(typedHint)
        )
        return PublicPage(title: words("address.choice.title"), section: section, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path(back)))
            <h1>\(words("address.choice.title"))</h1>
            \(Form(action: visit.path(action), hidden: hidden).html("""
                \(Choices(
                    name: answer,
                    legend: words("address.choice.legend"),
                    groups: [Choices.Group(title: "", choices: known + [asTyped])],
                    selected: [known.first?.value ?? ""]
                ))
                \(Button(words: words("address.choice.button")))
                """))
            </div>
            """
        )
    }
}
