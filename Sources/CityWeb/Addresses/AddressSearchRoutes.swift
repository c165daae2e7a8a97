import CityDomain
import CityKit
import Foundation
import HTTPTypes
import Hummingbird

/// Search in the town's register of addresses: a page for everybody, and the answers that a field shows while one types.
struct AddressSearchRoutes {
    let site: Site

    /// The page and the answers, in the town.
    static let paths = ["addresses", "addresses.json"]

    private static let answers = 8

    func add(to router: Router<CityContext>) {
        router.get("/:town/addresses") { request, context in
            let visit = try site.visit(request, context)
            let query = try AddressQuestion(visit)
            if !query.text.isEmpty { try visit.countAddressSearch() }
            let found = query.text.isEmpty ? nil : search(query, limit: SearchAddresses.most, visit)
            let addresses = site.useCases.addresses.addresses(of: visit.town.id)
            return AddressSearchPage(
                query: query.text,
                matches: found,
                isEmpty: !addresses.hasHouses,
                sample: addresses.isSample ? SampleNotice(visit: visit) : nil
            ).response(visit)
        }
        router.get("/:town/addresses.json") { request, context in
            let visit = try site.visit(request, context)
            try visit.countAddressSearch()
            let matches = search(try AddressQuestion(visit), limit: Self.answers, visit)
            let bytes = try JSONEncoder().encode(AddressSuggestions(matches, visit))
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/json", .cacheControl: "private, max-age=60",
                    .vary: "Accept-Language, Cookie",
                ],
                body: ResponseBody(byteBuffer: .init(bytes: bytes))
            )
        }
    }

    private func search(_ question: AddressQuestion, limit: Int, _ visit: Visit) -> [AddressMatch] {
        site.useCases.addresses.addresses(of: visit.town.id)(question.text, near: question.place, limit: limit)
    }
}

extension Visit {
    /// Counts a search of the network that asks, apart from what programs ask for. Fields ask while somebody types.
    ///
    /// - Throws: `RequestFailure.tooManyRequests`.
    func countAddressSearch() throws(RequestFailure) {
        try site.limits.countSearch(from: network, in: town.id, at: now)?.check()
    }
}

/// `?q=…&near=latitude,longitude`. A place that cannot be read is left out.
struct AddressQuestion {
    let text: String
    let place: Coordinate?

    init(_ visit: Visit) throws {
        let query = try visit.query()
        text = query["q"].trimmingSpaces()
        let parts = query["near"].split(separator: ",").map(String.init)
        place = parts.count == 2 ? Coordinate(typedLatitude: parts[0], longitude: parts[1]) : nil
    }
}

/// What a field shows below itself.
struct AddressSuggestions: Encodable {
    struct Suggestion: Encodable {
        let line: String
        let note: String?
        /// Of houses alone: the middle of a street is no place of a report.
        let latitude: Double?
        let longitude: Double?
    }

    /// For those who do not see the list.
    let said: String
    let addresses: [Suggestion]

    init(_ matches: [AddressMatch], _ visit: Visit) {
        said = visit.words("address.suggestions", ["count": .number(matches.count)])
        addresses = matches.map { match in
            Suggestion(
                line: match.line(in: visit.language),
                note: visit.note(on: match),
                latitude: match.house?.point.latitude,
                longitude: match.house?.point.longitude
            )
        }
    }
}

extension Visit {
    /// What one must know of an answer that is not just what was typed; nil for one that is.
    func note(on match: AddressMatch) -> String? {
        var notes: [String] = []
        if let former = match.formerName { notes.append(words("address.former", ["name": .words(former.full)])) }
        switch match.fit {
        case .whole: break
        case .nextTo(let number): notes.append(words("address.nextTo", ["number": .words("\(number)")]))
        case .withoutNumber(let number):
            notes.append(words("address.withoutNumber", ["number": .words("\(number)")]))
        }
        return notes.isEmpty ? nil : notes.joined(separator: " ")
    }
}
