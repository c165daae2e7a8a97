import CityDomain
import CityKit
import CityTestSupport

@testable import CityWeb

/// The steps of the form, filled in as a resident of the first town would.
extension Browser {
    private var town: Municipality { site.town }
    private var form: String { "/\(town.id)/report" }

    func fillPlace() async throws -> Answer {
        let typed = Submission.personal(in: town)
        return try await post(
            "\(form)/place",
            [
                "address": "ul. Zmyślona 21", "hint": "przy słupie", "latitude": typed.latitude,
                "longitude": typed.longitude,
            ]
        )
    }

    func fillProblem() async throws -> Answer {
        // Browsers send line breaks as CRLF.
        try await post(
            "\(form)/problem",
            ["category": town.categories[1].id.rawValue, "description": "Nie świeci latarnia.\r\nOd dawna."]
        )
    }

    /// Sends files from the step for photos, with the terms of the town accepted unless said otherwise.
    func addPhotos(
        _ files: [(name: String, content: [UInt8])],
        step: String = "add",
        accepting terms: String? = nil
    ) async throws -> Answer {
        let version = town.regulation(on: town.clock.date(of: site.hall.now))?.version ?? ""
        return try await postFiles("\(form)/photos", ["photoTerms": terms ?? version, "step": step], files: files)
    }

    func fillContact() async throws -> Answer {
        try await post(
            "\(form)/contact",
            ["email": "ida@poczta.example", "name": "Ida Zmyślona", "phone": "600 123 456"]
        )
    }

    /// Presses the last button, everything ticked.
    func send() async throws -> Answer {
        let today = town.clock.date(of: site.hall.now)
        return try await post(
            "\(form)/check",
            ["terms": town.regulation(on: today)?.version ?? "", "age": "yes"]
        )
    }
}
