/// Letters of any alphabet written in ASCII, for domain labels. Source: RFC 3492; names as there.
enum Punycode {
    private static let base = 36
    private static let tmin = 1
    private static let tmax = 26
    private static let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// Nil when the label is too long to be encoded (the caller allows 63 octets at most).
    static func encode(_ label: some StringProtocol) -> String? {
        let input = label.unicodeScalars.map { Int($0.value) }
        guard input.count <= 63 else { return nil }
        var output = input.filter { $0 < 0x80 }.map { UInt8(truncatingIfNeeded: $0) }
        let basic = output.count
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        var (n, delta, bias, handled) = (0x80, 0, 72, basic)
        while handled < input.count {
            guard let next = input.filter({ $0 >= n }).min() else { return nil }
            delta += (next - n) * (handled + 1)
            n = next
            for scalar in input {
                if scalar < n { delta += 1 }
                guard scalar == n else { continue }
                append(delta, to: &output, bias: bias)
                bias = adapted(delta, points: handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// A number of variable length, its lowest digit first (RFC 3492 §6.3).
    private static func append(_ number: Int, to output: inout [UInt8], bias: Int) {
        var q = number
        var k = base
        while true {
            let threshold = min(max(k - bias, tmin), tmax)
            if q < threshold { break }
            output.append(digits[threshold + (q - threshold) % (base - threshold)])
            q = (q - threshold) / (base - threshold)
            k += base
        }
        output.append(digits[q])
    }

    /// RFC 3492 §6.1.
    private static func adapted(_ delta: Int, points: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / points
        var k = 0
        while delta > (base - tmin) * tmax / 2 {
            delta /= base - tmin
            k += base
        }
        return k + (base - tmin + 1) * delta / (delta + 38)
    }
}
