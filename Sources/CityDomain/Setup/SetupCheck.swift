import CityKit

/// Reads what was typed into the wizard, step by step, and says what is wrong with it.
struct SetupCheck {
    private let draft: SetupDraft
    private let calendars: [String]
    /// Nil as long as none was chosen.
    private let profile: TownProfile?
    private(set) var town = NewTown()
    private(set) var administrator: (name: PersonName, login: EmailAddress)?
    private var failures: [SetupStep: [any Failure]] = [:]

    /// Characters of a line.
    static let longest = 200
    private static let longestID = 40
    /// First parts of paths that are the program's own.
    static let reserved: Set<String> = ["assets", "livez", "readyz", "metrics", "setup", "open311", "api", "office"]
    /// Kilometres.
    static let radii = 0.5...100.0

    init(_ draft: SetupDraft, profile: TownProfile?, calendars: [String]) {
        self.draft = draft
        self.profile = profile
        self.calendars = calendars
        if profile == nil { failures[.profile] = [SetupFailure.profileUnknown] }
        readTown()
        readLook()
        readPlace()
        readUnits()
        readAdministrator()
    }

    /// What is wrong with a step; of one that was never sent what it lacks.
    func failures(of step: SetupStep) -> [any Failure] { failures[step] ?? [] }

    /// The first step that somebody has to go back to.
    var unfinished: SetupStep? {
        SetupStep.allCases.first { $0 != .review && (!draft.wasSent($0) || !failures(of: $0).isEmpty) }
    }

    func isDone(_ step: SetupStep) -> Bool { draft.wasSent(step) && failures(of: step).isEmpty }
}

// MARK: - The town

extension SetupCheck {
    private mutating func readTown() {
        readCountry()
        readLanguages()
        readID()
        town.address = line("address", in: .town)
        town.email = mailbox("email", in: .town, .must)
        town.phone = draft[.town, "phone"]
        let needsPhone = town.country == "PL"
        if town.phone.isEmpty ? needsPhone : town.phone.filter(\.isNumber).count < 5 {
            fail(.town, town.phone.isEmpty ? SetupFailure.missing(field: "phone") : SetupFailure.phoneMalformed)
        }
        town.controller = line("controller", in: .town)
        town.officer = mailbox("officer", in: .town, .may)
    }

    private mutating func readCountry() {
        town.calendar = draft[.town, "country"]
        if !calendars.contains(town.calendar) { fail(.town, SetupFailure.countryUnknown) }
        town.timeZone = line("zone", in: .town)
        if !town.timeZone.isEmpty, LocalClock(zone: town.timeZone) == nil {
            fail(.town, SetupFailure.timeZoneUnknown(town.timeZone))
        }
    }

    private mutating func readLanguages() {
        let chosen = Language.allCases.filter { draft.all(.town, "languages").contains($0.rawValue) }
        let office = Language(rawValue: draft[.town, "language"])
        if chosen.isEmpty {
            fail(.town, SetupFailure.languageMissing)
        } else if let office, chosen.contains(office) {
            town.languages = [office] + chosen.filter { $0 != office }
        } else {
            fail(.town, SetupFailure.officeLanguageNotChosen)
        }
        for language in town.languages {
            town.name[language] = line("name-\(language.rawValue)", in: .town)
            town.office[language] = line("office-\(language.rawValue)", in: .town)
            let typed = draft[.town, "locative-\(language.rawValue)"]
            if !typed.isEmpty { town.locative[language] = typed }
        }
    }

    private mutating func readID() {
        let id = draft[.town, "id"]
        town.id = ID(id)
        if id.isEmpty {
            fail(.town, SetupFailure.missing(field: "id"))
        } else if !CategoryCheck.isID(id) || id.utf8.count > Self.longestID || id.hasPrefix("-") || id.hasSuffix("-") {
            fail(.town, SetupFailure.idMalformed)
        } else if Self.reserved.contains(id) {
            fail(.town, SetupFailure.idReserved(id))
        }
    }
}

// MARK: - Look and place

extension SetupCheck {
    private mutating func readLook() {
        town.mark = draft[.look, "mark"]
        if town.mark.count != 1 { fail(.look, SetupFailure.markMalformed) }
        town.colours = SetupColours(draft[.look, "colour"])
        guard let colours = town.colours else { return fail(.look, SetupFailure.colourMalformed) }
        if let suggestion = colours.suggestion { fail(.look, SetupFailure.colourPale(suggestion: suggestion)) }
    }

    private mutating func readPlace() {
        for file in SetupMapFile.all { town.files[file.name] = draft.files[file.name] }
        switch SetupOutline.Shape(rawValue: draft[.place, "shape"]) {
        case nil: fail(.place, SetupFailure.shapeMissing)
        case .file:
            if town.files[MunicipalityFiles.boundary] == nil { fail(.place, SetupFailure.boundaryMissing) }
        case let shape?:
            town.files[MunicipalityFiles.boundary] = nil
            readOutline(shape)
        }
    }

    private mutating func readOutline(_ shape: SetupOutline.Shape) {
        let centre = Coordinate(
            typedLatitude: draft[.place, "latitude"],
            longitude: draft[.place, "longitude"]
        )
        let radius = Double(draft[.place, "radius"].replacing(",", with: "."))
        if centre == nil { fail(.place, SetupFailure.centreMalformed) }
        guard let radius, Self.radii.contains(radius) else { return fail(.place, SetupFailure.radiusMalformed) }
        guard let centre else { return }
        town.outline = SetupOutline(centre: centre, radius: radius * 1_000, shape: shape)
    }
}

// MARK: - Units and people

extension SetupCheck {
    private mutating func readUnits() {
        guard let profile else { return }
        let known = Set(profile.town.categories.map(\.id.rawValue))
        town.categories = known.intersection(draft.all(.units, "category"))
        if town.categories.isEmpty, !known.isEmpty { fail(.units, SetupFailure.categoryMissing) }
        for unit in profile.town.units {
            town.mailboxes[unit.id.rawValue] = mailbox("unit-\(unit.id)", in: .units, .may)
        }
    }

    private mutating func readAdministrator() {
        let login = mailbox("login", in: .administrator, .must)
        guard !line("name", in: .administrator).isEmpty else { return }
        do {
            let name = try PersonName(typed: draft[.administrator, "name"])
            if let login = try? EmailAddress(typed: login) { administrator = (name, login) }
        } catch {
            fail(.administrator, SetupFailure.tooLong(field: "name", most: Self.longest))
        }
    }
}

// MARK: - Fields

extension SetupCheck {
    private mutating func fail(_ step: SetupStep, _ failure: any Failure) {
        failures[step, default: []].append(failure)
    }

    /// A field that has to be filled.
    private mutating func line(_ name: String, in step: SetupStep) -> String {
        let typed = draft[step, name]
        if typed.isEmpty { fail(step, SetupFailure.missing(field: name)) }
        if typed.count > Self.longest { fail(step, SetupFailure.tooLong(field: name, most: Self.longest)) }
        return typed
    }

    private enum Need { case must, may }

    private mutating func mailbox(_ name: String, in step: SetupStep, _ need: Need) -> String {
        let typed = draft[step, name]
        if typed.isEmpty {
            if need == .must { fail(step, SetupFailure.missing(field: name)) }
        } else if (try? EmailAddress(typed: typed)) == nil {
            fail(step, SetupFailure.mailboxMalformed(field: name, typed: typed))
        }
        return typed
    }
}
