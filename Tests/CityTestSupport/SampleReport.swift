public import CityDomain
public import CityKit
public import CityStorage

extension Submission {
    /// Everything the town demands and nothing more.
    public static func sample(in town: Municipality, on today: CivilDate = CivilDate(2026, 4, 27)) -> Submission {
        var submission = Submission()
        submission.category = town.categories.first?.id.rawValue ?? ""
        submission.description = "Przy przejściu nie świeci latarnia. Po zmroku nic tu nie widać."
        submission.address = "ul. Zmyślona 21"
        submission.termsVersion = town.regulation(on: today)?.version ?? ""
        submission.declaresAge = true
        return submission
    }

    /// With all that can be told about oneself.
    public static func personal(in town: Municipality) -> Submission {
        var submission = sample(in: town)
        submission.hint = "trzecia latarnia od skrzyżowania"
        submission.latitude = town.somewhere.map { "\($0.latitude)" } ?? ""
        submission.longitude = town.somewhere.map { "\($0.longitude)".replacing(".", with: ",") } ?? ""
        submission.name = "Żaneta Wymyślona"
        submission.email = "zaneta.wymyslona@poczta.example"
        submission.phone = "600 123 456"
        return submission
    }
}

extension Municipality {
    /// A point in the town: that of the samples where it is one.
    public var somewhere: Coordinate? {
        guard let boundary, let usual = PublicText.sample.point, !boundary.contains(usual) else {
            return PublicText.sample.point
        }
        let corners = Set(boundary.rings.first ?? [])
        return Coordinate(
            latitude: (corners.map(\.latitude).reduce(0, +) / Double(corners.count) * 1_000).rounded() / 1_000,
            longitude: (corners.map(\.longitude).reduce(0, +) / Double(corners.count) * 1_000).rounded() / 1_000
        )
    }
}

/// What must not be found in public: everything `Submission.personal` says of its author, in all forms.
public enum PersonalTraces {
    public static let all = [
        "Żaneta", "Wymyślona", "zaneta", "wymyslona", "poczta.example", "600 123 456", "600123456",
    ]

    /// The traces that `text` holds.
    public static func found(in text: String) -> [String] { all.filter { text.contains($0) } }
}

extension PublicText {
    public static let sample = PublicText(
        title: "Przy przejściu nie świeci latarnia",
        description: "Przy przejściu nie świeci latarnia.",
        address: "ul. Zmyślona",
        point: Coordinate(latitude: 50.87033, longitude: 20.62752)
    )
}

extension SQLReportStore {
    /// Confirms an address that has no account.
    ///
    /// - Returns: whether it was unconfirmed until now.
    public func confirmEmail(of report: ID<Report>, emailIndex: [UInt8], at now: Instant, in town: ID<Municipality>)
        async throws -> Bool
    {
        let outcome = try await confirmEmail(of: report, emailIndex: emailIndex, loginIndex: [], at: now, in: town)
        if case .confirmed = outcome { return true }
        return false
    }
}
