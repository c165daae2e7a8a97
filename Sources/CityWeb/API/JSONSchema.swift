/// What a value of the interface may be, in the words of JSON Schema 2020-12, which OpenAPI 3.1 uses.
indirect enum JSONSchema: Sendable, Equatable {
    /// A plain value and what is said of it.
    case plain(JSONValue)
    case list(of: JSONSchema, most: Int? = nil)
    /// An object with the same kind of value under names that the schema does not know.
    case map(of: JSONSchema)
    case object(Object)

    struct Object: Sendable, Equatable {
        /// Its name among the components of the description; the same everywhere.
        let name: String
        let meaning: String
        let members: [Member]
    }

    struct Member: Sendable, Equatable {
        let name: String
        let schema: JSONSchema
        let meaning: String?
        let isRequired: Bool

        static func required(_ name: String, _ schema: JSONSchema, _ meaning: String? = nil) -> Self {
            Self(name: name, schema: schema, meaning: meaning, isRequired: true)
        }

        static func optional(_ name: String, _ schema: JSONSchema, _ meaning: String? = nil) -> Self {
            Self(name: name, schema: schema, meaning: meaning, isRequired: false)
        }
    }

    static func object(_ name: String, _ meaning: String, _ members: [Member]) -> Self {
        .object(Object(name: name, meaning: meaning, members: members))
    }
}

// MARK: - Plain values

extension JSONSchema {
    /// Every character of Unicode but U+0000, which nobody types and PostgreSQL cannot keep.
    private static let noZero: JSONValue = "^[^\\u0000]*$"

    static let text = Self.plain(["type": "string", "pattern": noZero])
    /// Words of an answer that may repeat what was sent, whatever it was.
    static let echo = Self.plain(["type": "string"])

    /// - Parameter most: Unicode scalars.
    static func text(most: Int) -> Self {
        .plain(["type": "string", "pattern": noZero, "maxLength": .integer(most)])
    }

    /// A text that says something: not only white space.
    static func words(most: Int) -> Self {
        .plain(["type": "string", "pattern": "^[^\\u0000]*[^\\u0000\\s][^\\u0000]*$", "maxLength": .integer(most)])
    }

    static func text(pattern: String, example: String) -> Self {
        .plain(["type": "string", "pattern": .text(pattern), "examples": [.text(example)]])
    }

    static func word<Words: CaseIterable & RawRepresentable<String>>(_: Words.Type) -> Self {
        .word(Words.allCases.map(\.rawValue))
    }

    static func word(_ words: [String]) -> Self {
        .plain(["type": "string", "enum": .list(words.map(JSONValue.text))])
    }

    static let id = Self.plain(["type": "string", "pattern": "^[^\\u0000/]+$"])
    static let url = Self.plain(["type": "string", "format": "uri"])
    /// RFC 3339, in UTC.
    static let moment = Self.plain(["type": "string", "format": "date-time"])
    /// A day on the town's calendar.
    static let day = Self.plain(["type": "string", "format": "date"])
    static let flag = Self.plain(["type": "boolean"])
    static let number = Self.plain(["type": "number"])
    static let count = Self.plain(["type": "integer", "minimum": 0])

    static let latitude = Self.plain(["type": "number", "minimum": -90, "maximum": 90])
    static let longitude = Self.plain(["type": "number", "minimum": -180, "maximum": 180])

    static let reportNumber = Self.text(pattern: "^[0-9]{4}/[1-9][0-9]*$", example: "2026/4187")
    /// Where a number stands in an address.
    static let reportPath = Self.text(pattern: "^[0-9]{4}-[1-9][0-9]{0,8}$", example: "2026-4187")

    /// The same value, or null, which a request may send for what it does not say.
    var orNull: Self {
        guard case .plain(.object(var keywords)) = self, case .text(let type)? = keywords["type"] else { return self }
        keywords["type"] = .list([.text(type), "null"])
        if case .list(let words)? = keywords["enum"] { keywords["enum"] = .list(words) }
        return .plain(.object(keywords))
    }
}

// MARK: - In a query

extension JSONSchema {
    /// What a value must look like that cannot be empty; nil for free text.
    var shape: String? {
        guard case .plain(.object(let keywords)) = self else { return nil }
        if case .list(let words)? = keywords["enum"] {
            return words.compactMap { if case .text(let word) = $0 { word } else { nil } }.joined(separator: ", ")
        }
        if case .list(let examples)? = keywords["examples"], case .text(let example)? = examples.first {
            return example
        }
        if case .text(let format)? = keywords["format"] { return format }
        guard case .text(let type)? = keywords["type"] else { return nil }
        return type != "string" ? type : self == .id ? "id" : nil
    }
}

// MARK: - Writing it

extension JSONSchema {
    /// The schema as it stands in a description: objects by reference.
    var reference: JSONValue {
        switch self {
        case .plain(let keywords): keywords
        case .list(let element, let most):
            JSONValue.object(["type": "array", "items": element.reference]).with([
                "maxItems": most.map(JSONValue.integer)
            ])
        case .map(let element): ["type": "object", "additionalProperties": element.reference]
        case .object(let object): ["$ref": "#/components/schemas/\(object.name)"]
        }
    }

    /// The objects it is made of, itself first, by their names.
    var objects: [Object] {
        switch self {
        case .plain: []
        case .list(let element, _), .map(let element): element.objects
        case .object(let object): [object] + object.members.flatMap(\.schema.objects)
        }
    }

    /// The members of an object; none of anything else.
    var members: [Member] { if case .object(let object) = self { object.members } else { [] } }
}

extension JSONSchema.Object {
    var definition: JSONValue {
        var properties: [String: JSONValue] = [:]
        for member in members {
            properties[member.name] = member.schema.reference.with(["description": member.meaning.map(JSONValue.text)])
        }
        return [
            "type": "object",
            "description": .text(meaning),
            "properties": .object(properties),
            "required": .list(members.filter(\.isRequired).map { .text($0.name) }),
            "additionalProperties": false,
        ]
    }
}
