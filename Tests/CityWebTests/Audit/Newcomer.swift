import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

/// Somebody who is invited and joins, as far as the pages have told.
struct Newcomer {
    private var person = ""
    private var link = ""
    private var code = ""
    /// The code of the half minute after.
    private var next = ""
    private var recovery = ""
    private var passkey = ""
    private var challenge: [UInt8] = []
    private let authenticator: FakePasskey

    init() throws { authenticator = try FakePasskey() }

    func filled(_ text: String) -> String {
        text.replacing("PERSON", with: person).replacing("LINK", with: link).replacing("CODE", with: code)
            .replacing("NEXT", with: next).replacing("RECOVERY", with: recovery).replacing("PASSKEY", with: passkey)
    }

    /// The fields of a form; `passkey` stands for what an authenticator sends.
    func filled(_ form: [(name: String, value: String)]) throws -> [(name: String, value: String)] {
        try form.flatMap { field in
            switch (field.name, field.value) {
            case ("passkey", "made"): authenticator.make(challenge).fields
            case ("passkey", _): try authenticator.answer(challenge).fields
            default: [(name: field.name, value: filled(field.value))]
            }
        }
    }

    mutating func read(_ markup: String, at now: Instant) throws {
        if let found = markup.firstMatch(of: #/office\/join\/([0-9a-z]{52})/#) { link = String(found.1) }
        if let found = markup.firstMatch(of: #/href="\/kielce\/office\/staff\/([0-9a-z]{26})"/#) {
            if link.isEmpty == false { person = String(found.1) }
        }
        if let found = markup.firstMatch(of: #/<code class="by-hand">([0-9a-z-]{11})<\/code>/#) {
            recovery = String(found.1)
        }
        if let found = markup.firstMatch(of: #/passkeys\/([0-9a-z]{26})\/remove/#) { passkey = String(found.1) }
        if let found = markup.firstMatch(of: #/data-challenge="([\w-]+)"/#) {
            challenge = Base64URL.bytes(found.1) ?? []
        }
        guard markup.contains("otpauth:") else { return }
        let app = try Authenticator(reading: markup)
        (code, next) = (app.code(at: now), app.code(at: now + .seconds(30)))
    }
}
