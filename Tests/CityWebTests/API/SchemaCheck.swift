import Foundation

@testable import CityWeb

/// Compares JSON with a schema of a description, as far as the schemas of the interface go.
struct SchemaCheck {
    private let definitions: [String: JSONValue]

    /// - Parameter schemas: of the components of a description.
    init(_ schemas: [JSONSchema]) {
        let objects = schemas.flatMap(\.objects).map { ($0.name, $0.definition) }
        definitions = Dictionary(objects) { first, _ in first }
    }

    /// What differs, each with its path; nothing when all is as described.
    func faults(_ bytes: some Sequence<UInt8>, _ schema: JSONSchema) throws -> [String] {
        let json = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
        return faults(json, schema.reference, at: "")
    }

    private func faults(_ json: Any, _ schema: JSONValue, at path: String) -> [String] {
        guard case .object(let keywords) = schema else { return ["\(path): no schema"] }
        if case .text(let reference)? = keywords["$ref"] {
            let name = String(reference.split(separator: "/").last ?? "")
            return definitions[name].map { faults(json, $0, at: path) } ?? ["\(path): no definition of \(name)"]
        }
        switch json {
        case let text as String: return faults(text, keywords, at: path)
        case let list as [Any]:
            guard hasType("array", keywords) else { return ["\(path): a list"] }
            return list.enumerated().flatMap { faults($1, keywords["items"] ?? [:], at: "\(path)/\($0)") }
        case let object as [String: Any]: return faults(object, keywords, at: path)
        case let number as NSNumber: return faults(number, keywords, at: path)
        case is NSNull: return hasType("null", keywords) ? [] : ["\(path): null"]
        default: return ["\(path): \(json)"]
        }
    }

    private func faults(_ object: [String: Any], _ keywords: [String: JSONValue], at path: String) -> [String] {
        guard hasType("object", keywords) else { return ["\(path): an object"] }
        guard case .object(let properties)? = keywords["properties"] else {
            guard let element = keywords["additionalProperties"] else { return [] }
            return object.flatMap { faults($1, element, at: "\(path)/\($0)") }
        }
        let unknown = object.keys.filter { properties[$0] == nil }.map { "\(path)/\($0): not described" }
        guard case .list(let names)? = keywords["required"] else { return ["\(path): nothing is required"] }
        let missing = names.compactMap { name -> String? in
            guard case .text(let name) = name, object[name] == nil else { return nil }
            return "\(path)/\(name): missing"
        }
        let inside = object.flatMap { name, value in
            properties[name].map { faults(value, $0, at: "\(path)/\(name)") } ?? []
        }
        return unknown + missing + inside
    }

    private func faults(_ text: String, _ keywords: [String: JSONValue], at path: String) -> [String] {
        guard hasType("string", keywords) else { return ["\(path): a text"] }
        if case .list(let words)? = keywords["enum"], !words.contains(.text(text)) { return ["\(path): “\(text)”"] }
        if case .text(let pattern)? = keywords["pattern"] {
            guard (try? Regex(pattern).firstMatch(in: text)) != nil else {
                return ["\(path): “\(text)” is not \(pattern)"]
            }
        }
        guard case .text(let format)? = keywords["format"] else { return [] }
        let isRight =
            switch format {
            case "date-time": text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil
            case "date": text.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil
            case "uri": URL(string: text)?.scheme != nil
            default: false
            }
        return isRight ? [] : ["\(path): “\(text)” is no \(format)"]
    }

    private func faults(_ number: NSNumber, _ keywords: [String: JSONValue], at path: String) -> [String] {
        let types = ["boolean", "integer", "number"].filter { hasType($0, keywords) }
        return types.isEmpty ? ["\(path): a number"] : []
    }

    private func hasType(_ type: String, _ keywords: [String: JSONValue]) -> Bool {
        switch keywords["type"] {
        case .text(let one)?: one == type
        case .list(let several)?: several.contains(.text(type))
        default: false
        }
    }
}
