import CityDomain
import CityKit
import CityStorage
import CityVault
import Foundation

/// What `ratusz audit` does.
public enum AuditCommands {
    public struct Result: Sendable {
        /// For the person who asked.
        public let lines: [String]
        public let isWhole: Bool
    }

    /// Checks the whole log against its chain and against checkpoints.
    ///
    /// - Parameter checkpoints: the file of them; nil for the one of this installation, which may not be there yet.
    /// - Throws: `Maintenance.Fault` when the file cannot be read.
    public static func verify(checkpoints: String?, _ settings: Settings) async throws -> Result {
        let text = try text(of: checkpoints, settings)
        return try await Maintenance.withComposition(settings) { composition in
            let start = ContinuousClock.now
            let report = try await composition.verifyAudit(CheckpointFile(text, signer: composition.auditSigner))
            return Result(report, in: .now - start)
        }
    }

    /// The key in the form that OpenSSL reads: SubjectPublicKeyInfo of RFC 8410.
    public static func publicKey(_ settings: Settings) async throws -> String {
        try await Maintenance.withComposition(settings) { composition in
            let prefix: [UInt8] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]
            let base64 = Data(prefix + composition.auditSigner.publicKey).base64EncodedString()
            return "-----BEGIN PUBLIC KEY-----\n\(base64)\n-----END PUBLIC KEY-----"
        }
    }

    private static func text(of file: String?, _ settings: Settings) throws -> String {
        let data = FileManager.default.contents(atPath: file ?? settings.checkpoints)
        if let file, data == nil {
            throw Maintenance.Fault(description: "\(file) cannot be read; is the path right and may you read it?")
        }
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}

extension AuditCommands.Result {
    init(_ report: AuditReport, in duration: Duration) {
        isWhole = report.faults.isEmpty
        let seconds = String(format: "%.1f", duration / .seconds(1))
        let discarded = report.discarded > 0 ? ["The \(report.discarded) entries before them were discarded."] : []
        let head = "\(report.entries) entries and \(report.checkpoints) checkpoints in \(seconds) s."
        let proved = report.provedUntil.map { "Up to \($0.rfc3339) a checkpoint proves it." }
        let unproved = "No checkpoint that fits: a cut tail would not show."
        let end = report.faults.isEmpty ? ["The audit log is whole."] : report.faults.map { "Broken: \($0)." }
        lines = [head] + discarded + [proved ?? unproved] + end
    }
}
