public import CityDomain
public import CityKit
public import CityStorage

extension TestTownHall {
    public var templates: SQLTemplateStore { SQLTemplateStore(database: database) }

    public var keepTemplates: KeepTemplates {
        KeepTemplates(store: templates, randomness: randomness, audit: audit)
    }

    /// A template for all cases, which is there already.
    @discardableResult
    public func template(
        _ name: String,
        _ words: String,
        for use: TemplateUse? = nil,
        in town: Municipality
    ) async throws -> ID<AnswerTemplate> {
        let draft = TemplateDraft(name: name, words: words, use: use, unit: nil, category: nil)
        let template = AnswerTemplate(id: randomness.id(at: now), draft: draft, revision: 1)
        try await templates.add(template, most: KeepTemplates.most, noting: .sample(in: town.id), in: town.id)
        return template.id
    }
}
