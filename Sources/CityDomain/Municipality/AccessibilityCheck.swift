import CityKit

/// Checks that a town declares what the law of its country asks for.
struct AccessibilityCheck {
    let profile: Profile
    let town: ID<Municipality>

    /// Countries whose law asks every public body for the declaration, with the law.
    private static let laws = ["PL": "the act of 4 April 2019 asks for the declaration of accessibility"]

    static func isNeeded(in country: String) -> Bool { laws[country] != nil }

    var faults: [FileFault] {
        guard let declared = profile.accessibility else {
            return Self.laws[profile.country].map { [fault("", "is missing: \($0)")] } ?? []
        }
        return dates(declared) + status(declared) + contact(declared)
    }

    private func dates(_ declared: Profile.Accessibility) -> [FileFault] {
        var faults: [FileFault] = []
        if declared.updated < declared.published {
            faults.append(
                fault(".updated", "\(declared.updated) is before \(declared.published), the day of publication")
            )
        }
        if declared.prepared < declared.updated {
            let problem =
                "\(declared.prepared) is before \(declared.updated): a change of the site needs a new declaration"
            faults.append(fault(".prepared", problem))
        }
        return faults
    }

    private func status(_ declared: Profile.Accessibility) -> [FileFault] {
        var faults: [FileFault] = []
        switch (declared.status, declared.gaps.isEmpty) {
        case (.full, false): faults.append(fault(".gaps", "names gaps, but the status is “full”"))
        case (.partial, true), (.none, true):
            faults.append(
                fault(".gaps", "is empty, but the status is “\(declared.status.rawValue)”: say what is missing")
            )
        case (.full, true), (.partial, false), (.none, false): break
        }
        switch (declared.assessment.by, declared.assessment.auditor) {
        case (.auditor, nil): faults.append(fault(".assessment.auditor", "is missing: say who assessed the site"))
        case (.office, .some): faults.append(fault(".assessment.auditor", "is named, but the office assessed the site"))
        case (.auditor, .some), (.office, nil): break
        }
        return faults
    }

    private func contact(_ declared: Profile.Accessibility) -> [FileFault] {
        var faults: [FileFault] = []
        if (try? EmailAddress(typed: declared.contact.email)) == nil {
            faults.append(fault(".contact.email", "“\(declared.contact.email)” is no e-mail address"))
        }
        if declared.contact.phone.filter(\.isNumber).count < 5 {
            faults.append(fault(".contact.phone", "“\(declared.contact.phone)” is no telephone number"))
        }
        return faults
    }

    private func fault(_ path: String, _ problem: String) -> FileFault {
        .at(town, MunicipalityFiles.profile, "accessibility\(path)", problem)
    }
}
