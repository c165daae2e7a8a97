public import CityKit

/// A town or commune as its current revision describes it: everything in which one town differs from another.
///
/// It never changes. It is an object and no value, since every request takes it along through all layers.
public final class Municipality: Sendable {
    public let id: ID<Municipality>
    /// 1 for the first import; each change makes the next one.
    public let revision: Int
    public let profile: Profile
    public let units: [Unit]
    public let groups: [CategoryGroup]
    public let categories: [Category]
    public let reports: ReportRules
    /// Nil where residents have no accounts.
    public let accounts: AccountRules?
    /// Nil where complaints about the system are not taken here.
    public let complaints: ComplaintRules?
    /// Nil where questions are reports like all others.
    public let questions: QuestionRules?
    /// Nil where ideas are reports like all others.
    public let ideas: IdeaRules?
    /// Nil where the town keeps no register of people to write to.
    public let recipients: RecipientRules?
    /// Nil where the regulation says nothing of disturbances.
    public let disruptions: DisruptionRules?
    /// Nil while the town goes on.
    public let closing: ClosingRule?
    /// How long the town keeps what; `retention` fills the gaps.
    public let retentionRules: [RetentionRule]
    /// What the town uses personal data for, in the order of the file; empty where it does not say.
    public let purposes: [PurposeRule]
    /// The town's days off, laid over its country's calendar.
    public let calendar: WorkingCalendar
    public let clock: LocalClock
    /// Versions of the regulation, newest first.
    public let regulation: [RegulationVersion]
    /// The town's own words for keys of `Texts/*.json`, where they differ.
    public let words: [Language: [String: String]]
    /// Nil when the town gave none.
    public let boundary: Boundary?
    /// Nil when the town gave none: its map shows the outline alone.
    public let streets: Streets?
    /// Nil when the town gave none: then all of it counts as managed by the town.
    public let managedLand: ManagedLand?
    /// Nil when the town gave none.
    public let districts: Districts?

    public init(
        id: ID<Municipality>,
        revision: Int,
        profile: Profile,
        units: [Unit],
        groups: [CategoryGroup],
        categories: [Category],
        reports: ReportRules,
        accounts: AccountRules? = nil,
        complaints: ComplaintRules? = nil,
        questions: QuestionRules? = nil,
        ideas: IdeaRules? = nil,
        recipients: RecipientRules? = nil,
        disruptions: DisruptionRules? = nil,
        closing: ClosingRule? = nil,
        retentionRules: [RetentionRule] = [],
        purposes: [PurposeRule] = [],
        calendar: WorkingCalendar,
        clock: LocalClock,
        regulation: [RegulationVersion],
        words: [Language: [String: String]] = [:],
        boundary: Boundary? = nil,
        streets: Streets? = nil,
        managedLand: ManagedLand? = nil,
        districts: Districts? = nil
    ) {
        self.id = id
        self.revision = revision
        self.profile = profile
        self.units = units
        self.groups = groups
        self.categories = categories
        self.reports = reports
        self.accounts = accounts
        self.complaints = complaints
        self.questions = questions
        self.ideas = ideas
        self.recipients = recipients
        self.disruptions = disruptions
        self.closing = closing
        self.retentionRules = retentionRules
        self.purposes = purposes
        self.calendar = calendar
        self.clock = clock
        self.regulation = regulation
        self.words = words
        self.boundary = boundary
        self.streets = streets
        self.managedLand = managedLand
        self.districts = districts
    }

    public func category(_ id: ID<Category>) -> Category? { categories.first { $0.id == id } }

    public func group(_ id: ID<CategoryGroup>) -> CategoryGroup? { groups.first { $0.id == id } }

    /// The categories that are offered on `day`, group by group, in the order of the file.
    public func offeredCategories(on day: CivilDate) -> [(group: CategoryGroup, categories: [Category])] {
        groups.compactMap { group in
            let offered = categories.filter { $0.group == group.id && $0.isOffered(on: day) }
            return offered.isEmpty ? nil : (group, offered)
        }
    }

    /// The categories whose published reports this audience finds in the public part, in the order of the file.
    public func categories(listedFor audience: Audience) -> [Category] {
        categories.filter { $0.isListed(for: audience) }
    }

    /// Whether this audience finds published reports of the category. Those of a category that the town does not have any
    /// more are for everyone.
    public func lists(_ id: ID<Category>, for audience: Audience) -> Bool {
        category(id)?.isListed(for: audience) ?? true
    }

    public func unit(_ id: ID<Unit>) -> Unit? { units.first { $0.id == id } }

    /// The version of the regulation in force on `day`; the oldest one for days before it.
    public func regulation(on day: CivilDate) -> RegulationVersion? {
        regulation.first { $0.effective <= day } ?? regulation.last
    }
}

extension Municipality: Equatable {
    /// The calendar and the clock follow from the profile and the country's holidays.
    public static func == (a: Municipality, b: Municipality) -> Bool {
        (a.id, a.revision) == (b.id, b.revision)
            && (a.profile, a.units, a.groups) == (b.profile, b.units, b.groups)
            && (a.categories, a.reports, a.accounts) == (b.categories, b.reports, b.accounts)
            && (a.complaints, a.retentionRules, a.purposes) == (b.complaints, b.retentionRules, b.purposes)
            && (a.regulation, a.words, a.boundary) == (b.regulation, b.words, b.boundary)
            && (a.streets, a.managedLand, a.districts) == (b.streets, b.managedLand, b.districts)
            && (a.questions, a.disruptions, a.closing) == (b.questions, b.disruptions, b.closing)
            && (a.ideas, a.recipients) == (b.ideas, b.recipients) && a.calendar.holidays == b.calendar.holidays
    }
}

/// One version of a municipality's regulation, shown on its own page and named in every acceptance.
public struct RegulationVersion: Sendable, Equatable {
    /// The name of the version, such as `2026-01`.
    public let version: String
    public let effective: CivilDate
    public let language: Language
    /// Markdown: headings, paragraphs and lists.
    public let text: String

    public init(version: String, effective: CivilDate, language: Language, text: String) {
        self.version = version
        self.effective = effective
        self.language = language
        self.text = text
    }
}
