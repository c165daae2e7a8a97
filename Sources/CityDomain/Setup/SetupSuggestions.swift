import CityKit

extension SetUpTown {
    /// The draft with something to begin with in every step that was never sent.
    public func suggesting(_ draft: SetupDraft) -> SetupDraft {
        guard let profile = profile(of: draft) else { return draft }
        var shown = draft
        let isOwn = draft[.profile, "profile"] == SetupDraft.exported
        if !draft.wasSent(.town) { shown.put(town(of: profile, isOwn ? .all : .setting), in: .town) }
        if !draft.wasSent(.look) { shown.put(look(of: shown, isOwn ? profile : nil), in: .look) }
        if !draft.wasSent(.place) {
            let shape: SetupOutline.Shape = draft.files[MunicipalityFiles.boundary] == nil ? .circle : .file
            shown.put(["shape": [shape.rawValue], "radius": ["5"]], in: .place)
        }
        if !draft.wasSent(.units) { shown.put(units(of: profile, isOwn ? .all : .setting), in: .units) }
        return shown
    }

    /// How much of a profile is the new town's own.
    private enum Share { case all, setting }

    private func town(of profile: TownProfile, _ share: Share) -> [String: [String]] {
        let its = profile.town.profile
        var fields = [
            "country": [its.calendar], "zone": [its.timeZone],
            "language": [its.languages.first?.rawValue ?? ""],
            "languages": its.languages.prefix(share == .all ? its.languages.count : 1).map(\.rawValue),
        ]
        guard share == .all else { return fields }
        fields["id"] = [profile.id]
        for language in its.languages {
            fields["name-\(language.rawValue)"] = [its.name[language]]
            fields["locative-\(language.rawValue)"] = [its.locative[language]]
            fields["office-\(language.rawValue)"] = [its.office.name[language]]
        }
        fields["address"] = [its.office.address]
        fields["email"] = [its.office.email]
        fields["phone"] = [its.office.phone ?? ""]
        fields["controller"] = [its.controller.name]
        fields["officer"] = [its.controller.dataProtectionOfficer ?? ""]
        return fields
    }

    private func look(of draft: SetupDraft, _ profile: TownProfile?) -> [String: [String]] {
        if let brand = profile?.town.profile.brand { return ["mark": [brand.mark], "colour": [brand.light.brand]] }
        let language = draft[.town, "language"]
        let initial = draft[.town, "name-\(language)"].prefix(1).uppercased()
        return ["mark": [initial], "colour": [SetupColours.standard]]
    }

    /// All categories but those that are offered for a time only.
    private func units(of profile: TownProfile, _ share: Share) -> [String: [String]] {
        var fields = ["category": profile.town.categories.filter { $0.offered == nil }.map(\.id.rawValue)]
        guard share == .all else { return fields }
        for unit in profile.town.units { fields["unit-\(unit.id)"] = [unit.email ?? ""] }
        return fields
    }
}

extension SetUpTown {
    /// The colours that were chosen, so that the wizard itself shows them; nil as long as they cannot be read.
    public func brand(of draft: SetupDraft) -> Profile.Brand? {
        guard let colours = SetupColours(suggesting(draft)[.look, "colour"]), colours.suggestion == nil else {
            return nil
        }
        return Profile.Brand(
            mark: draft[.look, "mark"],
            light: Profile.Brand.Palette(colours.light),
            dark: Profile.Brand.Palette(colours.dark)
        )
    }
}

extension Profile.Brand.Palette {
    /// - Parameter colours: by key; all are there.
    fileprivate init(_ colours: [String: String]) {
        self.init(
            brand: colours["brand"] ?? "",
            brandHigh: colours["brandHigh"] ?? "",
            onBrand: colours["onBrand"] ?? "",
            brandSoft: colours["brandSoft"] ?? "",
            brandTint: colours["brandTint"] ?? "",
            seal: colours["seal"] ?? ""
        )
    }
}
