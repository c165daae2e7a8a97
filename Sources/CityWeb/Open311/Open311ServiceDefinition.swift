import CityDomain
import CityKit
import Hummingbird

/// What a category asks besides; nothing where it asks nothing.
struct Open311ServiceDefinition {
    private let call: Open311Call
    private let category: CityDomain.Category

    /// - Throws: `RequestFailure.unknownPage` when the town does not offer such a category today.
    init(_ code: String, _ call: Open311Call) throws {
        guard let category = call.town.category(ID(code)), category.isOffered(on: call.visit.today) else {
            throw RequestFailure.unknownPage
        }
        self.call = call
        self.category = category
    }

    func response() -> Response {
        let attributes = category.askedFields.enumerated().map { attribute($1, order: $0 + 1) }
        return call.format.response(
            "service_definition",
            .record([
                ("service_code", .text(category.id.rawValue)), ("attributes", .list(of: "attribute", attributes)),
            ])
        )
    }

    private func attribute(_ field: CategoryField, order: Int) -> Open311Value {
        let words = call.visit.words
        let values = field.offeredOptions.map { option in
            Open311Value.record([("key", .text(option.id)), ("name", .text(words(option.label)))])
        }
        let list = field.options == nil ? [] : [("values", Open311Value.list(of: "value", values))]
        return .record(
            [
                ("variable", .bool(true)), ("code", .text(field.id.rawValue)), ("datatype", .text(field.datatype)),
                ("required", .bool(field.isRequired)),
                ("datatype_description", .text(optional: field.hint.map { words($0) })), ("order", .integer(order)),
                ("description", .text(words(field.label))),
            ] + list
        )
    }
}

extension CategoryField {
    /// One of the six types that the specification knows.
    fileprivate var datatype: String {
        switch kind {
        case .text: (most ?? 0) > Double(Self.longestText) ? "text" : "string"
        case .number: "number"
        case .date: "datetime"
        case .choice: "singlevaluelist"
        case .choices: "multivaluelist"
        }
    }
}
