import CityDomain
import CityKit
import HTTPTypes

/// A published idea with its support.
struct IdeaAPI: APIValue {
    let number: String
    let category: String
    let state: String
    let status: String
    let title: String
    let address: String?
    let persons: Int
    let needed: Int?
    let collectsUntil: String?
    let publishedAt: String
    let updatedAt: String

    init(_ idea: IdeaEntry, in town: Municipality) {
        number = idea.entry.number.description
        category = idea.entry.category.rawValue
        state = idea.state.rawValue
        status = idea.entry.status.rawValue
        title = idea.entry.title
        address = idea.entry.address
        persons = idea.persons
        needed = idea.collectsUntil.flatMap { _ in town.ideas?.support?.persons }
        collectsUntil = idea.collectsUntil?.description
        publishedAt = idea.entry.publishedAt.rfc3339
        updatedAt = idea.entry.updatedAt.rfc3339
    }

    static let schema = JSONSchema.object(
        "Idea",
        "A published idea with its support; who supports it is never told.",
        [
            .required("number", .reportNumber),
            .required("category", .id),
            .required("state", .word(IdeaState.self), "Where it stands."),
            .required("status", .word(ReportStatus.self), "Of the report that it is."),
            .required("title", .text),
            .optional("address", .text),
            .required("persons", .count, "Who supports it, its author included, each once; as last counted."),
            .optional("needed", .count, "How many it needs, while it collects support."),
            .optional("collectsUntil", .day, "The last day on which it collects support."),
            .required("publishedAt", .moment),
            .required("updatedAt", .moment, "The last change of the status."),
        ]
    )

    static let operations = [list]

    private static let list = APIOperation(
        "listIdeas",
        .get,
        "ideas",
        .reports,
        "Published ideas with their support.",
        access: .everybody,
        parameters: [
            .query("state", .word(IdeaState.self), "Those that stand there."),
            .query("sort", .word(IdeaQuery.Order.self), "The last one published first, or the one with most support."),
            .after,
            .query("limit", .plain(["type": "integer", "minimum": 1, "maximum": 100]), "Ideas on a page; 20 else."),
        ],
        answers: [.ok: "A page of the list."],
        failures: [.notFound: "The town has no rule for ideas."]
    ) { call in
        let state = try call.word(IdeaState.self, in: "state")
        let order = try call.word(IdeaQuery.Order.self, in: "sort")
        let after = call.query["after"]
        let query = IdeaQuery(
            state: state,
            order: order ?? .newest,
            after: after.isEmpty ? nil : after,
            limit: try call.limit()
        )
        let page = try await call.useCases.supports.ideas(query, for: call.visit.audience, in: call.town)
        return .ok(IdeaListAPI(page, in: call.town))
    }
}

/// A page of the list.
struct IdeaListAPI: APIValue {
    let ideas: [IdeaAPI]
    let next: String?

    init(_ page: Page<IdeaEntry>, in town: Municipality) {
        ideas = page.elements.map { IdeaAPI($0, in: town) }
        next = page.next
    }

    static let schema = JSONSchema.object(
        "IdeaList",
        "A page of ideas.",
        [
            .required("ideas", .list(of: IdeaAPI.schema)),
            .optional("next", .text, "For `after`; absent on the last page."),
        ]
    )
}

extension APICall {
    /// A word of a closed list; nil where none is given.
    fileprivate func word<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type, in name: String) throws
        -> Word?
    {
        let typed = query[name]
        guard !typed.isEmpty else { return nil }
        guard let word = Word(rawValue: typed) else {
            throw RequestFailure.mistypedField(name, expected: Word.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return word
    }
}
