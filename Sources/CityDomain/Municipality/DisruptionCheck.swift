import CityKit

/// Checks the rules for disturbances of the service.
struct DisruptionCheck {
    let rules: DisruptionRules
    let town: ID<Municipality>

    var faults: [FileFault] {
        var faults: [FileFault] = []
        if rules.advance == nil, rules.workingHours == nil {
            faults.append(fault("", "says nothing; write `advance` or `workingHours`, or leave it out"))
        }
        if let hours = rules.workingHours, hours.from >= hours.until {
            faults.append(fault(".workingHours", "ends at \(hours.until), which is not after \(hours.from)"))
        }
        return faults
    }

    private func fault(_ path: String, _ problem: String) -> FileFault {
        .at(town, MunicipalityFiles.rules, "disruptions\(path)", problem)
    }
}
