import CityDomain
import Dispatch
import Foundation
import Synchronization

/// One helper process and the connection to it. It knows nothing of this one: it has no environment, keeps no open file
/// besides the connection and cannot write to the log. Ends with `end`.
final class HelperProcess: Sendable {
    let process: pid_t
    private let connection: Int32
    /// Calls that wait do so here, not on Swift's few threads.
    private let queue = DispatchQueue(label: "photo helper")
    private let hasEnded = Mutex(false)

    /// - Parameter command: the path of the program and its arguments.
    /// - Throws: `PhotoFailure.away` when the program cannot be started.
    init(_ command: [String]) throws(PhotoFailure) {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw .away
        }
        defer { close(ends[1]) }
        guard let process = Self.start(command, connectedTo: ends[1]) else {
            close(ends[0])
            throw .away
        }
        self.process = process
        connection = ends[0]
    }

    deinit { end() }

    /// - Throws: `PhotoFailure.tooSlow` when it does not take the octets until `deadline`, `.broken` when it has ended.
    func send(_ octets: [UInt8], until deadline: ContinuousClock.Instant) async throws {
        try await waiting { [self] in
            var rest = octets[...]
            while !rest.isEmpty {
                try wait(for: POLLOUT, until: deadline)
                let count = rest.withUnsafeBytes {
                    Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
                }
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                guard count > 0 else { throw PhotoFailure.broken }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Tells that nothing more comes, and waits for all the process has to say.
    ///
    /// - Throws: `PhotoFailure.tooSlow` after `deadline`, `.broken` when it says more than `limit` octets.
    func reply(limit: Int, until deadline: ContinuousClock.Instant) async throws -> [UInt8] {
        try await waiting { [self] in
            shutdown(connection, Int32(SHUT_WR))
            var reply: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                try wait(for: POLLIN, until: deadline)
                let count = recv(connection, &piece, piece.count, Int32(MSG_DONTWAIT))
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                guard count > 0 else { return reply }
                guard reply.count + count <= limit else { throw PhotoFailure.broken }
                reply += piece[..<count]
            }
        }
    }

    /// Ends the process, whatever it is doing, and waits until it is gone.
    /// - Returns: how it ended; nil when somebody has ended it before.
    @discardableResult
    func end() -> Ending? {
        guard
            hasEnded.withLock({ ended in
                defer { ended = true }
                return !ended
            })
        else { return nil }
        close(connection)
        kill(process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return Ending(status: status)
    }

    /// The code with which the helper ends when it cannot take its limits upon itself (sysexits.h).
    static let cannotStart: Int32 = 71

    enum Ending: Equatable {
        case exit(Int32)
        case signal(Int32)

        init(status: Int32) {
            let signal = status & 0x7F
            self = signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
        }
    }

    private func wait(for event: Int32, until deadline: ContinuousClock.Instant) throws(PhotoFailure) {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw .tooSlow }
            var request = pollfd(fd: connection, events: Int16(event), revents: 0)
            if poll(&request, 1, Int32(clamping: left.components.seconds * 1_000 + 1)) > 0 { return }
        }
    }

    private func waiting<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result(catching: body)) }
        }
    }

    /// The number of the new process; nil when the system refuses.
    private static func start(_ command: [String], connectedTo end: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, end, 0)
        posix_spawn_file_actions_adddup2(&actions, end, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        guard var attributes = attributes() else { return nil }
        defer { posix_spawnattr_destroy(&attributes) }
        var arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var process: pid_t = 0
        let status = posix_spawn(&process, command[0], &actions, &attributes, &arguments, &environment)
        return status == 0 ? process : nil
    }

    private static func attributes() -> posix_spawnattr_t? {
        var attributes = posix_spawnattr_t()
        guard posix_spawnattr_init(&attributes) == 0 else { return nil }
        // A thread of the server may hold back signals; the helper must be ended by all of them, its limits included.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // In a group of its own, so that a signal to the server's group leaves it to finish its photo.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        return attributes
    }
}
