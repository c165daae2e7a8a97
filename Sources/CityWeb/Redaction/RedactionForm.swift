import CityDomain
import CityKit

/// What an officer typed or drew on the page of a photo.
struct RedactionForm {
    /// Those of which nothing is typed are rows to fill in.
    private(set) var areas: [TypedArea]
    let caption: String
    let then: Redaction.Then
    let seen: Redaction.Seen
    let uncovering: Redaction.Uncovering
    let step: Step
    private(set) var errors = ErrorFields.none
    /// Whether somebody else was faster; the page says then what changed.
    private(set) var isOutdated = false

    /// The button that was pressed.
    enum Step: Equatable {
        /// Shows what is typed on the photo and keeps nothing.
        case show
        case add
        /// Counted from 1.
        case remove(Int)
        case save
    }

    /// The form as it stands at first: what is covered, and a row for one area more.
    init(of opened: OpenRedaction) {
        let covered = opened.photo.covering?.areas.map(TypedArea.init) ?? []
        areas = covered.count < PhotoArea.most ? covered + [.empty] : covered
        caption = opened.caption
        then = .keep
        seen = Redaction.Seen(opened.photo)
        uncovering = .refused
        step = .show
    }

    init(_ fields: FormData) {
        let rows = min(max(Int(fields["rows"]) ?? 0, 1), Self.mostRows)
        areas = (1...rows).map { row in
            TypedArea(
                PhotoArea.Cover(rawValue: fields["cover\(row)"]) ?? .box,
                left: fields["left\(row)"],
                top: fields["top\(row)"],
                width: fields["width\(row)"],
                height: fields["height\(row)"]
            )
        }
        caption = fields["caption"]
        then = Redaction.Then(rawValue: fields["then"]) ?? .keep
        seen = Redaction.Seen(
            version: Int(fields["version"]) ?? -1,
            state: ReportPhoto.State(rawValue: fields["state"])
        )
        uncovering = fields["whole"] == "yes" ? .confirmed : .refused
        step = Step(fields)
    }

    /// Rows that a page has at most: one more than a photo may have areas, so that the page can say that they are too many.
    static let mostRows = PhotoArea.most + 1

    /// The rows after a button that changes them. What is typed stays as it is, and is told where it is wrong.
    func afterStep(_ words: Words) -> Self {
        var form = self
        switch step {
        case .add: if areas.count < PhotoArea.most { form.areas.append(.empty) }
        case .remove(let row): if areas.indices.contains(row - 1) { form.areas.remove(at: row - 1) }
        case .show, .save: break
        }
        if form.areas.isEmpty { form.areas = [.empty] }
        guard step == .show else { return form }
        do {
            _ = try form.areas.checked()
        } catch let failures as Failures {
            return form.faulty(failures.all, words)
        } catch {}
        return form
    }

    /// - Throws: `Failures` with what is wrong with the areas.
    func redaction() throws -> Redaction {
        Redaction(
            seeing: seen,
            areas: try areas.checked(),
            caption: caption,
            then: then,
            uncovering: uncovering
        )
    }

    func faulty(_ failures: [any Failure], _ words: Words) -> Self {
        var form = self
        form.errors = ErrorFields(failures, words, ids: ["areas": "left1"])
        form.isOutdated = failures.contains { $0 as? RedactionFailure == .changedMeanwhile }
        return form
    }
}

extension RedactionForm.Step {
    fileprivate init(_ fields: FormData) {
        if let row = Int(fields["remove"]) {
            self = .remove(row)
        } else {
            switch fields["step"] {
            case "save": self = .save
            case "add": self = .add
            default: self = .show
            }
        }
    }
}

extension TypedArea {
    static let empty = TypedArea(.box, left: "", top: "", width: "", height: "")
}
