public import CityKit

/// Takes in a list of addresses (I-20): what is new is added, what differs is changed, what the same source has no longer
/// ends, and the same file twice changes nothing. Houses of other sources are left alone.
public struct ImportAddresses: Sendable {
    private let store: any AddressStore
    private let projections: any Projections
    private let audit: RecordAudit
    private let clock: any TimeSource

    public init(store: any AddressStore, projections: any Projections, audit: RecordAudit, clock: any TimeSource) {
        self.store = store
        self.projections = projections
        self.audit = audit
        self.clock = clock
    }

    /// What whoever orders an import says of the file.
    public struct Order: Sendable {
        /// The name of the list, such as “PRG”: the next file of the same name takes its place.
        public let source: String
        /// Nil for what the file says, else WGS 84.
        public let system: CoordinateSystem?
        public let mode: Mode
        /// Whether so many houses may end as look like a file that was cut off.
        public let endings: Endings
        /// Whether the two coordinates may be taken the other way round.
        public let axes: Axes

        public enum Mode: Sendable { case store, dryRun }
        public enum Endings: Sendable { case few, any }
        public enum Axes: Sendable { case asNamed, either }

        public init(source: String, system: CoordinateSystem?, mode: Mode, endings: Endings, axes: Axes) {
            self.source = source
            self.system = system
            self.mode = mode
            self.endings = endings
            self.axes = axes
        }
    }

    /// Hears of an import while it goes on.
    public struct Listener {
        let rejected: (AddressFault) throws -> Void
        let noticed: (AddressFault) throws -> Void
        let progress: (Progress) -> Void

        /// - Parameters:
        ///   - rejected: every row that is left out.
        ///   - noticed: every row that was taken though something of it is odd.
        ///   - progress: how far it has come.
        public init(
            rejected: @escaping (AddressFault) throws -> Void = { _ in },
            noticed: @escaping (AddressFault) throws -> Void = { _ in },
            progress: @escaping (Progress) -> Void = { _ in }
        ) {
            self.rejected = rejected
            self.noticed = noticed
            self.progress = progress
        }
    }

    public enum Progress: Sendable, Equatable {
        case read(Int)
        case stored(Int, of: Int)
    }

    /// Of the houses of a source, more than so many do not end by themselves.
    static let mostEnding = 0.2
    static let longestSource = 40

    /// - Throws: `AddressFileFault` when the file as a whole does not fit; nothing is changed then.
    ///   `AddressFailure.changedMeanwhile`.
    public func callAsFunction(
        _ rows: some AddressRows,
        by order: Order,
        orderedBy actor: AuditActor,
        in town: Municipality,
        at now: Instant,
        _ listener: Listener = Listener()
    ) async throws -> AddressCounts {
        guard (1...Self.longestSource).contains(order.source.count) else {
            throw AddressFileFault("the name of the source must have 1 to \(Self.longestSource) characters")
        }
        let state = try await store.state(in: town.id)
        let register = try await store.register(in: town.id)
        let (listed, read) = try read(rows, order, town, listener)
        let placing = try placing(of: listed, read.system, order, in: town)
        var comparison = AddressComparison(register, source: order.source, districts: town.districts)
        for _ in 0..<read.rejected { comparison.reject() }
        for row in listed {
            let address: ListedAddress
            do throws(AddressFault) {
                address = try ListedAddress(row, placing, in: town.profile.name)
            } catch {
                comparison.reject(row, in: town.profile.name)
                try listener.rejected(error)
                continue
            }
            let odd: [AddressFault]
            do throws(AddressFault) { odd = try comparison.take(address) } catch {
                try listener.rejected(error)
                continue
            }
            for notice in odd { try listener.noticed(notice) }
        }
        let change = comparison.finished()
        try check(change, comparison.before, order)
        guard order.mode == .store else { return change.counts }
        let entry = try change.entry(audit, by: actor, in: town.id, at: now)
        try await store.apply(change, after: state, noting: entry, in: town.id, by: clock, listener.progress)
        return change.counts
    }

    private func read(_ rows: some AddressRows, _ order: Order, _ town: Municipality, _ listener: Listener) throws
        -> (rows: [AddressRow], (system: CoordinateSystem, rejected: Int))
    {
        var rows = rows
        var listed: [AddressRow] = []
        var rejected = 0
        while let row = try rows.next() {
            switch row {
            case .success(let row): listed.append(row)
            case .failure(let fault):
                rejected += 1
                try listener.rejected(fault)
            }
            if listed.count.isMultiple(of: 5_000) { listener.progress(.read(listed.count)) }
        }
        guard !listed.isEmpty else { throw AddressFileFault("the file has no address that can be read") }
        return (listed, (order.system ?? rows.system ?? .wgs84, rejected))
    }

    private func placing(
        of rows: [AddressRow],
        _ system: CoordinateSystem,
        _ order: Order,
        in town: Municipality
    ) throws -> AddressPlacing {
        guard let projection = projections.projection(from: system) else {
            throw AddressFileFault("PROJ does not know the system of coordinates “\(system)”")
        }
        let placed = rows.lazy.filter { !$0.number.isEmpty }.prefix(AddressPlacing.sample)
        guard !placed.isEmpty else { return AddressPlacing(projection, .asNamed, around: town.boundary) }
        switch AddressPlacing.verdict(on: Array(placed), in: system, around: town.boundary, by: projections) {
        case .fits(.asNamed): return AddressPlacing(projection, .asNamed, around: town.boundary)
        case .fits(.swapped) where order.axes == .either:
            return AddressPlacing(projection, .swapped, around: town.boundary)
        case .fits(.swapped):
            throw AddressFileFault(
                "the two coordinates are swapped: the other way round they lie in the town; add --swapped"
            )
        case .other(let other, _):
            throw AddressFileFault(
                "as \(system) the places lie far from the town, as \(other) in it; add --system EPSG:\(other.epsg)"
            )
        case .nowhere:
            throw AddressFileFault(
                "the places lie far from the town, as \(system) and as every system tried; is it its file?"
            )
        }
    }

    private func check(_ change: AddressDifference, _ before: Int, _ order: Order) throws {
        guard order.endings == .few, Double(change.counts.ended) > Self.mostEnding * Double(before) else { return }
        throw AddressFileFault(
            """
            \(change.counts.ended) of the \(before) houses of “\(order.source)” are not in this file; was it cut off? If they \
            are gone indeed, add --many-ended
            """
        )
    }
}
