import Testing

/// Time, chance and the environment come in as arguments, so that every rule can be tested on any day.
@Suite struct HiddenInputTests {
    @Test("No rule looks at the clock, the dice or the machine", arguments: ["CityKit", "CityDomain"])
    func none(target: String) {
        let hidden =
            /\bDate\(\)|\bDate\.now\b|\bUUID\(\)|\bProcessInfo\b|\.random\(|\.randomElement\(|\.shuffled\(\)|\bgetenv\b|Clock\(\)|\bSystemRandomNumberGenerator\b|\b(?:TimeZone|Locale|Calendar)\.(?:current|autoupdatingCurrent)\b|\bFileManager\b/
        expectNone(SwiftSource.of(target).flatMap { $0.places(of: hidden) })
    }

    @Test("SQL never asks the database for the time")
    func noClockInSQL() {
        let clock = /(?i)\bnow\(\)|\bCURRENT_(?:TIMESTAMP|DATE|TIME)\b|\bstrftime\(|\bjulianday\(/
        let statements = SwiftSource.program.flatMap { source in source.literals.map { (source.path, $0) } }
        expectNone(statements.filter { $0.1.contains(clock) }.map(\.0))
    }
}
