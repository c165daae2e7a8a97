import CityDomain
import CityKit
import Testing

/// Log lines, crash reports and failed tests print values by description, reflection or encoding.
@Suite struct RedactionTests {
    private struct Holder {
        let sealed = Sealed<EmailAddress>(ciphertext: Array("hidden words".utf8))
        let address: EmailAddress
        let name: PersonName
        let phone: PhoneNumber
        let words = PersonalText("hidden words")
        let password = Password(typed: "hidden words")
        let hash = PasswordHash(phc: "hidden words")
        let token: Token
        let wrapped = WrappedKey(bytes: Array("hidden words".utf8))
        let mailbox: Mailbox

        init() throws {
            address = try EmailAddress(typed: "hidden@words.example")
            name = try PersonName(typed: "Hidden Words")
            phone = try PhoneNumber(typed: "600 123 456", in: .poland)
            token = Token(bytes: Array("hidden words".utf8))
            mailbox = Mailbox(name: "Hidden Words", address: address)
        }
    }

    @Test("No way of printing shows what is sealed, personal or secret")
    func printing() throws {
        let holder = try Holder()
        var dumped = ""
        dump(holder, to: &dumped)
        let reflected = Mirror(reflecting: holder).children.flatMap { child in
            [String(describing: child.value), String(reflecting: child.value), "\(child.value)"]
                + Mirror(reflecting: child.value).children.map { "\($0)" }
        }
        let everything = (["\(holder)", String(reflecting: holder), dumped] + reflected).joined(separator: "\n")
        let hidden = [
            "hidden", "Hidden", "600123456", holder.token.text, "104, 105, 100", Base32.encode("hidden words".utf8),
        ]
        for word in hidden { #expect(!everything.contains(word), "\(word) is shown") }
    }

    @Test("Each kind of value says what it is")
    func standIns() throws {
        let holder = try Holder()
        #expect("\(holder.sealed) \(holder.address) \(holder.token)" == "‹sealed› ‹personal› ‹secret›")
        #expect(String(reflecting: [holder.sealed]) == "[‹sealed›]")
    }

    @Test("What is sealed and what is secret cannot be encoded")
    func encoding() throws {
        let holder = try Holder()
        let values: [Any] = [holder.sealed, holder.password, holder.hash, holder.token, holder.wrapped, holder.words]
        #expect(values.allSatisfy { !($0 is any Encodable) })
    }
}
