public import CityKit

/// What somebody types to get an account: nothing in it has been checked.
public struct Registration: Personal, Equatable {
    public var givenName = ""
    public var surname = ""
    public var email = ""
    public var phone = ""
    public var password = Password(typed: "")
    /// The version of the regulation that was read; empty when none.
    public var termsVersion = ""
    /// Whether the person declares to have reached the town's minimum age.
    public var declaresAge = false

    public init() {}
}

/// A registration after every check.
struct CheckedRegistration: Sendable {
    let profile: ResidentProfile
    let password: Password
    let termsVersion: String
    let declaredAge: Int?

    /// - Throws: `Failures` with everything that is wrong, so that all can be mended at once.
    init(_ form: Registration, in town: Municipality, on today: CivilDate) throws {
        var check = RegistrationCheck(form, in: town, on: today)
        let profile = check.profile()
        let password = check.password()
        let termsVersion = check.termsVersion()
        let declaredAge = check.age()
        guard let profile, let password, check.failures.isEmpty else { throw Failures(check.failures) }
        self.profile = profile
        self.password = password
        self.termsVersion = termsVersion
        self.declaredAge = declaredAge
    }
}

/// Collects what is wrong with a registration, or with a changed profile.
struct RegistrationCheck {
    private let form: Registration
    private let town: Municipality
    private let today: CivilDate
    private(set) var failures: [any Failure] = []

    init(_ form: Registration, in town: Municipality, on today: CivilDate) {
        self.form = form
        self.town = town
        self.today = today
    }

    /// Nil when a part of it is missing or wrong.
    mutating func profile() -> ResidentProfile? {
        let givenName = name(form.givenName, "givenName")
        let surname = name(form.surname, "surname")
        let form = form
        let email = take { () throws(EmailAddressFailure) in try EmailAddress(typed: form.email) }
        let country = PhoneNumber.Country(rawValue: town.profile.country) ?? .poland
        let phone =
            form.phone.trimmingSpaces().isEmpty
            ? nil : take { () throws(PhoneNumberFailure) in try PhoneNumber(typed: form.phone, in: country) }
        guard let givenName, let surname, let email else { return nil }
        return ResidentProfile(givenName: givenName, surname: surname, email: email, phone: phone)
    }

    mutating func password() -> Password? {
        do throws(PasswordFailure) {
            try PasswordRule.check(form.password, login: try? EmailAddress(typed: form.email))
            return form.password
        } catch {
            failures.append(error)
            return nil
        }
    }

    /// Who registers confirms to have read the regulation in force (L-27).
    mutating func termsVersion() -> String {
        let current = town.regulation(on: today)?.version ?? ""
        if form.termsVersion.isEmpty {
            failures.append(ReportFailure.termsNotAccepted)
        } else if form.termsVersion != current {
            failures.append(ReportFailure.termsOutdated)
        }
        return current
    }

    mutating func age() -> Int? {
        guard let minimum = town.reports.minimumAge else { return nil }
        if !form.declaresAge { failures.append(ReportFailure.ageNotDeclared(years: minimum.years)) }
        return minimum.years
    }

    private mutating func name(_ typed: String, _ field: String) -> PersonName? {
        do throws(PersonNameFailure) {
            return try PersonName(typed: typed)
        } catch {
            failures.append(AccountFailure.name(error, field: field))
            return nil
        }
    }

    private mutating func take<Value, Fault: Failure>(_ parse: () throws(Fault) -> Value) -> Value? {
        do throws(Fault) {
            return try parse()
        } catch {
            failures.append(error)
            return nil
        }
    }
}
