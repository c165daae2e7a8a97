public import CityDomain

extension SetupDraft {
    /// Every step done, for a town that nobody knows.
    ///
    /// - Parameters:
    ///   - profile: its pattern.
    ///   - category: all that the town takes; nil for every one of the pattern.
    public static func sample(after profile: TownProfile, id: String = "nowa-wiezyca", taking category: String? = nil)
        -> SetupDraft
    {
        var draft = SetupDraft()
        draft.put(["profile": [profile.id]], in: .profile)
        draft.put(town(id), in: .town)
        draft.put(["mark": ["W"], "colour": ["#5A2A82"]], in: .look)
        draft.put(["shape": ["circle"], "latitude": ["52,1"], "longitude": ["19.3"], "radius": ["6"]], in: .place)
        let categories = category.map { [$0] } ?? profile.town.categories.map(\.id.rawValue)
        draft.put(["category": categories], in: .units)
        draft.put(
            ["name": ["Wanda Wymyślona"], "login": ["wanda@wiezyca.example"]],
            in: .administrator
        )
        return draft
    }

    private static func town(_ id: String) -> [String: [String]] {
        [
            "country": ["pl"], "zone": ["Europe/Warsaw"], "languages": ["pl", "uk", "en"], "language": ["pl"],
            "id": [id], "name-pl": ["Nowa Wieżyca"], "name-uk": ["Нова Вежиця"], "name-en": ["New Wieżyca"],
            "locative-pl": ["w Nowej Wieżycy"], "office-pl": ["Urząd Nowej Wieżycy"],
            "office-uk": ["Установа Нової Вежиці"], "office-en": ["Office of New Wieżyca"],
            "address": ["ul. Wieżowa 2, 00-001 Nowa Wieżyca"], "email": ["urzad@wiezyca.example"],
            "phone": ["+48 11 222 33 44"], "controller": ["Wójt Nowej Wieżycy"], "officer": ["iod@wiezyca.example"],
        ]
    }
}
