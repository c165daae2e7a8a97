import CityDomain
import CityKit
import Foundation

/// A letter as mail servers exchange it (RFC 5322, RFC 2045, RFC 2047): octets below 128 only, lines of at most 76
/// octets where a word allows it and never over 998, each ended by CR LF.
struct MIMEMessage {
    /// `=_` occurs neither in quoted-printable nor in base64, so the boundary cannot be a part of a body.
    private static let boundary = "=_alternative"

    let bytes: [UInt8]

    init(_ message: EmailMessage) {
        var lines = MIMEHeaders()
        lines.add("Date", Self.date(message.date))
        lines.add("From", message.from)
        if let replyTo = message.replyTo { lines.add("Reply-To", replyTo) }
        lines.add("To", message.to)
        lines.add("Subject", words: message.subject)
        lines.add("Message-ID", "<\(message.id)>")
        // So that absence notices and other robots do not answer (RFC 3834 §5).
        lines.add("Auto-Submitted", "auto-generated")
        for header in message.headers { lines.add(header.name, header.value) }
        lines.add("MIME-Version", "1.0")
        bytes = Array((lines.text + Self.body(of: message)).utf8)
    }

    /// The headers that describe the body, an empty line and the body.
    private static func body(of message: EmailMessage) -> String {
        guard let html = message.html else {
            return part(TransferEncoding.best(for: message.text), of: message.text, type: "plain")
        }
        var headers = MIMEHeaders()
        headers.add("Content-Type", "multipart/alternative; boundary=\"\(boundary)\"")
        let parts = [(message.text, "plain"), (html.markup, "html")].map { text, type in
            "--\(boundary)\r\n" + part(TransferEncoding.bestOfArmoured(for: text), of: text, type: type) + "\r\n"
        }
        return headers.text + "\r\n" + parts.joined() + "--\(boundary)--\r\n"
    }

    private static func part(_ encoding: TransferEncoding, of text: String, type: String) -> String {
        var headers = MIMEHeaders()
        headers.add("Content-Type", "text/\(type); charset=utf-8")
        headers.add("Content-Transfer-Encoding", encoding.rawValue)
        return headers.text + "\r\n" + encoding.encode(text)
    }

    /// RFC 5322 §3.3, in UTC.
    private static func date(_ instant: Instant) -> String {
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var seconds = time_t(instant.milliseconds / 1_000)
        var time = tm()
        gmtime_r(&seconds, &time)
        let clock = [time.tm_hour, time.tm_min, time.tm_sec].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        let day = "\(days[Int(time.tm_wday)]), \(time.tm_mday) \(months[Int(time.tm_mon)]) \(time.tm_year + 1_900)"
        return "\(day) \(clock) +0000"
    }
}
