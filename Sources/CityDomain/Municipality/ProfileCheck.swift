import CityKit
import Foundation

/// Checks `municipality.json5` and the files it names.
struct ProfileCheck {
    private let profile: Profile
    private let files: MunicipalityFiles
    private let calendars: Set<String>

    init(_ profile: Profile, files: MunicipalityFiles, calendars: Set<String>) {
        self.profile = profile
        self.files = files
        self.calendars = calendars
    }

    var faults: [FileFault] {
        place + contact + brand + closedDays + versions + unusedFiles
            + AccessibilityCheck(profile: profile, town: files.town).faults
    }

    private var place: [FileFault] {
        var faults: [FileFault] = []
        if profile.country.utf8.count != 2 || profile.country.utf8.contains(where: { !(65...90).contains($0) }) {
            faults.append(fault("country", "“\(profile.country)” is no ISO 3166 code; write for example PL"))
        }
        if LocalClock(zone: profile.timeZone) == nil {
            let near = Spelling.nearest(to: profile.timeZone, among: TimeZone.knownTimeZoneIdentifiers)
            let mend = near.map { "did you mean “\($0)”?" } ?? "write for example Europe/Warsaw"
            faults.append(fault("timeZone", "“\(profile.timeZone)” is no IANA time zone; \(mend)"))
        }
        if !calendars.contains(profile.calendar) {
            let known = calendars.sorted().joined(separator: ", ")
            faults.append(fault("calendar", "Calendars/\(profile.calendar).json5 is not there; there are: \(known)"))
        }
        if profile.languages.isEmpty { faults.append(fault("languages", "needs at least one language")) }
        faults += profile.languages.repeats().map {
            fault("languages[\($0.index)]", "“\($0.element.rawValue)” is there twice")
        }
        return faults
    }

    private var contact: [FileFault] {
        var faults: [FileFault] = []
        let mailboxes: [(String, String?)] = [
            ("office.email", profile.office.email),
            ("controller.dataProtectionOfficer", profile.controller.dataProtectionOfficer),
            ("operator.support.email", profile.operator?.support.email),
        ]
        for case (let path, let mailbox?) in mailboxes where (try? EmailAddress(typed: mailbox)) == nil {
            faults.append(fault(path, "“\(mailbox)” is no e-mail address"))
        }
        if profile.emergencyNumber.isEmpty || profile.emergencyNumber.contains(where: { !$0.isASCII || !$0.isNumber }) {
            faults.append(
                fault("emergencyNumber", "“\(profile.emergencyNumber)” must be digits; write for example 112")
            )
        }
        return faults
    }

    private var brand: [FileFault] {
        var faults: [FileFault] = []
        if profile.brand.mark.count != 1 {
            faults.append(fault("brand.mark", "“\(profile.brand.mark)” must be one letter"))
        }
        for (theme, palette) in [("light", profile.brand.light), ("dark", profile.brand.dark)] {
            for (name, colour) in palette.named where !Profile.Brand.isColour(colour) {
                faults.append(
                    fault("brand.\(theme).\(name)", "“\(colour)” is no colour; write # and six hexadecimal digits")
                )
            }
        }
        return faults
    }

    private var closedDays: [FileFault] {
        profile.closedDays.map(\.date).repeats().map {
            fault("closedDays[\($0.index)].date", "\($0.element) is there twice")
        }
    }

    private var versions: [FileFault] {
        let all = profile.regulation
        var faults = all.map { "\($0.version) \($0.language.rawValue)" }.repeats().map {
            fault("regulation[\($0.index)]", "version \($0.element) is there twice")
        }
        if let office = profile.languages.first, !all.contains(where: { $0.language == office }) {
            faults.append(fault("regulation", "needs a version in “\(office.rawValue)”, the language of the office"))
        }
        for (index, pair) in zip(all, all.dropFirst()).enumerated() where pair.1.effective > pair.0.effective {
            let problem = "\(pair.1.effective) is later than \(pair.0.effective) above it; put the newest version first"
            faults.append(fault("regulation[\(index + 1)].effective", problem))
        }
        for (index, version) in all.enumerated() {
            guard let text = files.contents["regulation/\(version.file)"] else {
                faults.append(fault("regulation[\(index)].file", "regulation/\(version.file) is not there"))
                continue
            }
            if text.trimmingSpaces().isEmpty {
                faults.append(.at(files.town, "regulation/\(version.file)", "", "is empty"))
            }
        }
        return faults
    }

    private var unusedFiles: [FileFault] {
        let named = Set(profile.regulation.map { "regulation/\($0.file)" })
        return files.names(below: "regulation").filter { !named.contains($0) }.map {
            .at(files.town, $0, "", "is named by no version in municipality.json5")
        }
    }

    private func fault(_ path: String, _ problem: String) -> FileFault {
        .at(files.town, MunicipalityFiles.profile, path, problem)
    }
}

extension Profile.Brand.Palette {
    /// Every colour with its key.
    var named: [(name: String, colour: String)] {
        [
            ("brand", brand), ("brandHigh", brandHigh), ("onBrand", onBrand), ("brandSoft", brandSoft),
            ("brandTint", brandTint), ("seal", seal),
        ]
    }
}

extension Profile.Brand {
    /// Whether a colour is written as `#RRGGBB`.
    static func isColour(_ text: String) -> Bool {
        text.hasPrefix("#") && text.utf8.count == 7 && text.dropFirst().allSatisfy { $0.isASCII && $0.isHexDigit }
    }
}
