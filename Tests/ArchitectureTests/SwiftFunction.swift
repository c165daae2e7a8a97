/// A function, initializer or computed value with a body.
struct SwiftFunction: Equatable {
    /// `path:line` of the opening brace.
    let place: String
    /// Lines between its braces.
    let lines: Int

    /// Everything in `source` that has a body, nested ones before what holds them.
    static func all(in source: SwiftSource) -> [SwiftFunction] {
        let code = Array(source.code.utf8)
        var found: [SwiftFunction] = []
        var open: [(line: Int, isFunction: Bool)] = []
        var line = 1
        var header = 0
        for (index, byte) in code.enumerated() {
            switch byte {
            case UInt8(ascii: "{"):
                open.append((line, isFunction(String(decoding: code[header..<index], as: UTF8.self))))
                header = index + 1
            case UInt8(ascii: "}"):
                if let start = open.popLast(), start.isFunction {
                    let lines = max(0, line - start.line - 1)
                    found.append(SwiftFunction(place: "\(source.path):\(start.line)", lines: lines))
                }
                header = index + 1
            case UInt8(ascii: "\n"): line += 1
            default: break
            }
        }
        return found
    }

    /// What stands between the last brace and this one says what the brace opens.
    private static func isFunction(_ header: String) -> Bool {
        if header.contains(/\bfunc\b|\binit\b|\bsubscript\b|\bdeinit\b/) { return true }
        return header.contains(/\bvar\b/) && !header.contains(/\b(?:struct|class|enum|extension|protocol|actor)\b/)
    }
}
