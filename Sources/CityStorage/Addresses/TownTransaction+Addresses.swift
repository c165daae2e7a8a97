import CityDomain
import CityKit

extension TownTransaction {
    func addressState() throws -> AddressState {
        let last = try query(
            """
            SELECT revision, finished, written_at FROM address_imports
            WHERE municipality = {town} ORDER BY revision DESC LIMIT 1
            """
        ).first
        return try last.map { row in
            AddressState(
                revision: try row.int("revision"),
                isWhole: try row.bool("finished"),
                writtenAt: try row.instant("written_at")
            )
        } ?? .nothing
    }

    /// Whether a change is the last one, and not finished.
    func isOpen(_ revision: Int) throws -> Bool {
        let state = try addressState()
        return state.revision == revision && !state.isWhole
    }

    func settlements() throws -> [Settlement] {
        let rows = try query(
            """
            SELECT s.id, s.code, n.language, n.name FROM settlements s
            JOIN settlement_names n ON n.municipality = {town} AND n.settlement = s.id
            WHERE s.municipality = {town} ORDER BY s.id, n.language
            """
        )
        var words: [ID<Settlement>: [Language: String]] = [:]
        var order: [(ID<Settlement>, String?)] = []
        for row in rows {
            let id: ID<Settlement> = try row.id("id")
            if words[id] == nil { order.append((id, try row.optionalText("code"))) }
            guard let language = Language(rawValue: try row.text("language")) else { continue }
            words[id, default: [:]][language] = try row.text("name")
        }
        return order.map { Settlement(id: $0.0, name: LocalizedText(words[$0.0] ?? [:]), code: $0.1) }
    }

    func streets() throws -> [Street] {
        var names: [ID<Street>: [StreetName]] = [:]
        for row in try query(
            """
            SELECT street, language, kind, name, state, ended_on, decision, reason FROM street_names
            WHERE municipality = {town} ORDER BY street, position
            """
        ) { names[try row.id("street"), default: []].append(try StreetName(row)) }
        return try query("SELECT id, settlement, code FROM streets WHERE municipality = {town} ORDER BY id").map {
            row in
            let id: ID<Street> = try row.id("id")
            return Street(
                id: id,
                settlement: try row.id("settlement"),
                names: names[id] ?? [],
                code: try row.optionalText("code")
            )
        }
    }

    /// Houses that hold, those of each street together.
    func addressPoints() throws -> [AddressPoint] {
        try query(
            """
            SELECT street, number, latitude, longitude, postal_code, district, source FROM addresses
            WHERE municipality = {town} AND ended_at IS NULL ORDER BY street, number
            """
        ).compactMap { row in
            // By position: a town has hundreds of thousands of them.
            let number: String = try row.value(at: 1)
            guard let number = HouseNumber(number),
                let point = Coordinate(latitude: try row.value(at: 2), longitude: try row.value(at: 3))
            else { return nil }
            return AddressPoint(
                street: try row.value(at: 0),
                number: number,
                point: point,
                postalCode: try row.value(at: 4),
                district: try row.value(at: 5),
                source: try row.value(at: 6)
            )
        }
    }

    func keep(_ settlements: [Settlement]) throws {
        try insert(
            "INSERT INTO settlements (municipality, id, code) VALUES",
            row: "({town}, ?, ?)",
            settlements.map { [$0.id, $0.code] },
            ending: "ON CONFLICT (municipality, id) DO UPDATE SET code = excluded.code"
        )
        let words = settlements.flatMap { settlement in
            settlement.name.words.sorted { $0.key.rawValue < $1.key.rawValue }.map { (settlement.id, $0.key, $0.value) }
        }
        try insert(
            "INSERT INTO settlement_names (municipality, settlement, language, name) VALUES",
            row: "({town}, ?, ?, ?)",
            words.map { [$0.0, $0.1.rawValue, $0.2] },
            ending: "ON CONFLICT (municipality, settlement, language) DO UPDATE SET name = excluded.name"
        )
    }

    /// Names are stored anew as a whole, so that their order is that of the street.
    func keep(_ streets: [Street]) throws {
        try insert(
            "INSERT INTO streets (municipality, id, settlement, code) VALUES",
            row: "({town}, ?, ?, ?)",
            streets.map { [$0.id, $0.settlement, $0.code] },
            ending:
                "ON CONFLICT (municipality, id) DO UPDATE SET settlement = excluded.settlement, code = excluded.code"
        )
        try inParts(of: streets.map(\.id.rawValue)) { part, places in
            try execute("DELETE FROM street_names WHERE municipality = {town} AND street IN (\(places))", values: part)
        }
        try insert(
            """
            INSERT INTO street_names
                (municipality, street, position, language, kind, name, state, ended_on, decision, reason) VALUES
            """,
            row: "({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            streets.flatMap { street in street.names.enumerated().map { $1.values(of: street.id, at: $0) } }
        )
    }

    func keep(_ houses: [AddressPoint]) throws {
        try insert(
            """
            INSERT INTO addresses
                (municipality, street, number, latitude, longitude, postal_code, district, source) VALUES
            """,
            row: "({town}, ?, ?, ?, ?, ?, ?, ?)",
            houses.map { house in
                let fixed: [any Storable] = [house.street, house.number.description]
                return fixed + [
                    house.point.latitude, house.point.longitude, house.postalCode, house.district, house.source,
                ]
            },
            ending: """
                ON CONFLICT (municipality, street, number) DO UPDATE
                SET latitude = excluded.latitude, longitude = excluded.longitude, postal_code = excluded.postal_code,
                    district = excluded.district, source = excluded.source, ended_at = NULL
                """
        )
    }

    func end(_ houses: [AddressPoint], at now: Instant) throws {
        for house in houses {
            try execute(
                """
                UPDATE addresses SET ended_at = ?
                WHERE municipality = {town} AND street = ? AND number = ? AND ended_at IS NULL
                """,
                now,
                house.street,
                house.number.description
            )
        }
    }
}

extension StreetName {
    fileprivate init(_ row: Row) throws {
        self.init(
            kind: StreetKind(rawValue: try row.text("kind")) ?? .other,
            text: try row.text("name"),
            language: Language(rawValue: try row.text("language")) ?? .polish,
            state: State(rawValue: try row.text("state")) ?? .former,
            until: try row.optionalDate("ended_on"),
            decision: try row.optionalText("decision"),
            reason: try row.optionalText("reason")
        )
    }

    fileprivate func values(of street: ID<Street>, at position: Int) -> [any Storable] {
        let fixed: [any Storable] = [street, position, language.rawValue, kind.rawValue, text, state.rawValue]
        return fixed + [until, decision, reason]
    }
}
