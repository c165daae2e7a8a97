import CityKit
import Foundation

/// The file of `--config`: one JSON object, the names of settings with a text or a whole number each.
struct SettingsFile {
    /// By the names of settings.
    let values: [String: String]

    /// - Throws: `SettingsFault` for what is no JSON, for a name that is no setting, and for a value that nobody can use:
    ///   nothing in the file is passed over in silence.
    init(_ path: String) throws {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw SettingsFault(setting: .config, problem: "\(path) cannot be read")
        }
        let lines: [String: Line]
        do {
            lines = try HandwrittenFile(name: path, data: data).decode()
        } catch {
            throw SettingsFault(setting: .config, problem: error.all.map(\.description).joined(separator: "; "))
        }
        let settings = Dictionary(uniqueKeysWithValues: Setting.all.map { ($0.name, $0) })
        values = try Dictionary(
            uniqueKeysWithValues: lines.sorted { $0.key < $1.key }.map { name, line in
                guard let setting = settings[name] else { throw Self.stranger(name, in: path) }
                return (name, try line.value(of: setting, in: path))
            }
        )
    }

    private static func stranger(_ name: String, in path: String) -> SettingsFault {
        SettingsFault(
            setting: .config,
            problem: "\(path) has “\(name)”, which is no setting; names are those of the flags, such as “port”"
        )
    }

    /// One value as it stands in the file.
    private enum Line: Decodable {
        case usable(String)
        /// What it is instead, in words.
        case unusable(String)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self = .usable(text)
            } else if let number = try? value.decode(Int.self) {
                self = .usable("\(number)")
            } else if let isTrue = try? value.decode(Bool.self) {
                self = .unusable("\(isTrue)")
            } else if let number = try? value.decode(Double.self) {
                self = .unusable("\(number)")
            } else if value.decodeNil() {
                self = .unusable("null")
            } else {
                self = .unusable((try? value.decode([Self].self)) == nil ? "an object" : "a list")
                // Asks for its keys, or they would be told instead as keys that nobody knows.
                _ = try? value.decode([String: Self].self)
            }
        }

        func value(of setting: Setting, in path: String) throws -> String {
            switch self {
            case .usable where setting == .config:
                throw SettingsFault(
                    setting: setting,
                    problem: "cannot stand in \(path); a settings file names no other"
                )
            case .usable(let text): return text
            case .unusable(let what):
                throw SettingsFault(
                    setting: setting,
                    problem: "is \(what) in \(path); write a text in quotes or a whole number"
                )
            }
        }
    }
}
