import CityDomain
import CityKit

/// The form of one part of the settings: what it shows, what it reads, and what residents would see. All editors have the
/// same routes, the same page of differences and the same way to a revision; they differ in this alone.
protocol SettingsEditor: Sendable {
    associatedtype Draft: SettingsDraft

    init()

    /// The last part of the address.
    static var place: String { get }
    /// Of the page.
    static var title: Text { get }
    /// One or two sentences under the title.
    static var lead: Text { get }

    /// What a form says.
    ///
    /// - Parameter visit: in the town as it was when the form was made.
    func draft(_ form: FormData, _ visit: Visit) -> Draft

    /// What the files do not tell by themselves, or not in the words of the form.
    func failures(of draft: Draft) -> [any Failure]

    /// What the town that a draft makes would lack on its pages.
    func failures(in town: Municipality, _ visit: Visit) -> [any Failure]

    /// The field that is to blame for what the check of the files found; nil where there is none.
    ///
    /// - Parameter town: as it was before.
    func field(of place: FaultPlace, _ draft: Draft, in town: Municipality) -> String?

    /// What stands above the form, such as a search of its own.
    ///
    /// - Parameter visit: in the town as the newest revision has it.
    func head(_ draft: Draft, _ form: EditedForm, _ visit: Visit) -> HTML?

    /// - Parameter visit: in the town as the newest revision has it.
    func fields(_ draft: Draft, _ form: EditedForm, _ visit: Visit) -> HTML

    /// What the draft would make; nil where the difference says it all.
    ///
    /// - Parameter visit: in the town as the newest revision has it.
    func preview(_ draft: Draft, _ change: PreviewedChange, _ visit: Visit) async throws -> PreviewedPart?
}

/// The town as a draft would make it.
struct PreviewedChange {
    let town: Municipality
    let configure: ConfigureTown
    let work: ConfigureTown.Work
}

/// What a page shows of a change before it is made.
struct PreviewedPart {
    let title: String
    let html: HTML
}

extension SettingsEditor {
    func failures(of draft: Draft) -> [any Failure] { [] }

    func failures(in town: Municipality, _ visit: Visit) -> [any Failure] { [] }

    func field(of place: FaultPlace, _ draft: Draft, in town: Municipality) -> String? { nil }

    func head(_ draft: Draft, _ form: EditedForm, _ visit: Visit) -> HTML? { nil }

    func preview(_ draft: Draft, _ change: PreviewedChange, _ visit: Visit) async throws -> PreviewedPart? { nil }
}

/// What every form of the settings needs to show what was typed and what is wrong with it.
struct EditedForm {
    let errors: ErrorFields
    /// As it was sent; empty on a page that was just opened.
    let typed: FormData
    let files: MunicipalityFiles
    let words: Words
    /// Of the town.
    let languages: [Language]

    func isFaulty(_ fields: [String]) -> Bool { fields.contains { errors[$0] != nil } }

    func line(
        _ name: String,
        _ label: String,
        _ value: String,
        hint: String? = nil,
        optional: String? = nil,
        _ kind: TextLine.Kind = .text,
        width: TextLine.Width = .full
    ) -> HTML {
        Field(
            name: name,
            label: label,
            hint: hint,
            error: errors[name],
            optional: optional,
            control: .line(TextLine(value: value, kind: kind, width: width))
        ).html
    }

    func select(_ name: String, _ label: String, _ selected: String, _ options: [(String, String)], hint: String? = nil)
        -> HTML
    {
        Field(
            name: name,
            label: label,
            hint: hint,
            error: errors[name],
            control: .select(
                Select(options: options.map { Select.Option(value: $0.0, words: $0.1) }, selected: selected)
            )
        ).html
    }

    /// Several lines for each language of the town.
    func areas(_ name: String, _ label: String, _ typed: [Language: String], rows: Int = 3) -> HTML {
        languages.html { language in
            Field(
                name: "\(name)-\(language.rawValue)",
                label: words(
                    "configuration.category.in",
                    ["label": .words(label), "language": .words(language.ownName)]
                ),
                error: errors["\(name)-\(language.rawValue)"],
                control: .area(TextArea(value: typed[language] ?? "", rows: rows))
            ).html
        }
    }

    /// Two or more answers of which one is taken.
    func choice(
        _ name: String,
        _ legend: String,
        _ selected: String,
        _ options: [(String, String)],
        hint: String? = nil
    )
        -> HTML
    {
        Choices(
            name: name,
            legend: legend,
            hint: hint,
            error: errors[name],
            choices: options.map { Choices.Choice(value: $0.0, words: $0.1) },
            selected: [selected],
            columns: .two
        ).html
    }

    /// Answers of which any number is taken.
    func checks(
        _ name: String,
        _ legend: String,
        _ selected: Set<String>,
        _ options: [(String, String)],
        hint: String? = nil
    )
        -> HTML
    {
        Choices(
            name: name,
            legend: legend,
            hint: hint,
            error: errors[name],
            choices: options.map { Choices.Choice(value: $0.0, words: $0.1) },
            selected: selected,
            kind: .checkbox,
            columns: .two
        ).html
    }

    /// One line for each language of the town.
    func localized(_ name: String, _ label: String, _ typed: [Language: String]) -> HTML {
        languages.html { language in
            let named = words(
                "configuration.category.in",
                ["label": .words(label), "language": .words(language.ownName)]
            )
            return line("\(name)-\(language.rawValue)", named, typed[language] ?? "")
        }
    }
}

extension FormData {
    /// The rows `row-0`, `row-1` and so on, by what a hidden field of each says it is.
    func rows(_ row: String, by field: String) -> [String: String] {
        let rows = sequence(first: 0) { $0 + 1 }.lazy.map { "\(row)-\($0)" }
            .prefix { names.contains("\($0)-\(field)") }
        return Dictionary(rows.map { (self["\($0)-\(field)"], $0) }) { first, _ in first }
    }

    /// What was typed in each language of the town.
    func words(_ name: String, _ languages: [Language]) -> [Language: String] {
        Dictionary(uniqueKeysWithValues: languages.map { ($0, self["\(name)-\($0.rawValue)"]) })
    }
}
