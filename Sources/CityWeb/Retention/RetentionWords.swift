import CityDomain
import CityKit

/// How rules of retention are said, to everybody and to the office.
extension Words {
    /// `12 months`, `archival class B5`.
    func term(of rule: RetentionRule) -> String { term(rule.archive, rule.keep) }

    func term(of line: RetentionLine) -> String { term(ArchivalClass(rawValue: line.term), try? Period(line.term)) }

    private func term(_ archive: ArchivalClass?, _ keep: Period?) -> String {
        archive.map { self("retention.class", ["class": .words($0.rawValue)]) } ?? keep.map { self($0.text) } ?? ""
    }

    /// What is kept.
    func data(of rule: RetentionRule) -> String { self("retention.data.\(rule.data.rawValue)") }

    /// From when on the time is counted.
    func event(of rule: RetentionRule) -> String { self("retention.event.\(rule.data.rawValue)") }

    /// The categories the rule is for; nil where it is for all others.
    func scope(of rule: RetentionRule, in town: Municipality) -> String? {
        guard let named = rule.categories else { return nil }
        return town.categories.filter { named.contains($0.id) }.map { self($0.name) }.joined(separator: ", ")
    }
}
