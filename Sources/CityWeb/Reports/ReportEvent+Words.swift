import CityDomain
import CityKit

extension ReportEvent {
    /// What happened, in a few words.
    func title(_ words: Words, of kind: ReportKind) -> String {
        switch act {
        case .received, .moved, .rejected, .closed, .takenUp: words(statusText(of: kind))
        default: words("report.act.\(act.name)")
        }
    }

    /// What happened, in a sentence.
    func sentence(_ words: Words, of kind: ReportKind, in town: Municipality) -> String {
        switch act {
        case .rejected(let reason, _): words("report.rejected.because", ["reason": .text(reason.text)])
        case .closed(let reason): words("report.event.closed.\(reason.rawValue)")
        case .moved where kind == .question && status == .done: words("report.event.answered")
        case .received, .moved: words("report.event.\(status.rawValue)")
        case .handedOver(let unit):
            words(
                "report.act.handedOver.text",
                ["unit": .words(town.unit(unit).map { words($0.name) } ?? unit.rawValue)]
            )
        case .joined(let other), .parted(let other), .tookIn(let other), .letGo(let other), .splitOff(let other),
            .cameOf(let other):
            words("report.act.\(act.name).text", ["number": .words(other.description)])
        case .resumed(let other):
            words(
                "report.act.resumed.text",
                ["number": .words(other.description), "status": .text(status.text)]
            )
        case .supported(let persons): words("report.act.supported.text", ["count": .number(persons)])
        case .takenUp(let extent): words("mail.idea.\(extent.rawValue)")
        case .corrected: words("report.act.corrected.text", ["status": .text(status.text)])
        case .published(let wording): words("report.act.published.\(wording.rawValue)")
        default: words("report.act.\(act.name).text")
        }
    }
}

extension ReportEvent.Act {
    /// The last part of the keys of its texts.
    var name: String {
        switch self {
        case .received: "received"
        case .moved: "moved"
        case .rejected: "rejected"
        case .closed: "closed"
        case .handedOver: "handedOver"
        case .asked: "asked"
        case .replied: "replied"
        case .reopened: "reopened"
        case .corrected: "corrected"
        case .amended: "amended"
        case .placed: "placed"
        case .published: "published"
        case .takenDown: "takenDown"
        case .hidden: "hidden"
        case .joined: "joined"
        case .parted: "parted"
        case .resumed: "resumed"
        case .tookIn: "tookIn"
        case .letGo: "letGo"
        case .supported: "supported"
        case .takenUp: "takenUp"
        case .splitOff: "splitOff"
        case .cameOf: "cameOf"
        }
    }
}
