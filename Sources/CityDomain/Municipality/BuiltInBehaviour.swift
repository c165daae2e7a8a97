/// What the program does in every town, so that a clause can be met without a rule of the town. `clauses.json5` names
/// these; tests cite the clauses.
public enum BuiltInBehaviour: String, Sendable, Codable, CaseIterable {
    case accountForOwnPages
    case accountNeedsData
    case accountOnAllDevices
    case activationLink
    case administrators
    case anyBrowser
    case audienceOfCategory
    case categoriesOfOperators
    case civilLawTerms
    case closing
    case contactBesideReport
    case dataDownload
    case dataGoWithAccount
    case encryptedPersonalData
    case eraseOwnAccount
    case finishedStays
    case freeOfCharge
    case guessingIsSlow
    case leaving
    case necessaryCookiesOnly
    case noThirdParties
    case nothingIdentifyingInPublic
    case numberAtOnce
    case objections
    case officeEdits
    case officeErases
    case officeInBrowser
    case openWithoutAccount
    case ownAccount
    case passwordChange
    case passwordSignIn
    case peopleDecide
    case photoCaptions
    case photoRedaction
    case placeInWords
    case privateProfile
    case publicAnswers
    case recipientCode
    case recipientForm
    case recipientLeaves
    case recipientNumber
    case recipientRegister
    case registersOfController
    case regulationVersions
    case renamedStreets
    case reportsByCategory
    case restriction
    case rightsOnAccount
    case rightsRegister
    case staffOfUnits
    case staffRoles
    case statusPage
    case takeDown
    case termsAtRegistration
    case townRevisions
    case unitOfCategory
    case warningOfFalseData

    /// One line that says what the program does.
    public var meaning: String {
        switch self {
        case .accountForOwnPages, .accountNeedsData, .accountOnAllDevices, .contactBesideReport, .dataDownload,
            .dataGoWithAccount, .eraseOwnAccount, .guessingIsSlow, .leaving, .objections, .officeErases, .ownAccount,
            .passwordSignIn, .photoCaptions, .photoRedaction, .privateProfile, .registersOfController, .restriction,
            .rightsOnAccount, .rightsRegister:
            meaningForPersons
        case .audienceOfCategory, .nothingIdentifyingInPublic, .officeEdits, .openWithoutAccount, .publicAnswers,
            .statusPage, .takeDown:
            meaningForPublic
        case .recipientCode, .recipientForm, .recipientLeaves, .recipientNumber, .recipientRegister,
            .termsAtRegistration,
            .warningOfFalseData:
            meaningForRegistration
        case .activationLink: "A link that is sent to the address makes the account, once and within 48 hours."
        case .administrators: "Administrators make and close the accounts of the office, and give and take roles."
        case .anyBrowser: "Every page works in any browser, also without JavaScript; nothing has to be installed."
        case .categoriesOfOperators: "A role can be for some categories alone; its holder works on no other reports."
        case .civilLawTerms: "Terms are counted by the civil law of the town's country, the roll-over included."
        case .closing: "A town ends the service from a day on: nothing new is taken, and what was sent stays readable."
        case .encryptedPersonalData: "Personal data are stored encrypted, under a key of their own for each person."
        case .finishedStays: "A finished report has no further move unless the town's rules name one."
        case .freeOfCharge: "No page asks for money."
        case .necessaryCookiesOnly: "Only cookies without which a page could not work, none of them for tracking."
        case .noThirdParties: "Pages load nothing from other servers, but for the map server that a town admits."
        case .numberAtOnce: "A report gets its number and the status new in the moment it is sent."
        case .officeInBrowser: "Staff work at the same time in a browser; nothing is installed at their desks."
        case .passwordChange:
            "A resident changes the password at any time; other devices are signed out, and the page says to tell the office."
        case .peopleDecide: "A person of the office decides about every report; the program only counts the days."
        case .placeInWords: "The place of a report can be given in words, without GPS and without a map."
        case .regulationVersions: "Each version of the regulation has the day from which it counts and stays readable."
        case .renamedStreets: "Renamed streets are found by either name, on a page of their own and in every search."
        case .reportsByCategory: "A report has a category, which says whether it is a problem, an idea or a question."
        case .staffOfUnits: "People of the office belong to units, and a role can be for the reports of one unit alone."
        case .staffRoles: "Only staff with a role open reports that are not public, and contact data."
        case .townRevisions: "A town's design, services and rules change by a dated revision, without a new program."
        case .unitOfCategory: "A report goes to the unit of its category, with what the reporter gave."
        }
    }

    /// The same of what everybody reads.
    private var meaningForPublic: String {
        switch self {
        case .audienceOfCategory: "A town can list the reports of a category for registered residents alone."
        case .nothingIdentifyingInPublic: "The public part never shows who reported."
        case .officeEdits: "The office may change the public text of a report; what the reporter wrote is kept."
        case .openWithoutAccount: "Public pages are open to everybody, without an account."
        case .publicAnswers: "The public page of a report shows its status and every answer of the office."
        case .statusPage: "A number and a secret link open a page with the status, the dates and the answers."
        case .takeDown: "A public text is taken down at once, with a reason that stays in the history."
        default: ""
        }
    }

    /// The same of registrations, of accounts and of the people to whom the town writes.
    private var meaningForRegistration: String {
        switch self {
        case .recipientForm:
            "One form makes a recipient, once; whoever sends it again gets a new code and no second entry."
        case .recipientLeaves:
            "Deleting a recipient destroys all data, cancels what waits and ends the service at once."
        case .recipientNumber:
            "Every recipient has a number of the town's, with a check digit, which is never given again."
        case .recipientRegister: "Recipients of messages have a register of their own, which clerks with a role keep."
        case .termsAtRegistration: "Who registers confirms to have read the rules; the account keeps the version."
        case .warningOfFalseData: "The form of an account warns that false data and those of others may be punished."
        default: ""
        }
    }

    /// The same of what protects residents and what they do with rights to their data.
    private var meaningForPersons: String {
        switch self {
        case .accountForOwnPages:
            "Nothing but the own pages of an account needs an account, and whoever signs in has those as well."
        case .accountNeedsData: "The form of an account says which data it needs; without them there is none."
        case .accountOnAllDevices: "One account works in every browser and on every device at the same time."
        case .contactBesideReport: "The office sees the contact data of a reporter beside the report, and can call."
        case .dataDownload: "A resident downloads everything about the account as JSON, CSV and photos in one file."
        case .dataGoWithAccount: "Data of an account are kept until it is deleted, and then destroyed with their keys."
        case .eraseOwnAccount:
            "A resident deletes the account in the privacy policy of the profile, which withdraws consent."
        case .guessingIsSlow:
            "Whoever guesses a password waits longer and longer, and a letter tells the owner of the account."
        case .leaving:
            "A resident deletes the account, signs out devices and ends letters at any time, without the office."
        case .objections: "A resident objects to letters by purpose, at once, and to any other use by a request."
        case .officeErases:
            "The office deletes an account with a ground and a reason, which its owner reads in a last letter."
        case .ownAccount: "An account shows its profile and its owner's reports with their present status."
        case .passwordSignIn: "The e-mail address and the password sign a resident in."
        case .photoCaptions: "The office writes what stands beside a photo; each change stays in the log of the photo."
        case .photoRedaction:
            "The office covers parts of a photo before it publishes it; only the office and the sender see it uncovered."
        case .privateProfile: "The data of the profile are never public, and their owner changes them at any time."
        case .registersOfController:
            "The office keeps lists of processors and of disclosures with their ground, and a register of breaches."
        case .restriction:
            "A restriction stops display, export and letters from the request on; the data are only kept."
        case .rightsOnAccount: "Every right to one’s data has its way on the privacy page of the account."
        case .rightsRegister:
            "The office answers requests about data within a month, or three, from a register with their grounds."
        default: ""
        }
    }
}
