import CityDomain
import CityKit

/// The third step: the letter and the colour. The page itself wears them once they can be read.
struct SetupLookForm {
    let draft: SetupDraft
    let frame: SetupFrame

    var html: HTML {
        let words = frame.words
        let mark = Field(
            name: "mark",
            label: words("setup.field.mark"),
            hint: words("setup.field.mark.hint"),
            error: frame.errors["mark"],
            control: .line(TextLine(value: draft[.look, "mark"], width: .short))
        )
        let colour = Field(
            name: "colour",
            label: words("setup.field.colour"),
            hint: words("setup.field.colour.hint"),
            error: frame.errors["colour"],
            control: .line(TextLine(value: draft[.look, "colour"], kind: .colour, width: .short))
        )
        return "\(mark)\(colour)"
    }
}

/// The fourth step: where the town is, and files for its map.
struct SetupPlaceForm {
    let draft: SetupDraft
    let frame: SetupFrame

    private var words: Words { frame.words }

    var html: HTML {
        """
        \(shape)
        \(file("boundary", words("setup.field.boundary"), words("setup.field.boundary.hint")))
        \(line("latitude", words("setup.field.latitude"), words("setup.field.latitude.hint")))
        \(line("longitude", words("setup.field.longitude"), words("setup.field.longitude.hint")))
        \(line("radius", words("setup.field.radius"), words("setup.field.radius.hint")))
        <h2>\(words("setup.map"))</h2>
        \(file("streets", words("setup.field.streets"), words("setup.field.streets.hint")))
        \(file("districts", words("setup.field.districts"), words("setup.field.districts.hint")))
        \(file("managed-land", words("setup.field.managedLand"), words("setup.field.managedLand.hint")))
        \(removing)
        """
    }

    private var shape: HTML {
        Choices(
            name: "shape",
            legend: words("setup.field.shape"),
            error: frame.errors["shape"],
            choices: [
                Choices.Choice(value: "circle", words: words("setup.shape.circle"), hint: words("setup.shape.sample")),
                Choices.Choice(
                    value: "rectangle",
                    words: words("setup.shape.rectangle"),
                    hint: words("setup.shape.sample")
                ),
                Choices.Choice(value: "file", words: words("setup.shape.file"), hint: words("setup.shape.file.hint")),
            ],
            selected: [draft[.place, "shape"]]
        ).html
    }

    private func line(_ name: String, _ label: String, _ hint: String) -> HTML {
        Field(
            name: name,
            label: label,
            hint: hint,
            error: frame.errors[name],
            control: .line(TextLine(value: draft[.place, name], kind: .decimal, width: .short))
        ).html
    }

    private func file(_ name: String, _ label: String, _ hint: String) -> HTML {
        Field(
            name: name,
            label: label,
            hint: draft.hasMap(name) ? words("setup.file.kept") : hint,
            error: frame.errors[name].map { "\($0) \(words("setup.file.again"))" },
            optional: words("form.optional"),
            control: .files(FileChoice(accept: ".geojson,.json,application/geo+json,application/json"))
        ).html
    }

    /// Files that were taken, each to be taken away again.
    private var removing: HTML? {
        let kept = SetupDraft.mapFields.filter(draft.hasMap)
        guard !kept.isEmpty else { return nil }
        return Choices(
            name: "remove",
            legend: words("setup.file.remove"),
            optional: words("form.optional"),
            choices: kept.map { Choices.Choice(value: $0, words: words(Text.mapFile($0))) },
            kind: .checkbox
        ).html
    }
}

extension Text {
    /// - Parameter field: of `SetupDraft.mapFields`.
    fileprivate static func mapFile(_ field: String) -> Text {
        switch field {
        case "boundary": Text("setup.field.boundary")
        case "streets": Text("setup.field.streets")
        case "districts": Text("setup.field.districts")
        default: Text("setup.field.managedLand")
        }
    }
}
