public import CityDomain
public import CityKit
import Dispatch

/// Papers through Pango and Cairo, in the fonts of the system. One at a time, on a thread of its own: drawing blocks.
public struct PangoPaperPrinter: PaperPrinter {
    private let queue = DispatchQueue(label: "paper")

    public init() {}

    public func pdf(of paper: Paper, at now: Instant) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try PaperDrawing.pdf(of: paper, at: now) }) }
        }
    }
}

/// Cairo or Pango could not do what it was asked, as when there is no memory; its own word for it.
public struct PaperFault: Error, CustomStringConvertible {
    public let description: String
}
