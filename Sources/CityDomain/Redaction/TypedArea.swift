import CityKit

/// An area as somebody typed or drew it: its sides in percent of the photo's, with at most one decimal.
public struct TypedArea: Equatable, Sendable {
    public let cover: PhotoArea.Cover
    public let left: String
    public let top: String
    public let width: String
    public let height: String

    public init(_ cover: PhotoArea.Cover, left: String, top: String, width: String, height: String) {
        self.cover = cover
        (self.left, self.top, self.width, self.height) = (left, top, width, height)
    }

    public init(_ area: PhotoArea) {
        self.init(
            area.cover,
            left: Self.percent(area.left),
            top: Self.percent(area.top),
            width: Self.percent(area.width),
            height: Self.percent(area.height)
        )
    }

    /// Whether nothing was typed, so that it is no area.
    public var isEmpty: Bool { [left, top, width, height].allSatisfy { $0.trimmingSpaces().isEmpty } }

    /// The area, as far as it can be drawn; nil when something is wrong with it.
    public var drawn: PhotoArea? { isEmpty ? nil : checked(1).area }

    /// Tenths of a percent as they are typed: `12.5`, `30`.
    private static func percent(_ tenths: Int) -> String {
        tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    /// Nil when it is no number from 0 to 100. More decimals are rounded.
    static func tenths(_ typed: String) -> Int? {
        let text = typed.replacing(",", with: ".").replacing("%", with: "").trimmingSpaces()
        guard text.utf8.count <= 12, let number = Double(text), (0...100).contains(number) else { return nil }
        return Int((number * 10).rounded())
    }

    /// The area, or what is wrong with its fields, which are named `left3` and so on.
    ///
    /// - Parameter number: of the area on the page, from 1.
    func checked(_ number: Int) -> (area: PhotoArea?, failures: [RedactionFailure]) {
        let fields = [("left", left), ("top", top), ("width", width), ("height", height)]
        let sides = fields.map { (field: "\($0.0)\(number)", tenths: Self.tenths($0.1)) }
        var failures = sides.filter { $0.tenths == nil }.map { RedactionFailure.sideWrong(field: $0.field) }
        failures += sides[2...].filter { $0.tenths == 0 }.map { RedactionFailure.sideEmpty(field: $0.field) }
        for (start, length) in [(0, 2), (1, 3)] where sides[length].tenths != 0 {
            guard let first = sides[start].tenths, let more = sides[length].tenths else { continue }
            if first + more > PhotoArea.whole {
                failures.append(RedactionFailure.beyondEdge(field: sides[length].field))
            }
        }
        guard failures.isEmpty else { return (nil, failures) }
        let tenths = sides.compactMap(\.tenths)
        return (PhotoArea(cover, left: tenths[0], top: tenths[1], width: tenths[2], height: tenths[3]), [])
    }
}

extension [TypedArea] {
    /// The areas; those of which nothing was typed are none.
    ///
    /// - Throws: `Failures` with every `RedactionFailure` there is.
    public func checked() throws -> [PhotoArea] {
        let found = enumerated().filter { !$0.element.isEmpty }.map { $0.element.checked($0.offset + 1) }
        var failures = found.flatMap(\.failures)
        if found.count > PhotoArea.most { failures.append(RedactionFailure.tooManyAreas(limit: PhotoArea.most)) }
        guard failures.isEmpty else { throw Failures(failures) }
        return found.compactMap(\.area)
    }
}
