/// What is tried first when somebody guesses: words everybody takes, keys in a row, one pattern again and again.
enum CommonPasswords {
    /// - Parameter password: in lower case.
    static func contains(_ password: String) -> Bool {
        let core = core(of: password)
        return words.contains(password) || words.contains(core) || isPattern(password) || isKeyRow(password)
    }

    /// The word without the digits and marks people hang on it: `haslo123!` is `haslo`. Empty when little is left.
    private static func core(of password: String) -> String {
        let isLetter: (Character) -> Bool = \.isLetter
        guard let first = password.firstIndex(where: isLetter), let last = password.lastIndex(where: isLetter) else {
            return ""
        }
        return String(password[first...last])
    }

    /// One piece of up to four characters repeated: `aaaaaaaa`, `12121212`, `abcdabcd`.
    private static func isPattern(_ password: String) -> Bool {
        let characters = Array(password)
        return (1...4).contains { period in
            characters.indices.dropFirst(period).allSatisfy { characters[$0] == characters[$0 - period] }
        }
    }

    /// Keys or letters that follow each other, forwards or backwards: `12345678`, `qwertyui`, `йцукенгш`.
    private static func isKeyRow(_ password: String) -> Bool {
        let rows = [
            "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
            "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "йцукенгшщзхїфівапролджєячсмитьбю", "qwertzuiop",
            "abcdefghijklmnopqrstuvwxyz", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "qwerty1234567890", "qwerty0987654321",
        ]
        return rows.contains { $0.contains(password) || String($0.reversed()).contains(password) }
    }

    private static let words: Set<String> = [
        "password", "passwort", "passw0rd", "p@ssw0rd", "p@ssword", "pass", "admin", "administrator", "administracja",
        "welcome", "letmein", "iloveyou", "sunshine", "princess", "football", "baseball", "basketball", "superman",
        "batman", "spiderman", "dragon", "monkey", "master", "shadow", "michael", "jennifer", "jordan", "computer",
        "internet", "samsung", "starwars", "trustno", "whatever", "changeme", "default", "secret", "security", "guest",
        "test", "testtest", "qwerty", "qwertz", "asdfgh", "zxcvbn", "azerty", "qazwsx", "hello", "hellohello", "summer",
        "winter", "spring", "autumn", "monday", "january", "february", "november", "december", "town hall", "townhall",
        "office", "citizen", "resident", "correcthorsebatterystaple", "correct horse battery staple",
        "haslo", "hasło", "haslohaslo", "tajne", "tajnehaslo", "polska", "polska1", "warszawa", "krakow", "kraków",
        "wroclaw", "wrocław", "poznan", "poznań", "gdansk", "gdańsk", "legia", "widzew", "lechpoznan", "wislakrakow",
        "matrix", "myszka", "misiaczek", "kochanie", "kocham", "kochamcie", "kochamcię", "kocham cie", "kwiatek",
        "słoneczko", "sloneczko", "agnieszka", "katarzyna", "malgorzata", "małgorzata", "magdalena", "aleksandra",
        "karolina", "monika", "mateusz", "bartek", "bartosz", "krzysztof", "wojciech", "tomasz", "marcin", "michal",
        "michał", "zaq", "zaq1", "dupa", "dupadupa", "kurwa", "samochod", "samochód", "komputer", "lato", "zima",
        "wiosna", "jesien", "jesień", "styczen", "styczeń", "luty", "marzec", "kwiecien", "kwiecień", "czerwiec",
        "lipiec", "sierpien", "sierpień", "wrzesien", "wrzesień", "pazdziernik", "październik", "listopad",
        "grudzien", "grudzień", "poniedzialek", "poniedziałek", "urzad", "urząd", "urzadmiasta", "urządmiasta",
        "urzadgminy", "urządgminy", "ratusz", "gmina", "miasto", "mieszkaniec", "burmistrz", "prezydent",
        "пароль", "парольпароль", "україна", "україна1", "слава україні", "славаукраїні", "київ", "львів", "харків",
        "одеса", "дніпро", "динамо", "шахтар", "кохання", "кохаю", "любов", "привіт", "наталія", "олександр",
        "олександра", "катерина", "володимир", "тетяна", "людмила", "світлана", "адмін", "адміністратор", "секрет",
        "сонечко", "зайчик", "котик", "місто", "громада", "міськрада", "міський голова", "мешканець", "ukraine",
        "ukraina", "slavaukraini", "slava ukraini", "parol", "gfhjkm", "lubov", "privet", "kohannya", "dynamo", "kyiv",
        "lviv", "odesa", "ratuszratusz",
    ]
}
