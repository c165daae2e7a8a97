public import CityKit

/// How the town looks and what it is called, as somebody typed it.
public struct BrandDraft: SettingsDraft {
    public var name: [Language: String]
    /// The name after "in".
    public var locative: [Language: String]
    /// The letter in the arch.
    public var mark: String
    /// `#RRGGBB`, by the scheme and the part.
    public var colours: [BrandColour: String]

    public init(
        name: [Language: String],
        locative: [Language: String],
        mark: String,
        colours: [BrandColour: String]
    ) {
        self.name = name
        self.locative = locative
        self.mark = mark
        self.colours = colours
    }

    public init(_ files: MunicipalityFiles, of town: Municipality) {
        let profile = town.profile
        self.init(
            name: profile.name.words,
            locative: profile.locative.words,
            mark: profile.brand.mark,
            colours: Dictionary(uniqueKeysWithValues: BrandColour.all.map { ($0, profile.brand[$0]) })
        )
    }

    public func putting(into files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles {
        let (profile, languages) = (town.profile, town.profile.languages)
        let failures = failures(languages)
        guard failures.isEmpty else { throw Failures(failures) }
        return try files.editing(MunicipalityFiles.profile) { tree in
            name.put(into: &tree, at: ["name"], of: languages)
            locative.put(into: &tree, at: ["locative"], of: languages)
            tree[path: ["brand", "mark"]] = .text(mark.trimmingSpaces())
            for (colour, typed) in colours where typed.uppercased() != profile.brand[colour].uppercased() {
                tree[path: ["brand", colour.scheme.rawValue, colour.part.rawValue]] = .text(typed.uppercased())
            }
        }
    }

    public func over(_ newest: Self, since base: Self) -> Self {
        let merge = MeanwhileMerge(base: base.inCapitals, typed: inCapitals, newest: newest)
        return BrandDraft(
            name: merge.each(\.name),
            locative: merge.each(\.locative),
            mark: merge.text(\.mark),
            colours: merge.each(\.colours)
        )
    }

    /// Browsers send colours in small letters, files have either.
    private var inCapitals: Self {
        var draft = self
        draft.colours = colours.mapValues { $0.uppercased() }
        return draft
    }

    private func failures(_ languages: [Language]) -> [BrandFailure] {
        let names = [("name", name), ("locative", locative)].flatMap { field, words in
            words.missing(of: languages).prefix(1).map { BrandFailure.nameMissing(field: field, in: $0) }
        }
        let letter = mark.trimmingSpaces().count == 1 ? [] : [BrandFailure.markMalformed]
        let malformed = BrandColour.all.filter { !Profile.Brand.isColour(colours[$0] ?? "") }
        return names + letter + malformed.map(BrandFailure.colourMalformed)
    }
}

/// One of the twelve colours of a town.
public struct BrandColour: Hashable, Sendable, CustomStringConvertible {
    public enum Scheme: String, Sendable, CaseIterable { case light, dark }

    /// By their keys in `municipality.json5`.
    public enum Part: String, Sendable, CaseIterable {
        case brand, brandHigh, onBrand, brandSoft, brandTint, seal
    }

    public let scheme: Scheme
    public let part: Part

    public init(_ scheme: Scheme, _ part: Part) {
        self.scheme = scheme
        self.part = part
    }

    public static let all = Scheme.allCases.flatMap { scheme in Part.allCases.map { BrandColour(scheme, $0) } }

    /// The name of its field: `light-brand`.
    public var description: String { "\(scheme.rawValue)-\(part.rawValue)" }
}

extension Profile.Brand {
    public subscript(colour: BrandColour) -> String {
        let palette = colour.scheme == .light ? light : dark
        return switch colour.part {
        case .brand: palette.brand
        case .brandHigh: palette.brandHigh
        case .onBrand: palette.onBrand
        case .brandSoft: palette.brandSoft
        case .brandTint: palette.brandTint
        case .seal: palette.seal
        }
    }
}

public enum BrandFailure: Failure, Equatable {
    case nameMissing(field: String, in: Language)
    /// One letter is needed.
    case markMalformed
    case colourMalformed(BrandColour)
    /// People cannot read what stands on it, or it on something else. `tenths` is the contrast;
    /// `nearest` is the nearest colour that would do, nil where this colour alone cannot mend it.
    case unreadable(BrandColour, pair: Text, tenths: Int, nearest: String?)

    public var kind: FailureKind {
        switch self {
        case .nameMissing(let field, let language): .invalid(field: "\(field)-\(language.rawValue)")
        case .markMalformed: .invalid(field: "mark")
        case .colourMalformed(let colour), .unreadable(let colour, _, _, _): .invalid(field: colour.description)
        }
    }

    public var text: Text {
        switch self {
        case .nameMissing: Text("configuration.brand.failure.nameMissing")
        case .markMalformed: Text("configuration.brand.failure.markMalformed")
        case .colourMalformed: Text("configuration.brand.failure.colourMalformed")
        case .unreadable(_, let pair, let tenths, nil):
            Text("configuration.brand.failure.unreadable", Self.words(pair, tenths))
        case .unreadable(_, let pair, let tenths, let nearest?):
            Text(
                "configuration.brand.failure.nearest",
                Self.words(pair, tenths).merging(["colour": .words(nearest)]) { $1 }
            )
        }
    }

    private static func words(_ pair: Text, _ tenths: Int) -> [String: Text.Argument] {
        ["pair": .text(pair), "whole": .number(tenths / 10), "tenth": .number(tenths % 10)]
    }
}
