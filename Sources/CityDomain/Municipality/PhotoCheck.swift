import CityKit

/// Checks the rules for photos.
struct PhotoCheck {
    let rules: PhotoRules
    let languages: [Language]
    let town: ID<Municipality>

    var faults: [FileFault] { number + repeats + words }

    private var number: [FileFault] {
        if !(0...PhotoRules.upperLimit).contains(rules.max) {
            return [fault("max", "\(rules.max) is no number of photos; write 0 to \(PhotoRules.upperLimit)")]
        }
        guard rules.max == 0, rules.publish != .never || rules.needsConsent else { return [] }
        return [fault("max", "is 0, so the other rules for photos are never used")]
    }

    private var repeats: [FileFault] {
        (rules.declarations ?? []).map(\.about.rawValue).repeats().map {
            fault("declarations[\($0.index)].about", "“\($0.element)” is there twice")
        }
    }

    private var words: [FileFault] {
        guard let text = rules.licence?.text else { return [] }
        return languages.filter { (text.words[$0] ?? "").trimmingSpaces().isEmpty }.map {
            fault("licence.text", "has no words in “\($0.rawValue)”, a language of the town")
        }
    }

    private func fault(_ path: String, _ problem: String) -> FileFault {
        .at(town, MunicipalityFiles.rules, "reports.photos.\(path)", problem)
    }
}
