import CityKit

/// What somebody types to get an account: nothing in it has been checked.
public struct RegistrationForm: Personal, Equatable {
    public var givenName = ""
    public var surname = ""
    public var email = ""
    public var phone = ""
    public var password = Password(typed: "")
    /// The version of the regulation that was read; empty when none.
    public var termsVersion = ""
    /// Whether the person declares to have reached the town's minimum age.
    public var declaresAge = false
    /// Nil where the rules ask for no guardians, or nothing was said.
    public var ageGroup: AgeGroup?
    /// For somebody who is too young to agree alone.
    public var guardianName = ""
    public var guardianEmail = ""

    public init() {}
}

/// A registration after every check, but for the password.
struct CheckedRegistration: Sendable {
    let profile: ResidentProfile
    let termsVersion: String
    let declaredAge: Int?
    /// Whose consent it needs; nil for somebody who agrees alone.
    let guardian: Guardian?
}

extension RegistrationForm {
    /// - Throws: `Failures` with everything that is wrong, so that all can be mended at once.
    func checked(in town: Municipality, on today: CivilDate) throws -> (CheckedRegistration, Password) {
        var check = RegistrationCheck(self, in: town, on: today)
        let profile = check.profile()
        let password = check.password()
        let checked = try check.finish(profile)
        guard let password else { throw Failures(check.failures) }
        return (checked, password)
    }

    /// - Parameter email: proved in another way than by a letter; the account needs no password.
    /// - Throws: `Failures` with everything that is wrong.
    func checked(by email: EmailAddress, in town: Municipality, on today: CivilDate) throws -> CheckedRegistration {
        // Nothing waits here for a letter, so that nobody could agree.
        if town.accounts?.guardian != nil, ageGroup == .young { throw Failures([AccountFailure.guardianNeedsLetter]) }
        var form = self
        form.email = email.text
        var check = RegistrationCheck(form, in: town, on: today)
        return try check.finish(check.profile())
    }
}

/// Collects what is wrong with a registration, or with a changed profile.
struct RegistrationCheck {
    private let registration: RegistrationForm
    private var form: FormCheck

    init(_ registration: RegistrationForm, in town: Municipality, on today: CivilDate) {
        self.registration = registration
        form = FormCheck(in: town, on: today)
    }

    var failures: [any Failure] { form.failures }

    /// Nil when a part of it is missing or wrong.
    mutating func profile() -> ResidentProfile? {
        let typed = registration
        let givenName = name(typed.givenName, .givenName)
        let surname = name(typed.surname, .surname)
        let email = form.take { () throws(EmailAddressFailure) in try EmailAddress(typed: typed.email) }
        let phone = form.optionalPhone(typed.phone)
        guard let givenName, let surname, let email else { return nil }
        return ResidentProfile(givenName: givenName, surname: surname, email: email, phone: phone)
    }

    mutating func password() -> Password? {
        let typed = registration
        return form.take { () throws(PasswordFailure) in
            try PasswordRule.check(typed.password, login: try? EmailAddress(typed: typed.email))
            return typed.password
        }
    }

    /// Ends with what goes with every account: who registers confirms to have read the regulation in force (L-27), and
    /// declares the age.
    mutating func finish(_ profile: ResidentProfile?) throws -> CheckedRegistration {
        let termsVersion = form.regulation(accepted: registration.termsVersion)
        let declaredAge = form.age(isDeclared: registration.declaresAge)
        let guardian = guardian()
        guard let profile, failures.isEmpty else { throw Failures(failures) }
        return CheckedRegistration(
            profile: profile,
            termsVersion: termsVersion,
            declaredAge: registration.ageGroup == .ofAge
                ? form.town.accounts?.guardian?.under ?? declaredAge : declaredAge,
            guardian: guardian
        )
    }

    /// The guardian of somebody who declares to be too young to agree alone.
    private mutating func guardian() -> Guardian? {
        let typed = registration
        guard let rule = form.town.accounts?.guardian else { return nil }
        guard let group = typed.ageGroup else {
            form.fail(AccountFailure.ageGroupMissing(under: rule.under))
            return nil
        }
        guard group == .young else { return nil }
        let name = try? PersonName(typed: typed.guardianName)
        let own = try? EmailAddress(typed: typed.email)
        let email = (try? EmailAddress(typed: typed.guardianEmail)).flatMap {
            $0.indexForm == own?.indexForm ? nil : $0
        }
        if name == nil { form.fail(AccountFailure.guardianName) }
        if email == nil { form.fail(AccountFailure.guardianEmail) }
        guard let name, let email else { return nil }
        return Guardian(name: name, email: email)
    }

    private mutating func name(_ typed: String, _ part: AccountFailure.NamePart) -> PersonName? {
        form.take { () throws(AccountFailure) in
            do throws(PersonNameFailure) {
                return try PersonName(typed: typed)
            } catch {
                throw .name(error, of: part)
            }
        }
    }
}
