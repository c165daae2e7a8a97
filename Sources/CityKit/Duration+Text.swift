extension Duration {
    /// How long somebody has to wait, to stand after “in”: seconds up to a minute, then minutes, from two hours on hours.
    /// What has begun counts as whole.
    public var text: Text {
        let seconds = wholeSeconds
        if seconds <= 60 { return Text("pause.seconds", ["count": .number(seconds)]) }
        if seconds <= 7_200 { return Text("pause.minutes", ["count": .number((seconds + 59) / 60)]) }
        return Text("pause.hours", ["count": .number((seconds + 3_599) / 3_600)])
    }
}
