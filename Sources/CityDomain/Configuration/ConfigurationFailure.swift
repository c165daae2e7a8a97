public import CityKit

public enum ConfigurationFailure: Failure, Equatable {
    /// Somebody else changed the settings first.
    case changedMeanwhile
    /// The files are those of the newest revision.
    case unchanged
    case reasonMissing
    case reasonTooLong(length: Int)
    case revisionUnknown
    /// One thing that is wrong with the files, in the words of the check.
    case fault(FileFault)
    case fileMissing
    /// It is no file that an export made.
    case fileMalformed
    /// Larger than `ConfigurationFile.largest`.
    case fileTooLarge
    case otherTown(String)
    /// A category that keeps reports from visitors would go, and what it kept would be there for everybody.
    case exposed(LocalizedText)
    /// A version of the regulation that counts already, in one language, would be another one or gone.
    case rewritten(String, Language)
    /// Open reports need what the change takes away. `numbers` are the first of them.
    case inUse(BrokenCases, what: LocalizedText?, numbers: [ReportNumber])
    /// A module, or a unit of this name, would go for which something waits.
    case waiting(OpenMatters, unit: LocalizedText?)
    /// The town had another unit of this id once.
    case unitReused(ID<Unit>)

    public var kind: FailureKind {
        switch self {
        case .reasonMissing, .reasonTooLong: .invalid(field: "reason")
        case .fileMissing, .fileMalformed, .fileTooLarge, .otherTown, .unchanged, .fault: .invalid(field: "file")
        case .revisionUnknown: .notFound
        case .changedMeanwhile, .inUse, .exposed, .rewritten, .waiting, .unitReused: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .changedMeanwhile: Text("configuration.failure.changedMeanwhile")
        case .unchanged: Text("configuration.failure.unchanged")
        case .reasonMissing: Text("configuration.failure.reasonMissing")
        case .reasonTooLong(let length):
            Text(
                "configuration.failure.reasonTooLong",
                ["length": .number(length), "count": .number(ConfigureTown.longestReason)]
            )
        case .revisionUnknown: Text("configuration.failure.revisionUnknown")
        case .fault(let fault): fault.inWords
        case .unitReused(let id): Text("configuration.failure.unitReused", ["id": .words(id.rawValue)])
        case .fileMissing: Text("configuration.failure.fileMissing")
        case .fileMalformed: Text("configuration.failure.fileMalformed")
        case .fileTooLarge:
            Text(
                "configuration.failure.fileTooLarge",
                ["megabytes": .number(ConfigurationFile.largest / 1_024 / 1_024)]
            )
        case .otherTown(let town): Text("configuration.failure.otherTown", ["town": .words(town)])
        case .exposed(let name): Text("configuration.failure.exposed", ["name": .text(.localized(name))])
        case .rewritten(let version, let language):
            Text(
                "configuration.failure.rewritten",
                ["version": .words(version), "language": .words(language.rawValue)]
            )
        case .inUse(let broken, let what, let numbers): broken.text(what, numbers)
        case .waiting(let matters, let unit): matters.text(unit)
        }
    }
}

extension BrokenCases {
    fileprivate func text(_ what: LocalizedText?, _ numbers: [ReportNumber]) -> Text {
        let cases = Text.cases(numbers.map(\.description), of: count)
        let name = what.map { Text.Argument.text(.localized($0)) }
        switch cause {
        case .category(let id):
            return Text("configuration.failure.category", ["name": name ?? .words(id.rawValue), "cases": .text(cases)])
        case .unit(let id):
            return Text("configuration.failure.unit", ["name": name ?? .words(id.rawValue), "cases": .text(cases)])
        case .field(let id, _):
            return Text("configuration.failure.field", ["name": name ?? .words(id.rawValue), "cases": .text(cases)])
        case .move(let from, let to):
            return Text(
                "configuration.failure.move",
                ["from": .text(from.text), "to": .text(to.text), "cases": .text(cases)]
            )
        case .kind(let id):
            return Text("configuration.failure.kind", ["name": name ?? .words(id.rawValue), "cases": .text(cases)])
        case .questions: return Text("configuration.failure.questions", ["cases": .text(cases)])
        case .module: return Text("configuration.failure.module", ["cases": .text(cases)])
        }
    }
}

extension OpenMatters {
    fileprivate func text(_ name: LocalizedText?) -> Text {
        let cases = Text.Argument.text(Text.cases(names, of: count))
        switch holder {
        case .module(let module):
            // Accounts and what they have are not told by name.
            return names.isEmpty
                ? Text("configuration.failure.held", ["module": .text(module.text), "count": .number(count)])
                : Text("configuration.failure.waiting", ["module": .text(module.text), "cases": cases])
        case .unit(let id, let tie):
            let unit = name.map { Text.Argument.text(.localized($0)) } ?? .words(id.rawValue)
            return tie.text(["unit": unit, "cases": cases, "count": .number(count)])
        case .language(let language):
            return Text("configuration.failure.language", ["language": .words(language.rawValue), "cases": cases])
        }
    }
}

extension OpenMatters.Tie {
    fileprivate func text(_ said: [String: Text.Argument]) -> Text {
        switch self {
        case .takesPart: Text("configuration.failure.takesPart", said)
        case .reopenable: Text("configuration.failure.unitReopenable", said)
        case .people: Text("configuration.failure.unitPeople", said)
        case .templates: Text("configuration.failure.unitTemplates", said)
        case .contractors: Text("configuration.failure.unitContractors", said)
        }
    }
}

extension FileFault {
    /// As a part of a sentence: what is wrong in the words of the reader where there are such, and in those of the file.
    var said: Text.Argument {
        guard let text else { return .words(description) }
        return .text(Text("configuration.failure.faultAt", ["text": .text(text), "place": .words(description)]))
    }

    /// As a page says it that has no field for it: in the words of the reader where there are some, and in those of the file.
    fileprivate var inWords: Text {
        guard let text else { return Text("configuration.failure.fault", ["fault": .words(description)]) }
        return Text("configuration.failure.faultAt", ["text": .text(text), "place": .words(description)])
    }
}

extension Text {
    /// Cases by name, and how many more there are.
    fileprivate static func cases(_ names: [String], of count: Int) -> Text {
        let list = names.joined(separator: ", ")
        let more = count - names.count
        return more > 0
            ? Text("configuration.cases.more", ["numbers": .words(list), "count": .number(more)])
            : Text("configuration.cases", ["numbers": .words(list)])
    }
}
