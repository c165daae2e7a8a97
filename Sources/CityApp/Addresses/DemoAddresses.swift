import CityDomain
import CityKit
import CityStorage

/// The invented streets and houses of a demonstration, around the middle of each town, marked as a sample.
struct DemoAddresses {
    let composition: Composition
    let town: Municipality

    private struct Sample {
        let kind: StreetKind
        let polish: String
        let ukrainian: String
        /// What the street was called before, in both languages.
        var former: (polish: String, ukrainian: String)?
    }

    private static let samples: [Sample] = [
        Sample(kind: .street, polish: "Kartonowa", ukrainian: "Картонна"),
        Sample(kind: .street, polish: "Ołówkowa", ukrainian: "Олівцева"),
        Sample(kind: .street, polish: "Guzikowa", ukrainian: "Ґудзикова", former: ("Zapałkowa", "Сірникова")),
        Sample(kind: .avenue, polish: "Parasolowa", ukrainian: "Парасолькова"),
        Sample(kind: .square, polish: "Latawców", ukrainian: "Повітряних Зміїв", former: ("Baloników", "Кульок")),
        Sample(kind: .street, polish: "Księdza Atramenta", ukrainian: "Академіка Чорнила"),
        Sample(kind: .street, polish: "32 Grudnia", ukrainian: "32 Грудня", former: ("31 Czerwca", "31 Червня")),
        Sample(kind: .lane, polish: "Sznurkowy", ukrainian: "Мотузковий"),
    ]

    private static let houses = 24

    /// Takes the sample in where the town has no register yet.
    func settle() async throws {
        let store = composition.addressStore
        guard try await store.revisions()[town.id] == nil, let middle = town.boundary?.middle else { return }
        let (actor, now) = (AuditActor.command("ratusz serve --demo"), composition.foundations.clock.now)
        let order = ImportAddresses.Order(
            source: AddressRegister.sample,
            system: nil,
            mode: .store,
            endings: .any,
            axes: .asNamed
        )
        _ = try await composition.importAddresses(rows(around: middle), by: order, orderedBy: actor, in: town, at: now)
        _ = try await composition.renameStreets(
            renamings,
            from: AddressRegister.sample,
            mode: .store,
            orderedBy: actor,
            in: town,
            at: now
        )
    }

    private var isUkrainian: Bool { town.profile.languages.first == .ukrainian }

    private func rows(around middle: Coordinate) -> ListedRows {
        let rows = Self.samples.enumerated().flatMap { index, sample in
            (1...Self.houses).map { number in
                var row = AddressRow(line: number)
                row.street[nil] = name(sample, isUkrainian ? sample.ukrainian : sample.polish)
                row.number = number == 8 ? "8A" : "\(number)"
                // Streets lie beside each other, with even numbers on one side.
                let side = number.isMultiple(of: 2) ? 0.0001 : -0.0001
                row.north = "\(middle.latitude + Double(index - Self.samples.count / 2) * 0.0015 + side)"
                row.east = "\(middle.longitude + Double(number - Self.houses / 2) * 0.0003)"
                return row
            }
        }
        return ListedRows(rows, system: .wgs84)
    }

    private var renamings: [StreetRenaming] {
        Self.samples.enumerated().compactMap { index, sample in
            guard let former = sample.former else { return nil }
            var renaming = StreetRenaming(line: index + 1)
            renaming.old = name(sample, isUkrainian ? former.ukrainian : former.polish)
            renaming.new = name(sample, isUkrainian ? sample.ukrainian : sample.polish)
            renaming.day = CivilDate(2024, 6, 30)
            renaming.decision = isUkrainian ? "Рішення ради 1/2024 (вигадане)" : "Uchwała rady 1/2024 (zmyślona)"
            return renaming
        }
    }

    private func name(_ sample: Sample, _ text: String) -> String {
        "\(sample.kind.short(in: isUkrainian ? .ukrainian : .polish)) \(text)"
    }
}
