import CityKit

/// Collects what is wrong with a typed form, so that all of it can be mended at once, and checks what every form of a
/// person ends with: the regulation and the age.
struct FormCheck {
    let town: Municipality
    let today: CivilDate
    private(set) var failures: [any Failure] = []

    init(in town: Municipality, on today: CivilDate) {
        self.town = town
        self.today = today
    }

    mutating func fail(_ failure: any Failure) { failures.append(failure) }

    /// Nil when it is wrong.
    mutating func take<Value, Fault: Failure>(_ parse: () throws(Fault) -> Value) -> Value? {
        do throws(Fault) {
            return try parse()
        } catch {
            fail(error)
            return nil
        }
    }

    /// Nil when it was left empty, which is allowed, or is wrong.
    mutating func optional<Value, Fault: Failure>(
        _ typed: String,
        _ parse: (String) throws(Fault) -> Value
    ) -> Value? {
        guard !typed.trimmingSpaces().isEmpty else { return nil }
        return take { () throws(Fault) in try parse(typed) }
    }

    mutating func optionalPhone(_ typed: String) -> PhoneNumber? {
        let country = PhoneNumber.Country(rawValue: town.profile.country) ?? .poland
        return optional(typed) { text throws(PhoneNumberFailure) in try PhoneNumber(typed: text, in: country) }
    }

    /// The version of the regulation in force, which must be the one that was accepted.
    mutating func regulation(accepted version: String) -> String {
        let current = town.regulation(on: today)?.version ?? ""
        if version.isEmpty {
            fail(ReportFailure.termsNotAccepted)
        } else if version != current {
            fail(ReportFailure.termsOutdated)
        }
        return current
    }

    /// The age that the person declares to have reached, in years; nil where the town asks for none.
    mutating func age(isDeclared: Bool) -> Int? {
        guard let minimum = town.reports.minimumAge else { return nil }
        if !isDeclared { fail(ReportFailure.ageNotDeclared(years: minimum.years)) }
        return minimum.years
    }
}
