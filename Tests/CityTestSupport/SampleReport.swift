public import CityDomain
public import CityKit

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
        submission.latitude = "50.87033"
        submission.longitude = "20,62752"
        submission.name = "Żaneta Wymyślona"
        submission.email = "zaneta.wymyslona@poczta.example"
        submission.phone = "600 123 456"
        return submission
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
