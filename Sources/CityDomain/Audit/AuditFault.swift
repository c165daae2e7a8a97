public import CityKit

/// What is wrong with the audit log. Numbers are places in the chain.
public enum AuditFault: Error, Hashable {
    /// No entry has this number, though later ones are there or the chain is known to have reached it.
    case missing(Int)
    /// The entry is not as it was written.
    case changed(Int)
    /// The entry was written at another place.
    case moved(Int, from: Int)
    /// The chain ends before this checkpoint.
    case cut(after: Int, checkpoint: AuditCheckpoint)
    /// The entry at the checkpoint is another one: entries up to it were written anew.
    case rewritten(checkpoint: AuditCheckpoint)
    /// The line of the file is no checkpoint.
    case unreadable(line: Int)
    /// Somebody else signed the checkpoint, or it was changed.
    case badSignature(line: Int)
    /// Entries up to this one are said to be discarded, and this installation has not signed it.
    case unsignedBase(Int)
}

extension AuditFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let place): "entry \(place) is missing"
        case .changed(let place): "entry \(place) was changed"
        case .moved(let place, let origin): "entry \(place) was moved: it was written as entry \(origin)"
        case .cut(let last, let checkpoint):
            "the tail is cut: the log ends at entry \(last), the checkpoint of \(checkpoint.at.rfc3339) is at "
                + "\(checkpoint.head.sequence); entry \(last + 1) is missing"
        case .rewritten(let checkpoint):
            "entry \(checkpoint.head.sequence) is not the one of the checkpoint of \(checkpoint.at.rfc3339): "
                + "the log was written anew before it"
        case .unreadable(let line): "line \(line) of the checkpoints is no checkpoint"
        case .badSignature(let line): "line \(line) of the checkpoints is not signed by this installation"
        case .unsignedBase(let place):
            "entries up to \(place) are missing: that they were discarded is not signed by this installation"
        }
    }
}

/// What a check of the audit log found.
public struct AuditReport: Sendable, Equatable {
    /// Entries that were looked at.
    public let entries: Int
    /// Entries before them whose time was over.
    public let discarded: Int
    public let checkpoints: Int
    /// The last moment up to which everything is proved: that of the newest checkpoint that fits.
    public let provedUntil: Instant?
    /// The first broken entry before the faults of checkpoints; none where all is well.
    public let faults: [AuditFault]

    public init(
        entries: Int,
        discarded: Int = 0,
        checkpoints: Int,
        provedUntil: Instant?,
        faults: [AuditFault]
    ) {
        self.entries = entries
        self.discarded = discarded
        self.checkpoints = checkpoints
        self.provedUntil = provedUntil
        self.faults = faults
    }
}
