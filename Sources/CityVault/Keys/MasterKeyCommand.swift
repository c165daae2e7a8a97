import Foundation

/// A shell command that prints master keys.
struct MasterKeyCommand {
    private static let largestOutput = 65_536
    private let command: String
    private let timeout: Duration

    init(_ command: String, timeout: Duration = .seconds(30)) {
        self.command = command
        self.timeout = timeout
    }

    /// What the command wrote to its standard output; its errors go to ours.
    func output() throws(MasterKeyError) -> [UInt8] {
        let pipe = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        do { try process.run() } catch { throw .commandFailed(status: -1) }
        try? pipe.fileHandleForWriting.close()
        guard let output = read(pipe.fileHandleForReading.fileDescriptor) else {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            throw .commandTimedOut(seconds: Int(timeout.components.seconds))
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw .commandFailed(status: process.terminationStatus) }
        return output
    }

    /// Everything until the end of the output; nil when it does not end in time.
    private func read(_ file: Int32) -> [UInt8]? {
        let deadline = ContinuousClock.now + timeout
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while output.count < Self.largestOutput {
            let left = (deadline - ContinuousClock.now) / .milliseconds(1)
            var request = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&request, 1, Int32(left)) > 0 else { return nil }
            let count = Foundation.read(file, &buffer, buffer.count)
            if count <= 0 { return output }
            output += buffer[..<count]
        }
        return output
    }
}
