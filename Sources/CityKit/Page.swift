/// A piece of a list and the way to the next piece.
public struct Page<Element> {
    public let elements: [Element]
    /// What the next call passes to go on; nil at the end of the list.
    public let next: String?

    public init(elements: [Element], next: String?) {
        self.elements = elements
        self.next = next
    }

    public func map<Other>(_ transform: (Element) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(elements: try elements.map(transform), next: next)
    }
}

extension Page: Sendable where Element: Sendable {}
extension Page: Equatable where Element: Equatable {}

/// Why there is no such page of a list.
public enum PageFailure: Failure, Equatable {
    /// The text is none that a page handed out as its `next`, or one of another order.
    case unknownPlace

    public var kind: FailureKind { .invalid(field: "") }
    public var text: Text { Text("list.failure.unknownPlace") }
}
