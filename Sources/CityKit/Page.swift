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
