import CityStorage
import Foundation
import Synchronization

/// Hears NOTIFY on a connection of its own and passes it on. Begins when somebody first wants to hear.
final class PostgresListener: Sendable {
    private let open: @Sendable () throws(OpenFault) -> PostgresConnection
    private let hub = NotificationHub()
    private let thread = Mutex<DatabaseThread?>(nil)
    private let isClosed = Mutex(false)
    private let bell: Bell

    init(open: @escaping @Sendable () throws(OpenFault) -> PostgresConnection) throws(OpenFault) {
        self.open = open
        bell = try Bell()
    }

    func stream(_ topic: Topic) -> AsyncStream<Void> {
        let stream = hub.stream(topic)
        thread.withLock { thread in
            if thread == nil && !isOver { thread = DatabaseThread(named: "pg listener") { self.run() } }
        }
        return stream
    }

    func close() async {
        isClosed.withLock { $0 = true }
        bell.ring()
        await thread.withLock { $0 }?.join()
        hub.finish()
    }

    private var isOver: Bool { isClosed.withLock { $0 } }

    private func run() {
        var pause: Int32 = 50
        while !isOver {
            do {
                let connection = try open()
                _ = try connection.send(connection.prepared("LISTEN ratusz"), [], in: .program)
                _ = try connection.finish()
                pause = 50
                // What happened before was missed.
                hub.sendAll()
                try listen(on: connection)
            } catch {
                bell.wait(beside: nil, milliseconds: pause)
                pause = min(pause * 2, 2_000)
            }
        }
    }

    private func listen(on connection: PostgresConnection) throws {
        while !isOver {
            bell.wait(beside: connection.socket, milliseconds: -1)
            hub.send(Set(try connection.notifications().map { Topic($0) }))
        }
    }
}

/// Wakes a thread that waits for a socket: a pipe into which somebody writes.
private final class Bell: Sendable {
    private let listening: Int32
    private let ringing: Int32

    init() throws(OpenFault) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .unusable("no pipe: \(String(cString: strerror(errno)))") }
        (listening, ringing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        close(listening)
        close(ringing)
    }

    /// Stays rung.
    func ring() { _ = write(ringing, "!", 1) }

    /// Returns when the bell was rung, the socket has something to read, or time is over; −1 waits without end.
    func wait(beside socket: Int32?, milliseconds: Int32) {
        var descriptors = [listening, socket ?? -1].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        poll(&descriptors, 2, milliseconds)
    }
}
