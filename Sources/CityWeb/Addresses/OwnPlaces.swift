import CityDomain
import CityKit

/// The addresses of whoever is signed in, each with a way to take it for the place of a report. Those that the register
/// does not have are not among them: they have no place.
struct OwnPlaces {
    private let entries: [KeepOwnAddresses.Entry]

    static let none = Self([])

    init(_ entries: [KeepOwnAddresses.Entry]) { self.entries = entries.filter { $0.own.address.registered != nil } }

    /// Nothing for somebody without such an address.
    ///
    /// - Parameter returns: what the address of the step says of the way back.
    func html(_ visit: Visit, returning returns: String) -> HTML? {
        guard !entries.isEmpty else { return nil }
        let words = visit.words
        return """
            <nav class="stack tight" aria-labelledby="own-places">
            <p class="choice-head" id="own-places">\(words("ownAddress.places"))</p>
            <ul class="row tight">\(entries.html { item($0, visit, returns) })</ul>
            </nav>
            """
    }

    private func item(_ entry: KeepOwnAddresses.Entry, _ visit: Visit, _ returns: String) -> HTML {
        let path = visit.path("\(ReportStep.place.path)?own=\(entry.id)\(returns)")
        let words = "\(entry.own.name(visit.words)): \(entry.own.address.line)"
        return "<li>\(LinkButton(Link(words, to: path), look: .quiet, size: .small))</li>\n"
    }

    /// The place of the address that a link names; nil for any other.
    func place(_ id: String) -> (address: String, point: Coordinate)? {
        entries.first { $0.id.rawValue == id }.flatMap { entry in
            entry.own.address.registered.map { (entry.own.address.line, $0.point) }
        }
    }
}
