import CityKit

/// Checks the rules for complaints: that each can be answered, and that what is counted is asked for.
struct ComplaintCheck {
    let rules: ComplaintRules
    let town: ID<Municipality>

    var faults: [FileFault] { address + fields + window + scope }

    private var address: [FileFault] {
        guard (try? EmailAddress(typed: rules.address.email)) == nil else { return [] }
        return [fault("address.email", "“\(rules.address.email)” is no e-mail address")]
    }

    private var fields: [FileFault] {
        let all = rules.form.fields
        var faults = all.map(\.rawValue).repeats().map {
            fault("form.fields[\($0.index)]", "“\($0.element)” is there twice")
        }
        if !all.contains(.email) { faults.append(fault("form.fields", "needs “email”: the answer goes there")) }
        if !all.contains(.matter), !all.contains(.description) {
            faults.append(fault("form.fields", "needs “matter” or “description”: what the complaint is about"))
        }
        return faults
    }

    private var window: [FileFault] {
        switch (rules.filing, rules.asks(.eventDay)) {
        case (.some, false): [fault("filing", "is counted from the event, so `form.fields` needs “eventDay”")]
        case (nil, true): [fault("form.fields", "has “eventDay”, which nothing is counted from; add `filing`")]
        case (.some, true), (nil, false): []
        }
    }

    private var scope: [FileFault] {
        guard let subjects = rules.scope?.subjects, !subjects.contains(.service) else { return [] }
        return [fault("scope.subjects", "needs “service”: complaints are about the working of the system")]
    }

    private func fault(_ path: String, _ problem: String) -> FileFault {
        .at(town, MunicipalityFiles.rules, "complaints.\(path)", problem)
    }
}
