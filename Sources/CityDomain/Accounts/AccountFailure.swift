public import CityKit

public enum AccountFailure: Failure, Equatable {
    case wrongLoginOrPassword
    /// Too many attempts failed; the next one counts after this time.
    case paused(for: Duration)
    case loginTaken
    case wrongPassword
    /// A code of a letter that is wrong, too old or was used.
    case wrongLetterCode
    /// The address was sent as many letters as it gets in an hour.
    case lettersUsedUp
    /// The account has a password, so that no code is sent for it.
    case hasPassword
    /// The new address of an account is the one that it has.
    case sameAddress
    /// Somebody changed the account at the same moment.
    case changedMeanwhile
    /// A part of a name.
    case name(PersonNameFailure, of: NamePart)
    /// A link of a letter that was used, is too old, or never was.
    case wrongLink
    /// The town has no accounts for residents.
    case noAccounts
    case signedOut
    /// The office has closed the account; why, in its words.
    case blocked(String)
    /// A block needs a reason of at most `ResidentBlock.longestReason` characters.
    case blockReason
    /// There is no such account, or not in the state that was meant.
    case residentUnknown
    /// The office gives no such level.
    case levelNotOfOffice
    /// The account has no second step of signing in.
    case factorMissing
    /// The account has another name than the one that was seen.
    case nameChanged
    /// The regulation changed since the resident accepted it.
    case regulationChanged
    /// Only residents with an account, signed in, see this.
    case residentSignedOut
    case keyMissing
    case keyUnknown
    /// The key is good, but not for this.
    case scopeMissing(APIScope)
    /// None of the caller's roles gives the right.
    case rightMissing(OfficeRight)
    /// The right is there, but for reports of other units or categories.
    case outOfReach
    /// The report waits for a moderator.
    case putAside
    /// A one-time or recovery code that is wrong, too old or was used.
    case wrongCode
    /// The directory of the office does not answer.
    case directoryAway
    /// It was not said whether the person is old enough to agree alone, in years.
    case ageGroupMissing(under: Int)
    case guardianName
    /// The guardian's address is none, or the young person's own.
    case guardianEmail
    /// Who is too young to agree alone registers with a letter.
    case guardianNeedsLetter

    public var kind: FailureKind {
        switch self {
        case .wrongLoginOrPassword: .invalid(field: "password")
        case .paused(let duration): .tooMany(retryAfter: duration)
        case .lettersUsedUp: .tooMany(retryAfter: .hours(1))
        case .loginTaken, .changedMeanwhile, .hasPassword: .conflict
        case .sameAddress: .invalid(field: "email")
        case .wrongPassword: .invalid(field: "password")
        case .wrongCode, .wrongLetterCode: .invalid(field: "code")
        case .name(_, let part): .invalid(field: part.rawValue)
        case .wrongLink, .noAccounts, .residentUnknown: .notFound
        case .blockReason: .invalid(field: "reason")
        case .levelNotOfOffice: .invalid(field: "level")
        case .nameChanged, .factorMissing: .conflict
        case .blocked, .regulationChanged: .forbidden
        case .signedOut, .residentSignedOut: .unauthenticated
        case .keyMissing, .keyUnknown: .unauthenticated
        case .scopeMissing, .rightMissing, .outOfReach, .putAside: .forbidden
        case .directoryAway: .unavailable
        case .ageGroupMissing, .guardianNeedsLetter: .invalid(field: "ageGroup")
        case .guardianName: .invalid(field: "guardianName")
        case .guardianEmail: .invalid(field: "guardianEmail")
        }
    }

    public var text: Text {
        switch self {
        case .wrongLoginOrPassword: Text("account.failure.wrongLoginOrPassword")
        case .paused(let duration): Text("account.failure.paused", ["pause": .text(duration.text)])
        case .loginTaken: Text("account.failure.loginTaken")
        case .wrongPassword: Text("account.failure.wrongPassword")
        case .wrongLetterCode: Text("account.failure.wrongLetterCode")
        case .lettersUsedUp: Text("account.failure.lettersUsedUp")
        case .hasPassword: Text("account.failure.hasPassword")
        case .sameAddress: Text("account.failure.sameAddress")
        case .changedMeanwhile: Text("account.failure.changedMeanwhile")
        case .name(let failure, let part): part.text(of: failure)
        case .blocked(let reason): Text("account.failure.blocked", ["reason": .words(reason)])
        case .blockReason: Text("account.failure.blockReason", ["limit": .number(ResidentBlock.longestReason)])
        case .residentUnknown: Text("account.failure.residentUnknown")
        case .levelNotOfOffice: Text("account.failure.levelNotOfOffice")
        case .nameChanged: Text("account.failure.nameChanged")
        case .factorMissing: Text("account.failure.factorMissing")
        case .regulationChanged: Text("account.failure.regulationChanged")
        case .wrongLink: Text("account.failure.wrongLink")
        case .noAccounts: Text("account.failure.noAccounts")
        case .signedOut: Text("account.failure.signedOut")
        case .residentSignedOut: Text("account.failure.residentSignedOut")
        case .keyMissing: Text("account.failure.keyMissing")
        case .keyUnknown: Text("account.failure.keyUnknown")
        case .rightMissing(let right): Text("account.failure.rightMissing", ["right": .text(right.text)])
        case .outOfReach: Text("account.failure.outOfReach")
        case .putAside: Text("account.failure.putAside")
        case .wrongCode: Text("account.failure.wrongCode")
        case .directoryAway: Text("account.failure.directoryAway")
        case .ageGroupMissing(let age): Text("account.failure.ageGroupMissing", ["age": .number(age)])
        case .guardianName: Text("account.failure.guardianName")
        case .guardianEmail: Text("account.failure.guardianEmail")
        case .guardianNeedsLetter: Text("account.failure.guardianNeedsLetter")
        case .scopeMissing(let scope): Text("account.failure.scopeMissing", ["scope": .words(scope.rawValue)])
        }
    }
}

extension AccountFailure {
    /// The parts of a name that a form asks for one by one.
    public enum NamePart: String, Sendable {
        case givenName, surname

        fileprivate func text(of failure: PersonNameFailure) -> Text {
            switch (self, failure) {
            case (.givenName, .empty): Text("account.failure.givenName.empty")
            case (.givenName, .tooLong): Text("account.failure.givenName.tooLong", ["limit": .number(100)])
            case (.givenName, .wrongForm): Text("account.failure.givenName.wrongForm")
            case (.surname, .empty): Text("account.failure.surname.empty")
            case (.surname, .tooLong): Text("account.failure.surname.tooLong", ["limit": .number(100)])
            case (.surname, .wrongForm): Text("account.failure.surname.wrongForm")
            }
        }
    }
}
