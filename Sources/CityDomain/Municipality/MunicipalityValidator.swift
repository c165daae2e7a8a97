import CityKit

/// Asks whether the parts of a town fit together. Every check says where it looked, what is wrong and how to mend it.
struct MunicipalityValidator {
    let calendars: Set<String>
    let texts: OwnTexts?

    func faults(in parts: MunicipalityParts) -> [FileFault] {
        let town = parts.files.town
        var faults: [FileFault] = []
        if !CategoryCheck.isID(town.rawValue) {
            let problem = "the name of a town's folder must be small letters a–z, digits and hyphens"
            faults.append(FileFault(file: town.rawValue, problem: problem))
        }
        if let profile = parts.profile {
            faults += ProfileCheck(profile, files: parts.files, calendars: calendars).faults
            faults += WordsCheck(languages: profile.languages, town: town).faults(profile, parts.list)
        }
        if let list = parts.list { faults += CategoryCheck(list, town: town).faults }
        if let reports = parts.rules?.reports {
            faults += SourceCheck(town: town).faults(Rule.rules(of: reports))
            faults += WorkflowCheck(reports, town: town).faults
            if let list = parts.list { faults += DeadlineCheck(reports, list, town: town).faults }
            if let photos = reports.photos {
                let languages = parts.profile?.languages ?? []
                faults += PhotoCheck(rules: photos, languages: languages, town: town).faults
            }
        }
        if let accounts = parts.rules?.accounts { faults += SourceCheck(town: town).faults(Rule.rules(of: accounts)) }
        faults +=
            guardianFaults(parts) + complaintFaults(parts) + commentFaults(parts) + disruptionFaults(parts)
            + similarFaults(parts)
        faults +=
            dataFaults(parts) + moduleFaults(parts) + routingFaults(parts) + questionFaults(parts) + ideaFaults(parts)
            + recipientFaults(parts)
        // Where a file with rules cannot be read, every pointer to it would look wrong.
        if let map = parts.clauses, parts.profile != nil, parts.list != nil, parts.rules != nil {
            faults += ClauseCheck(map, rules: parts.allRules, town: town).faults
        }
        let words = texts.map { OwnWordsCheck(words: parts.words, texts: $0, town: town).unknown }
        return faults + ScenarioCheck(parts).faults + (words ?? [])
    }

    /// Of what personal data are used for, and how long they are kept.
    private func dataFaults(_ parts: MunicipalityParts) -> [FileFault] {
        let town = parts.files.town
        var faults: [FileFault] = []
        if let retention = parts.rules?.retention {
            faults += SourceCheck(town: town).faults(Rule.rules(of: retention))
            let categories = parts.list?.categories.map(\.id) ?? []
            faults += RetentionCheck(rules: retention, categories: categories, town: town).faults
        }
        if let purposes = parts.rules?.purposes {
            faults += SourceCheck(town: town).faults(Rule.rules(of: purposes))
            faults += PurposeCheck(rules: purposes, town: town).faults
        }
        return faults
    }

    private func similarFaults(_ parts: MunicipalityParts) -> [FileFault] {
        let (rules, town) = (parts.rules, parts.files.town)
        return (rules?.reports?.similar.map { SimilarCheck(rules: $0, town: town).faults } ?? [])
            + (rules?.reports?.supports.map { SupportCheck(rules: $0, ideas: rules?.ideas, town: town).faults } ?? [])
    }

    private func routingFaults(_ parts: MunicipalityParts) -> [FileFault] {
        let town = parts.files.town
        let ids = (parts.districts?.all ?? []).map(\.id)
        let twice = ids.repeats().map {
            FileFault.at(
                town,
                MunicipalityFiles.districts,
                "features[\($0.index)].properties.id",
                "“\($0.element)” is there twice"
            )
        }
        guard let rules = parts.rules?.reports?.routing, let list = parts.list else { return twice }
        return twice
            + RoutingCheck(
                rules: rules,
                units: list.units.map(\.id),
                categories: list.categories.map(\.id),
                districts: ids,
                town: town
            ).faults
    }

    private func guardianFaults(_ parts: MunicipalityParts) -> [FileFault] {
        guard let under = parts.rules?.accounts?.guardian?.under else { return [] }
        let least = parts.rules?.reports?.minimumAge?.years ?? 0
        guard !(2...18).contains(under) || under <= least else { return [] }
        let problem = "\(under) is no age; write 2 to 18, and more than `reports.minimumAge`"
        let text = Text("configuration.fault.guardianAge", ["age": .number(max(least + 1, 2))])
        return [.at(parts.files.town, MunicipalityFiles.rules, "accounts.guardian.under", problem, text)]
    }

    private func complaintFaults(_ parts: MunicipalityParts) -> [FileFault] {
        guard let complaints = parts.rules?.complaints else { return [] }
        let town = parts.files.town
        return SourceCheck(town: town).faults(Rule.rules(of: complaints))
            + ComplaintCheck(rules: complaints, town: town).faults
    }

    private func commentFaults(_ parts: MunicipalityParts) -> [FileFault] {
        let (reports, town) = (parts.rules?.reports, parts.files.town)
        return (reports?.comments.map { CommentCheck(rules: $0, town: town).faults } ?? [])
            + (reports?.contractors.map { ContractorCheck(rules: $0, town: town).faults } ?? []) + abuseFaults(parts)
    }

    private func abuseFaults(_ parts: MunicipalityParts) -> [FileFault] {
        guard let reports = parts.rules?.reports, let abuse = reports.abuse else { return [] }
        let categories = parts.list?.categories
        return AbuseCheck(rules: abuse, reports: reports, categories: categories, town: parts.files.town).faults
    }

    private func recipientFaults(_ parts: MunicipalityParts) -> [FileFault] {
        guard let recipients = parts.rules?.recipients else { return [] }
        let town = parts.files.town
        return SourceCheck(town: town).faults(Rule.rules(of: recipients))
            + RecipientCheck(rules: recipients, town: town).faults
    }

    private func questionFaults(_ parts: MunicipalityParts) -> [FileFault] {
        guard let questions = parts.rules?.questions else { return [] }
        let town = parts.files.town
        return SourceCheck(town: town).faults(Rule.rules(of: questions))
            + QuestionCheck(
                rules: questions,
                reports: parts.rules?.reports,
                categories: parts.list?.categories,
                town: town
            ).faults
    }

    private func ideaFaults(_ parts: MunicipalityParts) -> [FileFault] {
        guard let ideas = parts.rules?.ideas else { return [] }
        let town = parts.files.town
        return SourceCheck(town: town).faults(Rule.rules(of: ideas))
            + IdeaCheck(
                rules: ideas,
                reports: parts.rules?.reports,
                categories: parts.list?.categories,
                town: town
            ).faults
    }

    private func disruptionFaults(_ parts: MunicipalityParts) -> [FileFault] {
        closingFaults(parts) + announcedFaults(parts)
    }

    private func closingFaults(_ parts: MunicipalityParts) -> [FileFault] {
        let rules = parts.rules?.closing.map(Rule.rules(of:)) ?? []
        return SourceCheck(town: parts.files.town).faults(rules)
    }

    private func announcedFaults(_ parts: MunicipalityParts) -> [FileFault] {
        guard let disruptions = parts.rules?.disruptions else { return [] }
        let town = parts.files.town
        return SourceCheck(town: town).faults(Rule.rules(of: disruptions))
            + DisruptionCheck(rules: disruptions, town: town).faults
    }

    private func moduleFaults(_ parts: MunicipalityParts) -> [FileFault] {
        guard let profile = parts.profile, let rules = parts.rules else { return [] }
        let town = parts.files.town
        switch (profile.modules.contains(.reports), rules.reports != nil) {
        case (true, false):
            return [
                .at(
                    town,
                    MunicipalityFiles.profile,
                    "modules",
                    "has “reports”, but rules.json5 has no rules for reports"
                )
            ]
        case (false, true):
            return [.at(town, MunicipalityFiles.rules, "reports", "is a module that municipality.json5 does not list")]
        default: return []
        }
    }
}

extension FileFault {
    /// - Parameter text: what a page of the settings says; its key begins with `configuration.fault`.
    static func at(
        _ town: ID<Municipality>,
        _ file: String,
        _ path: String,
        _ problem: String,
        _ text: Text? = nil
    ) -> FileFault {
        FileFault(file: "\(town)/\(file)", path: path, problem: problem, text: text)
    }
}

extension Sequence where Element: Hashable {
    /// The places of elements that stood before, in order.
    func repeats() -> [(index: Int, element: Element)] {
        var seen: Set<Element> = []
        return enumerated().filter { !seen.insert($0.element).inserted }.map { ($0.offset, $0.element) }
    }
}
