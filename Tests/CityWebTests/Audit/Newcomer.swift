import CityKit
import Testing

@testable import CityWeb

/// Somebody who is invited and joins, as far as the pages have told.
struct Newcomer {
    private var person = ""
    private var link = ""
    private var code = ""
    /// The code of the half minute after.
    private var next = ""

    func filled(_ text: String) -> String {
        text.replacing("PERSON", with: person).replacing("LINK", with: link).replacing("CODE", with: code)
            .replacing("NEXT", with: next)
    }

    mutating func read(_ markup: String, at now: Instant) throws {
        if let found = markup.firstMatch(of: #/office\/join\/([0-9a-z]{52})/#) { link = String(found.1) }
        if let found = markup.firstMatch(of: #/href="\/kielce\/office\/staff\/([0-9a-z]{26})"/#) {
            if link.isEmpty == false { person = String(found.1) }
        }
        guard markup.contains("id=\"code\"") else { return }
        let app = try Authenticator(reading: markup)
        (code, next) = (app.code(at: now), app.code(at: now + .seconds(30)))
    }
}
