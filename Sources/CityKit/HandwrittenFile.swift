public import Foundation

/// A JSON or JSON5 file that a person wrote. Foundation forgets unknown and repeated keys without a word; here they are
/// faults, so that a misspelt rule cannot get lost.
public struct HandwrittenFile: Sendable {
    /// The name that faults carry; one that ends in `.json5` allows comments, unquoted keys and trailing commas.
    public let name: String
    public let data: Data

    public init(name: String, data: Data) {
        self.name = name
        self.data = data
    }

    /// The value the file holds. Throws every unknown and every repeated key together with the first other fault.
    /// - Note: a type that reads keys on its own must ask for every key it knows, `decodeIfPresent` included.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(FileFaults) -> Value {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = name.hasSuffix(".json5")
        let syntax = FileSyntax(data)
        let root: StrictRoot<Value>
        do {
            root = try decoder.decode(StrictRoot<Value>.self, from: data)
        } catch {
            throw FileFaults([syntax.mistake.map(fault(of:)) ?? fault(of: error)])
        }
        var faults = syntax.repeatedKeys.map { FileFault(file: name, path: $0, problem: "is there twice") }
        faults += root.unknownKeys.map(fault(of:))
        switch root.result {
        case .success(let value) where faults.isEmpty: return value
        case .success: throw FileFaults(faults)
        case .failure(let error): throw FileFaults(faults + [fault(of: error)])
        }
    }

    /// The text with elements added at the end of a list; everything that a person wrote stays, comments too.
    ///
    /// - Parameters:
    ///   - elements: each as JSON5.
    ///   - path: of the list, such as `categories`.
    /// - Returns: nil when there is no such list, or the text is no JSON5.
    public func appending(_ elements: [String], toList path: String) -> String? {
        let syntax = FileSyntax(data)
        guard syntax.mistake == nil, let end = syntax.listEnds[path] else { return nil }
        guard !elements.isEmpty else { return String(decoding: data, as: UTF8.self) }
        let bytes = Array(data)
        let lineStart = bytes[..<end.bracket].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let indent = bytes[lineStart..<end.bracket]
        let standsAlone = indent.allSatisfy { $0 == UInt8(ascii: " ") }
        let space = String(repeating: " ", count: standsAlone ? indent.count + 2 : 2)
        let lines = elements.map { "\(space)\($0),\n" }.joined()
        let place = standsAlone ? lineStart : end.bracket
        let comma = end.missingComma ?? place
        return String(decoding: bytes[..<comma], as: UTF8.self) + (end.missingComma == nil ? "" : ",")
            + String(decoding: bytes[comma..<place], as: UTF8.self) + (standsAlone ? "" : "\n") + lines
            + String(decoding: bytes[place...], as: UTF8.self)
    }

    private func fault(of mistake: FileSyntax.Mistake) -> FileFault {
        FileFault(file: name, path: "line \(mistake.line), column \(mistake.column)", problem: mistake.problem)
    }

    private func fault(of key: UnknownKey) -> FileFault {
        let path = (key.path + [AnyKey(stringValue: key.name)]).text
        let mend =
            if let nearest = Spelling.nearest(to: key.name, among: key.known) {
                "; did you mean “\(nearest)”?"
            } else {
                key.known.isEmpty ? "" : "; known here: \(key.known.joined(separator: ", "))"
            }
        return FileFault(file: name, path: path, problem: "unknown key\(mend)")
    }

    private func fault(of error: any Error) -> FileFault {
        guard let error = error as? DecodingError else { return FileFault(file: name, problem: "\(error)") }
        switch error {
        case .keyNotFound(let key, let context):
            let hint = context.debugDescription.isEmpty ? "" : "; \(context.debugDescription)"
            return FileFault(file: name, path: (context.codingPath + [key]).text, problem: "is missing\(hint)")
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            return FileFault(file: name, path: context.codingPath.text, problem: "must be \(noun(for: type))")
        case .dataCorrupted(let context):
            // What the standard library says of a dictionary whose keys are a type of ours.
            let type = context.debugDescription.split(separator: "Could not convert key to type ").last
            let isKey = context.debugDescription.hasPrefix("Could not convert key")
            let problem = isKey ? "unknown key; must be a \(type ?? "")" : context.debugDescription
            return FileFault(file: name, path: context.codingPath.text, problem: problem)
        @unknown default:
            return FileFault(file: name, problem: "\(error)")
        }
    }

    private func noun(for type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text in quotes"
        case is Bool.Type: "true or false"
        case is Double.Type, is Float.Type, is Decimal.Type: "a number"
        case is any BinaryInteger.Type: "a whole number"
        case is [Any].Type: "a list: [ … ]"
        default: String(describing: type).hasPrefix("Dictionary") ? "an object: { … }" : "a value of the kind \(type)"
        }
    }
}

/// Decodes a value and keeps its failure beside the unknown keys, so that both can be told at once.
private struct StrictRoot<Value: Decodable>: Decodable {
    let result: Result<Value, any Error>
    let unknownKeys: [UnknownKey]

    init(from decoder: any Decoder) throws {
        let session = StrictSession()
        result = Result { try session.decode(Value.self, from: decoder) }
        unknownKeys = session.unknownKeys
    }
}

extension [any CodingKey] {
    /// `holidays[3].from`.
    fileprivate var text: String {
        reduce(into: "") { text, key in
            if let index = key.intValue, key.stringValue != String(index) {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
    }
}
