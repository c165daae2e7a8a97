public import CityKit

extension Text {
    /// What a field of the wizard asks for, on its page and in what is said when it is empty.
    public static func setupField(_ name: String) -> Text {
        switch name {
        case "country": Text("setup.field.country")
        case "zone": Text("setup.field.zone")
        case "languages": Text("setup.field.languages")
        case "language": Text("setup.field.language")
        case "id": Text("setup.field.id")
        case "address": Text("setup.field.address")
        case "email": Text("setup.field.email")
        case "phone": Text("setup.field.phone")
        case "controller": Text("setup.field.controller")
        case "officer": Text("setup.field.officer")
        case "name": Text("setup.field.administrator")
        case "login": Text("setup.field.login")
        default: setupWords(name)
        }
    }

    /// Of a field that there is in every language.
    private static func setupWords(_ name: String) -> Text {
        switch name {
        case "name-pl": Text("setup.field.name.pl")
        case "name-uk": Text("setup.field.name.uk")
        case "name-en": Text("setup.field.name.en")
        case "locative-pl": Text("setup.field.locative.pl")
        case "locative-uk": Text("setup.field.locative.uk")
        case "locative-en": Text("setup.field.locative.en")
        case "office-pl": Text("setup.field.office.pl")
        case "office-uk": Text("setup.field.office.uk")
        default: Text("setup.field.office.en")
        }
    }
}
