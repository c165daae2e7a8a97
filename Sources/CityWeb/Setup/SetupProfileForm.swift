import CityDomain
import CityKit

/// The first step: after which pattern the town is made.
struct SetupProfileForm {
    let profiles: [TownProfile]
    let draft: SetupDraft
    let frame: SetupFrame

    var html: HTML {
        let words = frame.words
        let chosen = draft[.profile, "profile"]
        let choices = Choices(
            name: "profile",
            legend: words("setup.profile.legend"),
            error: frame.errors["profile"],
            choices: profiles.map { profile in
                Choices.Choice(
                    value: profile.id,
                    words: words(profile.town.profile.name),
                    hint: profile.town.profile.about.map { words($0) }
                )
            } + [
                Choices.Choice(
                    value: SetupDraft.exported,
                    words: words("setup.profile.file"),
                    hint: words("setup.profile.file.hint")
                )
            ],
            selected: chosen.isEmpty ? [] : [chosen]
        )
        let isThere = draft.files[SetupDraft.exported] != nil
        let file = Field(
            name: "file",
            label: words("setup.profile.upload"),
            hint: words(isThere ? "setup.file.kept" : "setup.profile.upload.hint"),
            error: frame.errors["file"],
            optional: words("form.optional"),
            control: .files(FileChoice(accept: ".json,application/json"))
        )
        return "\(choices)\(file)"
    }
}
