/// What somebody typed to find an address, taken apart.
struct AddressQuery: Sendable {
    /// One word that is looked for.
    struct Word: Sendable {
        let keys: [AddressLetters.Word]
        /// Letters as typed.
        let length: Int
        private let isNumber: Bool
        /// Whether more of the word may follow.
        let isBeginning: Bool

        init(_ text: String, isBeginning: Bool) {
            let title = AddressTitles.canonical(text)
            let letters = title.first?.isNumber == true ? title.filter(\.isNumber) : title
            keys = AddressLetters.keys(ofQuery: letters).map { Array($0.prefix(AddressVocabulary.longestWord)) }
            length = letters.count
            isNumber = letters.first?.isNumber ?? true
            self.isBeginning = isBeginning
        }

        /// One typing error from four letters on, two from eight; none in digits.
        var slips: Int { length < 4 || isNumber ? 0 : length < 8 ? 1 : 2 }
    }

    let words: [Word]
    let kind: StreetKind?
    /// As typed so far.
    let number: HouseNumber?
    /// Whether more of the number may follow.
    let isNumberOpen: Bool
    /// A number in front is most likely part of the name.
    let beginsWithNumber: Bool

    static let mostWords = 8
    static let longest = 200

    /// The ways to read a text: its last number is that of a house, or belongs to the name (“ul. 3 Maja”).
    static func readings(of text: String) -> [Self] {
        let text = String(text.prefix(longest))
        let parts = Parts(text)
        let isOpen = text.last.map { $0.isLetter || $0.isNumber } ?? false
        var readings: [Self] = []
        if let numbered = parts.numbered { readings.append(Self(numbered, isOpen)) }
        if parts.words.last?.first?.isNumber != true || readings.isEmpty || parts.words.count > 1 {
            readings.append(Self(parts, isOpen))
        }
        return readings.filter { !$0.words.isEmpty }
    }

    /// The flat that a text names behind the number of a house: “5” of “Zmyślona 12 m. 5”, and of “Zmyślona 12/5” where
    /// `house` is 12. Nil where it names none.
    static func flat(in text: String, of house: HouseNumber?) -> String? {
        let text = String(text.prefix(longest))
        if let flat = Parts.flat(in: text) { return flat.uppercased() }
        let typed = readings(of: text).lazy.compactMap(\.number).first { $0.withoutFraction == house }
        return house == nil ? nil : typed?.rest.split(separator: "/").last.map(String.init)
    }

    private init(_ parts: Parts, _ isOpen: Bool) {
        kind = parts.kind
        number = parts.number
        isNumberOpen = isOpen && parts.number != nil && !parts.hasFlat
        beginsWithNumber = parts.beginsWithNumber
        let names = parts.nameWords
        let last = names.count - 1
        words = names.prefix(Self.mostWords).enumerated().map { index, word in
            Word(word, isBeginning: (isOpen || parts.number != nil) && index == last)
        }
    }
}

/// The words of a query, sorted by what they are.
private struct Parts {
    var words: [String] = []
    var kind: StreetKind?
    var number: HouseNumber?
    /// “5 Zmyślona”, as some languages have it.
    private(set) var beginsWithNumber = false
    private(set) var hasFlat = false

    init(_ text: String) {
        var words = AddressLetters.words(of: text.replacing("№", with: " "))
        words.removeAll { $0.allSatisfy { $0 == "-" || $0 == "/" } || Self.isPostalCode($0) }
        let houses = Self.withoutFlat(words)
        hasFlat = houses.count < words.count
        words = Self.joiningSuffixes(houses.filter { !Self.houses.contains($0) })
        // A name may be such a word itself: “Rynek 1”.
        let named = words.count { $0.first?.isNumber != true }
        if let first = words.indices.first(where: {
            StreetKind.named(words[$0]) != nil && !Self.isWholeName(words, at: $0)
        }),
            named > 1 || words.contains(where: Self.isOrdinal)
        {
            kind = StreetKind.named(words[first])
            words.remove(at: first)
        }
        self.words = words
    }

    /// Words of the name, parted where a dash joins them.
    var nameWords: [String] {
        words.flatMap { $0.first?.isNumber == true ? [$0] : $0.split(separator: "-").map(String.init) }
    }

    /// With the last number taken for that of a house; nil when there is none, or nothing else.
    var numbered: Self? {
        guard let index = words.lastIndex(where: { $0.first?.isNumber == true && !Self.isOrdinal($0) }),
            words.count > 1, let number = HouseNumber(words[index])
        else { return nil }
        var parts = self
        parts.words.remove(at: index)
        parts.number = number
        parts.beginsWithNumber = index == 0
        return parts
    }

    private static func isPostalCode(_ word: String) -> Bool {
        let digits = word.filter(\.isNumber).count
        return digits == 5 && word.allSatisfy { $0.isNumber || $0 == "-" }
    }

    /// “Rynek 1, Wzorowo”: with nothing but a number behind it, the market is a street of its own.
    private static func isWholeName(_ words: [String], at index: Int) -> Bool {
        let next = words.dropFirst(index + 1).first
        return markets.contains(words[index]) && next?.first?.isNumber == true && !(next.map(isOrdinal) ?? false)
    }

    private static let markets: Set<String> = ["rynek", "ринок"]

    /// “2-й” belongs to a name.
    private static func isOrdinal(_ word: String) -> Bool {
        let end = word.drop { $0.isNumber }
        return ordinals.contains(end.first == "-" ? String(end.dropFirst()) : String(end))
    }

    private static let ordinals: Set<String> = [
        "й", "ий", "го", "я", "ша", "га", "тя", "та", "ої", "го", "ego", "go", "szy",
    ]

    /// “12 a” is one number.
    private static func joiningSuffixes(_ words: [String]) -> [String] {
        var joined: [String] = []
        for word in words {
            if let last = joined.last, joined.count > 1, last.allSatisfy(\.isNumber), word.count == 1,
                word.first?.isLetter == true
            {
                joined[joined.count - 1] = last + word
            } else {
                joined.append(word)
            }
        }
        return joined
    }

    /// Without the flat and all behind it.
    private static func withoutFlat(_ words: [String]) -> [String] {
        let end = words.indices.first { index in
            flats.contains(words[index]) && index > 0 && words[index - 1].first?.isNumber == true
        }
        return Array(words[..<(end ?? words.count)])
    }

    /// What follows the word of a flat.
    static func flat(in text: String) -> String? {
        let words = AddressLetters.words(of: text.replacing("№", with: " "))
        let kept = withoutFlat(words).count
        return kept + 1 < words.count ? words[kept + 1] : nil
    }

    private static let flats: Set<String> = ["m", "lok", "mieszkanie", "lokal", "кв", "квартира", "flat", "apt"]
    private static let houses: Set<String> = ["nr", "numer", "dom", "буд", "будинок", "д", "дом"]
}

/// Titles before names of persons, which the register or the person who looks writes short.
enum AddressTitles {
    /// One form for all of them; other words stay.
    static func canonical(_ word: String) -> String {
        forms[AddressLetters.key(word)] ?? forms[AddressLetters.cyrillic(word, by: .ukrainian)] ?? word
    }

    private static let titles = [
        "gen generała generał generala ген генерала генерал", "płk pułkownika płka plk pulkownika полк полковника",
        "ppłk podpułkownika pplk podpulkownika", "mjr majora майора", "kpt kapitana кап капітана капитана",
        "por porucznika", "marsz marszałka marszalka марш маршала", "hetm hetmana гетьм гетьмана",
        "adm admirała адм адмірала адмирала",
        "ks księdza ksiedza", "bp biskupa", "abp arcybiskupa", "kard kardynała kardynala", "o ojca",
        "św świętego świętej świętych sw swietego swietej swietych св святого святої святых святой",
        "bł błogosławionego błogosławionej bl blogoslawionego", "dr doktora др доктора лікаря",
        "prof profesora проф професора профессора",
        "inż inżyniera inz inzyniera інж інженера инженера", "акад академіка академика", "im imienia ім імені им имени",
        "кн княгині князя", "лейт лейтенанта", "серж сержанта", "бр братів братьев",
    ]

    private static let forms: [AddressLetters.Word: String] = {
        var forms: [AddressLetters.Word: String] = [:]
        for line in titles {
            let words = line.split(separator: " ").map(String.init)
            for word in words { forms[AddressLetters.key(word)] = words[0] }
        }
        return forms
    }()
}
