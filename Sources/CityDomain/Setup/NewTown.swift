import CityKit

/// What the wizard was told, once all of it can be read. Of people there is nothing in it.
struct NewTown {
    var id = ID<Municipality>("")
    /// A calendar of the installation, such as `pl`; its country is the same in capitals.
    var calendar = ""
    var timeZone = ""
    /// The language of the office first.
    var languages: [Language] = []
    var name: [Language: String] = [:]
    /// As in `Profile.locative`.
    var locative: [Language: String] = [:]
    var office: [Language: String] = [:]
    var address = ""
    var email = ""
    /// Empty for none.
    var phone = ""
    var controller = ""
    /// The data protection officer; empty for none.
    var officer = ""
    var mark = ""
    var colours: SetupColours?
    /// Nil for the outline of a file.
    var outline: SetupOutline?
    /// By name in the town's folder.
    var files: [String: String] = [:]
    var categories: Set<String> = []
    /// By unit; empty where the address of the office serves.
    var mailboxes: [String: String] = [:]

    var country: String { calendar.uppercased() }
}
