import ArgumentParser
import CityApp
import CityDomain
import Foundation

/// The town's register of addresses.
struct AddressesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "addresses",
        abstract: "Take lists of addresses and of renamed streets into the register of a town.",
        discussion: "Works beside a running server, which has the new register a second later. See docs/addresses.md.",
        subcommands: [Import.self, Renamed.self, Settlements.self, Export.self, Show.self]
    )

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in a list of addresses: CSV, GeoJSON, GML of PRG or EMUiA, or OpenStreetMap.",
            discussion: """
                The same file again changes nothing. The next file of the same source takes its place: what it has no longer \
                ends, and is kept for the cases that name it.

                Ends with 0 when every row was taken, 2 when rows were rejected, 1 when the file does not fit; nothing is \
                changed then.
                """
        )

        @Argument(help: "The file.") var file: String
        @Option(help: "The town, by its id.") var town: String
        @Option(help: "What the list is called, such as PRG.") var source: String
        @Option(
            help: "The system of the coordinates, such as EPSG:2180; WGS 84 where neither this nor the file says it."
        )
        var system: String?
        @Option(
            help: "What the file is, where its name does not say it: csv, geojson, gml or osm.",
            transform: Self.format
        )
        var format: AddressCommands.Format?
        @Option(help: "Write the rows that are left out or odd to this CSV file, with the reasons.") var rejected:
            String?
        @Flag(help: "The columns of the two coordinates are the other way round.") var swapped = false
        @Flag(help: "More than a fifth of the houses of the source are gone indeed.") var manyEnded = false
        @Flag(help: "Of OpenStreetMap, take roads with names as streets too: for towns of one settlement.") var roads =
            false
        @Flag(help: "Only tell what would change.") var dryRun = false
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let order = ImportAddresses.Order(
                source: source,
                system: try system.map(Self.system),
                mode: dryRun ? .dryRun : .store,
                endings: manyEnded ? .any : .few,
                axes: swapped ? .either : .asNamed
            )
            let display = AddressDisplay()
            let counts = try await AddressCommands.importAddresses(
                AddressCommands.File(path: file, town: town, format: format, rejected: rejected, takesRoads: roads),
                by: order,
                try await flags.settings()
            ) { display.show($0) }
            display.finish()
            print(counts.lines(isDryRun: dryRun).joined(separator: "\n"))
            if counts.rejected > 0 { throw ExitCode(2) }
        }

        private static func format(_ word: String) throws -> AddressCommands.Format {
            guard let format = AddressCommands.Format(rawValue: word) else {
                throw ValidationError(
                    "write \(AddressCommands.Format.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            return format
        }

        private static func system(_ text: String) throws -> CoordinateSystem {
            guard let system = CoordinateSystem(text) else {
                throw ValidationError("“\(text)” is no system of coordinates; write one such as EPSG:2180")
            }
            return system
        }
    }

    struct Renamed: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in a list of renamed streets: CSV with the columns old and new, or JSON of open data.",
            discussion:
                "Further columns: settlement, kind, date, decision, reason. The same list again changes nothing."
        )

        @Argument(help: "The file.") var file: String
        @Option(help: "The town, by its id.") var town: String
        @Option(help: "What the list is called.") var source = "renamed streets"
        @Option(help: "Write the rows that are left out to this CSV file, with the reasons.") var rejected: String?
        @Flag(help: "Only tell what would change.") var dryRun = false
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let counts = try await AddressCommands.renameStreets(
                AddressCommands.File(path: file, town: town, format: nil, rejected: rejected, takesRoads: false),
                source: source,
                dryRun ? .dryRun : .store,
                try await flags.settings()
            )
            print(counts.lines(isDryRun: dryRun).joined(separator: "\n"))
            if counts.rejected > 0 { throw ExitCode(2) }
        }
    }

    struct Settlements: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take the settlements of a commune from the codifier KATOTTG, or from TERC or SIMC of TERYT.",
            discussion: """
                Settlements that the register has by name get their code; the others are added. The code of a commune is such \
                as UA53020110000000000 or, in TERC and SIMC, the seven digits 2009075.
                """
        )

        @Argument(help: "The file as the state gives it away.") var file: String
        @Option(help: "The town, by its id.") var town: String
        @Option(help: "The code of the commune.") var within: String
        @Flag(help: "Only tell what would change.") var dryRun = false
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let counts = try await AddressCommands.takeSettlements(
                AddressCommands.File(path: file, town: town, format: nil, rejected: nil, takesRoads: false),
                within: within,
                dryRun ? .dryRun : .store,
                try await flags.settings()
            )
            print(counts.lines(isDryRun: dryRun).joined(separator: "\n"))
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the register of a town to a CSV file that import reads back.",
            discussion: "A row for each house, and one for each street without houses; former names are not in it."
        )

        @Argument(help: "The file.") var file: String
        @Option(help: "The town, by its id.") var town: String
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let rows = try await AddressCommands.export(to: file, of: town, try await flags.settings())
            print("written: \(rows)")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what the registers hold.")

        @OptionGroup var flags: SettingFlags

        func run() async throws {
            print(try await AddressCommands.show(try await flags.settings()).joined(separator: "\n"))
        }
    }
}

/// Shows how far an import has come, on a terminal only: it takes seconds.
private final class AddressDisplay {
    private let isTerminal = isatty(STDERR_FILENO) == 1

    func show(_ progress: ImportAddresses.Progress) {
        guard isTerminal else { return }
        switch progress {
        case .read(let rows): write("\r\u{1B}[K\(rows) rows read")
        case .stored(let parts, let all):
            let full = 30 * parts / max(1, all)
            write("\r\u{1B}[K[\(String(repeating: "#", count: full))\(String(repeating: "-", count: 30 - full))]")
        }
    }

    func finish() {
        if isTerminal { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

extension AddressCounts {
    /// The counts for the person at the command line.
    fileprivate func lines(isDryRun: Bool) -> [String] {
        let would = isDryRun ? "would be " : ""
        let counts = [
            ("read", read), ("\(would)added", added), ("\(would)changed", changed), ("\(would)ended", ended),
            ("unchanged", unchanged), ("repeated", repeated), ("rejected", rejected),
            ("taken with another spelling of the street", spelt),
            ("settlements \(would)new or changed", settlements), ("streets \(would)new or changed", streets),
        ]
        return counts.map { "\($0): \($1)" }
    }
}
