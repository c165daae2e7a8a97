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
