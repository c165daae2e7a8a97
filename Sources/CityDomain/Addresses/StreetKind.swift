public import CityKit

/// What a street is called besides its name: the part that people write short or leave out.
public enum StreetKind: String, Hashable, Sendable, Codable, CaseIterable {
    case street, avenue, boulevard, square, market, lane, deadEnd, passage, descent, embankment, alley, road, highway
    case estate, roundabout, garden, park, station, water, island
    /// A settlement, or a part of it, whose houses have numbers and no street.
    case locality
    /// A name that needs no such word, or one that nobody knows yet.
    case other
}

extension StreetKind {
    /// The word before the name, as the addresses of a language write it; empty where the name stands alone.
    public func short(in language: Language) -> String {
        (language == .ukrainian ? Self.ukrainian : Self.polish)[self] ?? ""
    }

    /// The kind that a word stands for, in Polish, Ukrainian, or Russian as older papers have it; nil for any other word.
    ///
    /// - Parameter word: in small letters, without the dot of a short form.
    static func named(_ word: String) -> Self? { words[word] }

    private static let polish: [Self: String] = [
        .street: "ul.", .avenue: "al.", .boulevard: "bulw.", .square: "pl.", .market: "rynek", .lane: "zaułek",
        .deadEnd: "ślepa ulica", .passage: "pasaż", .descent: "zjazd", .embankment: "wyb.", .alley: "aleja",
        .road: "droga", .highway: "szosa", .estate: "os.", .roundabout: "rondo", .garden: "skwer", .park: "park",
        .station: "stacja", .water: "jezioro", .island: "wyspa",
    ]

    private static let ukrainian: [Self: String] = [
        .street: "вул.", .avenue: "просп.", .boulevard: "бульв.", .square: "пл.", .market: "майдан", .lane: "пров.",
        .deadEnd: "тупик", .passage: "проїзд", .descent: "узвіз", .embankment: "наб.", .alley: "алея", .road: "дорога",
        .highway: "шосе", .estate: "мкр.", .roundabout: "кільце", .garden: "сквер", .park: "парк", .station: "станція",
        .water: "озеро", .island: "острів",
    ]

    private static let forms: [Self: String] = [
        .street: "ul ulica ulicy ulicę вул вулиця вулиці вулицю ул улица улицы street str vulytsia vul",
        .avenue: "al aleja aleje alei аль просп проспект проспекту пр пр-т пр-кт avenue ave prospekt prosp",
        .boulevard: "bulw bulwar bulwaru бул бульв бульвар бульвару б-р boulevard blvd bulvar",
        .square: "pl plac placu пл площа площі площу площадь square ploshcha",
        .market: "rynek rynku майдан майдану maidan",
        .lane: "zaułek zaułka zauł пров провулок провулку провул пер переулок lane provulok prov",
        .deadEnd: "тупик тупік туп глухий impasse tupyk",
        .passage: "pasaż pasażu проїзд пр-д проезд пасаж passage proizd",
        .descent: "zjazd узвіз узвозу спуск slope uzviz",
        .embankment: "wyb wybrzeże nabrzeże наб набережна набережної набережная embankment naberezhna",
        .alley: "алея алеї аллея alley aleia",
        .road: "droga drogi дорога road",
        .highway: "szosa szosie трасса шосе шоссе highway shose",
        .estate: "os osiedle osiedla мкр мікрорайон микрорайон мікр м-н ж-м житломасив estate",
        .roundabout: "rondo ronda кільце roundabout",
        .garden: "skwer skweru сквер garden",
        .park: "park parku парк парку",
        .station: "станція станция station",
        .water: "озеро lake",
        .island: "острів island",
    ]

    private static let words: [String: Self] = {
        var words: [String: Self] = [:]
        for (kind, forms) in forms {
            for form in forms.split(separator: " ") { words[String(form)] = kind }
        }
        return words
    }()
}
