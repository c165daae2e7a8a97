extension Instant {
    /// RFC 3339 in UTC with seconds: `2025-12-22T16:42:05Z`.
    public var rfc3339: String {
        let seconds = milliseconds >= 0 ? milliseconds / 1_000 : (milliseconds - 999) / 1_000
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = Int(seconds - days * 86_400)
        let time = [rest / 3_600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(CivilDate(dayNumber: Int(days)))T\(time.joined(separator: ":"))Z"
    }
}
