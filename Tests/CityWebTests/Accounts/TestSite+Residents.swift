import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

extension TestSite {
    /// What an invented person types on the page of registration.
    func registration(_ email: String = "ida@example.org") -> KeyValuePairs<String, String> {
        let version = town.regulation(on: town.clock.date(of: hall.now))?.version ?? ""
        return [
            "givenName": "Ida", "surname": "Przykładowa", "email": email, "phone": "600 100 200",
            "password": Password.sample.text, "terms": version, "age": "yes", "ageGroup": "ofAge",
        ]
    }

    /// Fills in the form of a report and sends it.
    func report(_ browser: Browser, phone: String) async throws {
        _ = try await browser.fillPlace()
        _ = try await browser.fillProblem()
        try await send(browser, phone: phone)
    }

    /// The last two steps of the form of a report, with the data of the account.
    func send(_ browser: Browser, phone: String) async throws {
        _ = try await browser.post(
            "/\(town.id)/report/contact",
            ["name": "Ida Przykładowa", "email": "ida@example.org", "phone": phone]
        )
        let version = town.regulation(on: town.clock.date(of: hall.now))?.version ?? ""
        let sent = try await browser.post("/\(town.id)/report/check", ["terms": version, "age": "yes"])
        #expect(sent.location.hasSuffix("/receipt"))
    }

    /// A browser whose resident has just opened an account.
    func resident(_ email: String = "ida@example.org") async throws -> Browser {
        let (browser, base) = (browser(), "/\(town.id)")
        let sent = try await browser.post("\(base)/account/register", registration(email))
        #expect(sent.location == "\(base)/account/sent")
        let link = try await hall.accountLink()
        let opened = try await browser.post(link.path, ["password": Password.sample.text])
        #expect(opened.location == "\(base)/account?new=1")
        return browser
    }
}
