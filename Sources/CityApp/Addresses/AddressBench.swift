import CityDomain
import CityKit
import Foundation

/// Measures the search for addresses: how fast it is, and how often it finds what somebody meant who wrote it wrong.
public struct AddressBench: Sendable {
    private let pairs: String?
    private let streets: Int
    private let houses: Int

    /// - Parameters:
    ///   - pairs: a list of renamed streets as open data has it; nil for invented names.
    ///   - streets: in the register, those of the list included.
    ///   - houses: of all streets together.
    public init(pairs: String?, streets: Int, houses: Int) {
        self.pairs = pairs
        self.streets = max(1, streets)
        self.houses = max(0, houses)
    }

    private static let longestRebuild = Duration.seconds(3)
    private static let slowestAnswer = Duration.milliseconds(5)
    /// Names whose misspellings are tried where no list is given.
    private static let invented = 400

    /// - Returns: a line for each figure.
    /// - Throws: `AddressFileFault` for a list that cannot be read.
    public func run() throws -> String {
        let town = BenchedTown(renamings: try renamings(), streets: streets, houses: houses)
        let clock = ContinuousClock()
        var index = AddressIndex(.empty)
        let rebuild = clock.measure { index = AddressIndex(town.register) }
        let search = SearchAddresses(index)
        var times: [Duration] = []
        let quality = Misspelling.allCases.map { Quality(of: $0, in: town, search, &times) }
        times.sort()
        let lines = [
            "\(town.register.streets.count) streets, \(search.size.houses) houses",
            Self.line("laid out anew", rebuild, Self.longestRebuild),
            Self.line("search, p95 of \(times.count)", Self.percentile(95, of: times), Self.slowestAnswer),
            "  p50 \(Self.milliseconds(Self.percentile(50, of: times))), slowest \(Self.milliseconds(times.last ?? .zero))",
            "  reading every name once: \(Self.milliseconds(Self.reading(town)))",
            Self.line("nearest of a point, p95", nearest(search, town), Self.slowestAnswer),
        ]
        return (lines + quality.map(\.line)).joined(separator: "\n")
    }

    private func renamings() throws -> [StreetRenaming] {
        guard let pairs else { return BenchedTown.invented(Self.invented) }
        guard let data = FileManager.default.contents(atPath: pairs) else {
            throw AddressFileFault("\(pairs) cannot be read; is the path right and may you read it?")
        }
        return try StreetRenaming.ofAreas([UInt8](data))
    }

    /// What no search that looks at each name can be faster than.
    private static func reading(_ town: BenchedTown) -> Duration {
        let names = town.register.streets.flatMap(\.names).map(\.text)
        var letters = 0
        let time = ContinuousClock().measure {
            for name in names { for byte in name.utf8 where byte == 0x61 { letters += 1 } }
        }
        return letters >= 0 ? time : .zero
    }

    private func nearest(_ search: SearchAddresses, _ town: BenchedTown) -> Duration {
        var chance = SeededChance(seed: 5)
        let clock = ContinuousClock()
        let times = (0..<2_000).compactMap { _ -> Duration? in
            guard let place = town.place(by: &chance) else { return nil }
            return clock.measure { _ = search.nearest(to: place) }
        }
        return Self.percentile(95, of: times.sorted())
    }

    static func percentile(_ share: Int, of sorted: [Duration]) -> Duration {
        sorted.isEmpty ? .zero : sorted[min(sorted.count - 1, sorted.count * share / 100)]
    }

    private static func line(_ name: String, _ time: Duration, _ limit: Duration) -> String {
        "\(name): \(milliseconds(time)), wanted \(milliseconds(limit)), \(time <= limit ? "holds" : "FALLS SHORT")"
    }

    private static func milliseconds(_ time: Duration) -> String { "\((time / .milliseconds(1)).rounded(to: 2)) ms" }
}

/// How often names that were written in one way are found.
private struct Quality {
    private let kind: Misspelling
    private var asked = 0
    private var first = 0
    private var amongFive = 0

    init(of kind: Misspelling, in town: BenchedTown, _ search: SearchAddresses, _ times: inout [Duration]) {
        self.kind = kind
        var chance = SeededChance(seed: 9)
        let clock = ContinuousClock()
        for name in town.names {
            guard let typed = kind.write(name.text, by: &chance) else { continue }
            var answers: [AddressMatch] = []
            times.append(clock.measure { answers = search("\(name.kind.short(in: name.language)) \(typed)", limit: 5) })
            let rank = answers.firstIndex {
                $0.street?.names.contains { $0.text == name.text && $0.kind == name.kind } ?? false
            }
            asked += 1
            if rank == 0 { first += 1 }
            if rank != nil { amongFive += 1 }
        }
    }

    var line: String {
        "  \(kind.rawValue): first \(Self.percent(first, asked)), among five \(Self.percent(amongFive, asked)) of \(asked)"
    }

    private static func percent(_ part: Int, _ whole: Int) -> String {
        whole == 0 ? "–" : "\((100 * Double(part) / Double(whole)).rounded(to: 1)) %"
    }
}
