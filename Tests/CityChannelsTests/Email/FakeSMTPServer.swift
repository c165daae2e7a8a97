import Foundation
import Synchronization

/// A mail server on a loopback port that answers what a test tells it to, until it is stopped or the tests end.
final class FakeSMTPServer: Sendable {
    /// What happens at one point of the conversation.
    enum Answer: Sendable {
        /// One line or several, without the last line end.
        case reply(String)
        /// The connection is closed without a word.
        case close
        /// Nothing, until the client gives up.
        case silence
    }

    struct Script: Sendable {
        var greeting = Answer.reply("220 mail.example ESMTP")
        var hello = Answer.reply("250-mail.example\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES")
        var startTLS = Answer.reply("454 4.7.0 TLS not available")
        var auth = Answer.reply("235 2.7.0 welcome")
        var sender = Answer.reply("250 2.1.0 ok")
        var recipient = Answer.reply("250 2.1.5 ok")
        var data = Answer.reply("354 go on")
        var content = Answer.reply("250 2.0.0 Ok: queued as 4F2A")
        var goodbye = Answer.reply("221 2.0.0 bye")
        /// What an idle client hears some milliseconds after its letter; nil leaves the connection open.
        var idle: Answer?
    }

    /// What clients did.
    struct Log: Sendable, Equatable {
        var connections = 0
        var commands: [String] = []
        /// Letters as they came, dots undone, without the line that holds the last dot.
        var letters: [String] = []
    }

    let port: UInt16
    private let listener: Int32
    private let script: Mutex<Script>
    private let state = Mutex(Log())

    init(_ script: Script = Script()) throws {
        (listener, port) = try Self.listen()
        self.script = Mutex(script)
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { break }
                state.withLock { $0.connections += 1 }
                Thread.detachNewThread { SMTPSession(client: client, server: self).run() }
            }
            // Only here: its number is given to another socket at once.
            close(listener)
        }
    }

    /// A socket on a free port of this machine alone.
    private static func listen() throws -> (Int32, UInt16) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && Foundation.listen(listener, 16) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    /// From now on nobody listens.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    var log: Log { state.withLock { $0 } }

    /// Whether the last command is this one, now or within two seconds.
    func hears(_ command: String) async -> Bool {
        for _ in 0..<100 where log.commands.last != command { try? await Task.sleep(for: .milliseconds(20)) }
        return log.commands.last == command
    }

    func answer(_ change: @Sendable (inout Script) -> Void) { script.withLock { change(&$0) } }

    fileprivate var current: Script { script.withLock { $0 } }

    fileprivate func note(_ change: @Sendable (inout Log) -> Void) { state.withLock { change(&$0) } }
}

/// One connection of a client, on a thread of its own.
private final class SMTPSession {
    private let client: Int32
    private let server: FakeSMTPServer
    private var buffer: [UInt8] = []

    init(client: Int32, server: FakeSMTPServer) {
        self.client = client
        self.server = server
    }

    deinit { close(client) }

    func run() {
        guard give(server.current.greeting) else { return }
        while let line = line() {
            server.note { $0.commands.append(line) }
            guard handle(line) else { return }
        }
    }

    /// - Returns: false when the connection is to be closed.
    private func handle(_ line: String) -> Bool {
        let script = server.current
        switch line.prefix(4).uppercased() {
        case "EHLO", "HELO": return give(script.hello)
        case "STAR": return give(script.startTLS)
        case "AUTH": return give(script.auth)
        case "MAIL": return give(script.sender)
        case "RCPT": return give(script.recipient)
        case "DATA": return data(script)
        case "QUIT":
            _ = give(script.goodbye)
            return false
        default: return give(.reply("250 2.0.0 ok"))
        }
    }

    private func data(_ script: FakeSMTPServer.Script) -> Bool {
        guard give(script.data) else { return false }
        guard case .reply(let reply) = script.data, reply.hasPrefix("354") else { return true }
        var letter = ""
        while let line = line(), line != "." { letter += (line.hasPrefix(".") ? line.dropFirst() : line[...]) + "\r\n" }
        server.note { [letter] in $0.letters.append(letter) }
        guard give(script.content) else { return false }
        guard let idle = script.idle else { return true }
        usleep(50_000)
        return give(idle)
    }

    private func give(_ answer: FakeSMTPServer.Answer) -> Bool {
        switch answer {
        case .reply(let text):
            let bytes = Array((text + "\r\n").utf8)
            return send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
        case .close: return false
        case .silence:
            while line() != nil {}
            return false
        }
    }

    /// The next line without its end; nil when the client has gone.
    private func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let line = buffer[..<end]
                buffer.removeSubrange(...end)
                return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
            }
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let count = recv(client, &bytes, bytes.count, 0)
            guard count > 0 else { return nil }
            buffer += bytes[..<count]
        }
    }
}
