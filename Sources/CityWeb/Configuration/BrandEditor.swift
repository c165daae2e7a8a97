import CityDomain
import CityKit

/// The editor of the town's names and colours.
struct BrandEditor: SettingsEditor {
    static let place = "brand"
    static let title = Text("configuration.brand.title")
    static let lead = Text("configuration.brand.lead")

    func draft(_ form: FormData, _ visit: Visit) -> BrandDraft {
        BrandDraft(
            name: form.words("name", visit.town.profile.languages),
            locative: form.words("locative", visit.town.profile.languages),
            mark: form["mark"],
            colours: Dictionary(
                uniqueKeysWithValues: BrandColour.all.map { ($0, form["\($0)"].trimmingSpaces()) }
            )
        )
    }

    func field(of place: FaultPlace, _ draft: BrandDraft, in town: Municipality) -> String? {
        switch (place[0], place[1], place[2]) {
        case ("name", _, _), ("locative", _, _): "\(place[0])-\(town.profile.languages[0].rawValue)"
        case ("brand", "mark", _): "mark"
        case ("brand", let scheme, let part) where !part.isEmpty: "\(scheme)-\(part)"
        default: nil
        }
    }

    /// The worst pair of each colour that has to change.
    func failures(of draft: BrandDraft) -> [any Failure] {
        guard let brand = Brand(draft) else { return [] }
        var worst: [BrandColour: (contrast: BrandContrast, mend: BrandMend?)] = [:]
        for contrast in brand.unreadable {
            let mend = brand.mend(of: contrast)
            let tone = mend?.tone ?? (contrast.front.isOfTown ? contrast.front : contrast.back)
            guard let colour = BrandColour(tone, on: contrast.scheme) else { continue }
            if worst[colour].map({ contrast.ratio < $0.contrast.ratio }) ?? true { worst[colour] = (contrast, mend) }
        }
        return BrandColour.all.compactMap { colour in
            worst[colour].map { found in
                BrandFailure.unreadable(
                    colour,
                    pair: found.contrast.text,
                    tenths: found.contrast.tenths,
                    nearest: found.mend?.color.description
                )
            }
        }
    }

    func fields(_ draft: BrandDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        let words = form.words
        let mark = form.line(
            "mark",
            words("configuration.brand.mark"),
            draft.mark,
            hint: words("configuration.brand.mark.hint"),
            width: .short
        )
        return """
            \(form.localized("name", words("configuration.brand.name"), draft.name))
            \(form.localized("locative", words("configuration.brand.locative"), draft.locative))
            \(mark)
            \(BrandColour.Scheme.allCases.html { scheme in colours(scheme, draft, form) })
            """
    }

    func preview(_ draft: BrandDraft, _ change: PreviewedChange, _ visit: Visit) -> PreviewedPart? {
        PreviewedPart(
            title: visit.words("configuration.preview.title"),
            html: BrandPreview(draft: draft, town: change.town, visit: visit).html
        )
    }

    private func colours(_ scheme: BrandColour.Scheme, _ draft: BrandDraft, _ form: EditedForm) -> HTML {
        let words = form.words
        let fields = BrandColour.Part.allCases.html { part in
            let colour = BrandColour(scheme, part)
            return form.line(
                "\(colour)",
                words("configuration.brand.part.\(part.rawValue)"),
                draft.colours[colour] ?? "",
                .colour
            )
        }
        let contrasts = Brand(draft).map { table(of: $0, scheme, words) }
        return """
            <h2 id="\(scheme.rawValue)">\(words("configuration.brand.scheme.\(scheme.rawValue)"))</h2>
            <div class="colour-fields">\(fields)</div>
            \(contrasts)
            """
    }

    private func table(of brand: Brand, _ scheme: BrandColour.Scheme, _ words: Words) -> HTML {
        let found = brand.contrasts.filter { $0.scheme.rawValue == scheme.rawValue }
        let table = QueueTable(
            caption: words("configuration.brand.contrasts"),
            columns: ["pair", "ratio", "verdict"].map { words("configuration.brand.column.\($0)") },
            rows: found.map { contrast in
                QueueTable.Row(
                    head: words(contrast.text),
                    cells: [
                        QueueTable.Cell(labelled: words.ratio(contrast)),
                        QueueTable.Cell(verdict(on: contrast, brand, words)),
                    ]
                )
            }
        )
        return Disclosure(
            question: words("configuration.brand.contrasts"),
            state: found.allSatisfy(\.isReadable) ? .closed : .open,
            answer: table.html
        ).html
    }

    private func verdict(on contrast: BrandContrast, _ brand: Brand, _ words: Words) -> String {
        guard !contrast.isReadable else { return words("configuration.brand.enough") }
        guard let mend = brand.mend(of: contrast), let colour = BrandColour(mend.tone, on: contrast.scheme) else {
            return words("configuration.brand.tooLow")
        }
        return words(
            "configuration.brand.tooLow.nearest",
            [
                "part": .words(words("configuration.brand.part.\(colour.part.rawValue)")),
                "colour": .words(mend.color.description),
            ]
        )
    }
}

extension Brand {
    /// Nil while a colour is not written as one.
    init?(_ draft: BrandDraft) {
        func palette(_ scheme: BrandColour.Scheme) -> Palette? {
            let colors = BrandColour.Part.allCases.compactMap { Color(draft.colours[BrandColour(scheme, $0)] ?? "") }
            guard colors.count == BrandColour.Part.allCases.count else { return nil }
            return Palette(
                brand: colors[0],
                brandStrong: colors[1],
                onBrand: colors[2],
                soft: colors[3],
                tint: colors[4],
                seal: colors[5]
            )
        }
        guard let light = palette(.light), let dark = palette(.dark) else { return nil }
        self.init(light: light, dark: dark)
    }
}

extension BrandColour {
    /// Nil for a colour that is the program's own.
    init?(_ tone: BrandContrast.Tone, on scheme: BrandContrast.Scheme) {
        let part: Part
        switch tone {
        case .brand: part = .brand
        case .brandStrong: part = .brandHigh
        case .onBrand: part = .onBrand
        case .soft: part = .brandSoft
        case .tint: part = .brandTint
        case .seal: part = .seal
        case .surface, .paper, .ink, .secondaryInk, .white: return nil
        }
        self.init(scheme == .light ? .light : .dark, part)
    }
}

extension BrandContrast {
    /// What stands on what, as people see it.
    var text: Text { Text("configuration.brand.pair.\(front.rawValue)_\(back.rawValue)") }

    /// Tenths of the ratio, cut off: 4.49 must not look like enough.
    var tenths: Int { Int(ratio * 10) }
}

extension Words {
    fileprivate func ratio(_ contrast: BrandContrast) -> String {
        self(
            "configuration.brand.ratio",
            ["whole": .number(contrast.tenths / 10), "tenth": .number(contrast.tenths % 10)]
        )
    }
}
