import CityDomain
import CityKit
import CityTestSupport
import Foundation

@testable import CityChannels

/// Short messages, and what sends them, as tests need them.
enum SampleSMS {
    static let town = ID<Municipality>("t1")
    static let clock = FakeClock(.monday)

    static func links(_ base: String = "https://town.example/sms/receipts") -> ReceiptLinks {
        ReceiptLinks(base: base) { delivery, town in Array("\(town)/\(delivery)/key of the tests".utf8) }
    }

    static func message(
        _ text: String = "Alarm!",
        id: String = "d1",
        to number: String = "+48600123456",
        for time: Duration? = nil,
        spelling: SMSSpelling = .asWritten
    ) throws -> SMSMessage {
        SMSMessage(
            id: ID(id),
            municipality: town,
            to: try PhoneNumber(typed: number, in: .poland),
            text: SMSText(text, spelling: spelling),
            expiresAt: time.map { clock.now + $0 }
        )
    }

    static func terms(connections: Int = 1, timeout: Duration = .seconds(10)) throws -> SMSTerms {
        try SMSTerms(sender: "Ratusz", price: "0.08", connections: connections, timeout: timeout)
    }

    /// The fields of a form or query, by their names.
    static func fields(of request: String) -> FormFields {
        let line = request.prefix { !$0.isNewline }.split(separator: " ")
        let query = line.count > 1 ? line[1].split(separator: "?", maxSplits: 1).dropFirst().first ?? "" : ""
        let body = request.split(separator: "\r\n\r\n", maxSplits: 1).dropFirst().first ?? ""
        return FormFields(body.isEmpty ? query : body)
    }
}
